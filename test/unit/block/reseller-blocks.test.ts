import { describe, expect, it } from 'vitest';
import { guardAddress } from '../../../src/actions/guard-address.ts';
import type { BlockRequest } from '../../../src/block/block-request.ts';
import { noGuardFacts } from '../../../src/block/guard/guard-facts.ts';
import { expire } from '../../../src/block/expire.ts';
import { entryText } from '../../../src/block/journal/entry-text.ts';
import { undo } from '../../../src/block/undo.ts';
import type { UnblockReport } from '../../../src/model/block-report.ts';
import { blockRig, holdInPlace, request, type Rig, targetOf, valueOf } from './block-rig.ts';

const asReseller = (name: string, perHour = 5): Partial<BlockRequest> => ({ reseller: { name, perHour }, by: `${name}, in WHM` });
const bob = asReseller('bob');
const dora = asReseller('dora');

const liftFor = async (rig: Rig, reseller: string, target = '203.0.113.7'): Promise<UnblockReport> =>
  valueOf(await undo(rig.world, { by: 'reseller', target: targetOf(target), reseller }, { by: `${reseller}, in WHM`, reason: '' }));

const whose = (rig: Rig): readonly (string | null)[] =>
  rig
    .records()
    .filter(({ phase }) => phase === 'stands')
    .map(({ reseller }) => reseller);

const both = { cphulk: ['203.0.113.7'], nftables: ['203.0.113.7'] };
const none = { cphulk: [], nftables: [] };

describe('a block of the whole server by a reseller', () => {
  it('is made everywhere, and the journal says whose it is and why', async () => {
    const rig = blockRig();
    const made = await rig.block('203.0.113.7', { ...bob, reason: 'floods my shop' });
    expect([made.outcome, made.block?.reseller]).toEqual(['blocked', 'bob']);
    expect(await rig.held()).toEqual(both);
    const lines = valueOf(rig.world.journal.read()).entries.map(entryText);
    expect(lines[0]).toMatch(/^Block 203\.0\.113\.7 until .* as the reseller bob may by Settings: floods my shop$/);
    expect((await liftFor(rig, 'bob')).outcome).toBe('lifted');
    expect(await rig.held()).toEqual(none);
  });

  it.each(['', '   ', '\u200b\n'])('is not made for the reason %j', async (reason) => {
    const rig = blockRig();
    await expect(rig.block('203.0.113.7', { ...bob, reason })).rejects.toThrow('"field":"reason"');
    expect(await rig.held()).toEqual(none);
    // To look at it takes none.
    const looked = await guardAddress(
      { world: rig.world, guardFacts: () => Promise.resolve(noGuardFacts) },
      request('203.0.113.7', { ...bob, reason }),
    );
    expect(valueOf(looked).guard.refusals).toEqual([]);
  });

  it('is made as often in an hour as they may, whatever was lifted since, and by nobody else’s count', async () => {
    const rig = blockRig({ blocksPerHour: 1 });
    const twice = asReseller('bob', 2);
    expect((await rig.block('203.0.113.1', twice)).outcome).toBe('blocked');
    await liftFor(rig, 'bob', '203.0.113.1');
    expect((await rig.block('203.0.113.2', twice)).outcome).toBe('blocked');
    const third = await rig.block('203.0.113.3', twice);
    expect([third.outcome, third.problems]).toEqual([
      'not-blocked',
      [{ kind: 'limit-reached', what: 'blocks made in the last hour', limit: 2 }],
    ]);
    // Neither another reseller nor the owner of the server is kept from anything by that.
    expect((await rig.block('203.0.113.4', dora)).outcome).toBe('blocked');
    expect((await rig.block('203.0.113.5')).outcome).toBe('blocked');
    expect((await rig.block('203.0.113.6')).outcome).toBe('not-blocked');
    rig.clock.epoch += 3601;
    expect((await rig.block('203.0.113.3', twice)).outcome).toBe('blocked');
  });

  it.each([
    ['the owner of the server', {}, '203.0.113.7'],
    ['the owner of the server, a whole range', {}, '203.0.113.0/24'],
    ['another reseller', dora, '203.0.113.7'],
  ])('is refused where %s holds the address, and lifts nothing of theirs', async (_, other, held) => {
    const rig = blockRig();
    await rig.block(held, other);
    const before = await rig.held();
    const refused = await rig.block('203.0.113.7', { ...bob, confirmed: ['held-by-others'], overrideReason: 'please' });
    expect([refused.outcome, refused.block, refused.guard.refusals.map(({ id }) => id)]).toEqual(['refused', null, ['held-by-others']]);
    const looked = await guardAddress({ world: rig.world, guardFacts: () => Promise.resolve(noGuardFacts) }, request('203.0.113.7', bob));
    expect(valueOf(looked).guard.refusals.map(({ id }) => id)).toEqual(['held-by-others']);
    expect((await liftFor(rig, 'bob')).outcome).toBe('was-not-blocked');
    expect((await liftFor(rig, 'bob', held)).outcome).toBe('was-not-blocked');
    expect(await rig.held()).toEqual(before);
  });

  it.each([
    ['another tool', null],
    ['an earlier block of ours that the journal lost', 'b-00000000000000aa'],
  ])('is refused where %s holds the address already', async (_, id) => {
    const rig = blockRig();
    holdInPlace(rig.folder, '203.0.113.7', id);
    expect((await rig.block('203.0.113.7', bob)).outcome).toBe('refused');
    expect((await liftFor(rig, 'bob')).outcome).toBe('was-not-blocked');
    // A place that cannot be asked may hold it too.
    rig.fails.set('nftables readBack', { kind: 'program-missing', program: 'nft' });
    expect((await rig.block('203.0.113.9', bob)).outcome).toBe('refused');
    expect(await rig.held()).toEqual({ cphulk: [], nftables: id === null ? [] : ['203.0.113.7'] });
  });

  it('leaves what came to its place meanwhile when it is lifted', async () => {
    const rig = blockRig();
    await rig.block('203.0.113.7', bob);
    holdInPlace(rig.folder, '203.0.113.7', 'b-00000000000000aa');
    expect((await liftFor(rig, 'bob')).blocks).toHaveLength(1);
    expect(await rig.held()).toEqual({ cphulk: [], nftables: ['203.0.113.7'] });
  });

  it('becomes the owner’s when they block the same address, and stays when the reseller lifts', async () => {
    const rig = blockRig();
    await rig.block('203.0.113.7', { ...bob, duration: '7d' });
    expect((await rig.block('203.0.113.7')).outcome).toBe('blocked');
    expect(whose(rig)).toEqual([null]);
    expect((await liftFor(rig, 'bob')).outcome).toBe('was-not-blocked');
    expect(await rig.held()).toEqual(both);
    rig.clock.epoch += 3601;
    valueOf(await expire(rig.world, { patienceMs: 0, mostBlocks: 10, putBack: null }));
    expect(await rig.held()).toEqual(none);
  });

  it('is lifted by the owner as any other, and ends with its time', async () => {
    const rig = blockRig();
    await rig.block('203.0.113.7', bob);
    valueOf(await undo(rig.world, { by: 'target', target: targetOf('203.0.113.7'), scope: null }, { by: 'root', reason: '' }));
    expect(await rig.held()).toEqual(none);
    await rig.block('203.0.113.8', bob);
    rig.clock.epoch += 3601;
    valueOf(await expire(rig.world, { patienceMs: 0, mostBlocks: 10, putBack: null }));
    expect(await rig.held()).toEqual(none);
  });

  it('is still theirs in a new file of the journal', async () => {
    const rig = blockRig();
    await rig.block('203.0.113.7', bob);
    const [record] = rig.records();
    if (record === undefined) throw new Error('no record');
    const { carriedEntry } = await import('../../../src/block/journal/block-record.ts');
    valueOf(rig.world.journal.startNewFile([carriedEntry(record, rig.clock.epoch)], rig.clock.epoch));
    expect(whose(rig)).toEqual(['bob']);
    expect((await liftFor(rig, 'dora')).outcome).toBe('was-not-blocked');
    expect((await liftFor(rig, 'bob')).outcome).toBe('lifted');
  });
});
