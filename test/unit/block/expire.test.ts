import { existsSync, rmSync as rm } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listBlocks } from '../../../src/actions/list-blocks.ts';
import { showJournal } from '../../../src/actions/show-journal.ts';
import { expire } from '../../../src/block/expire.ts';
import { undo } from '../../../src/block/undo.ts';
import type { BlockScope } from '../../../src/model/block.ts';
import type { UnblockReport } from '../../../src/model/block-report.ts';
import { ok } from '../../../src/model/result.ts';
import { tryLock } from '../../../src/system/lock-file.ts';
import { blockByOthers } from '../../contract/fake-enforcer.ts';
import { blockRig, holdInPlace, placeOf, targetOf, valueOf } from './block-rig.ts';

const options = { patienceMs: 0, mostBlocks: 100, putBack: null };

describe('what is over', () => {
  it('is lifted by whatever runs next, where the place does not do it itself', async () => {
    const rig = blockRig();
    await rig.block('203.0.113.7', { duration: '10m' });
    await rig.block('203.0.113.8', { duration: '1h' });
    rig.clock.epoch += 600;
    expect(await rig.held()).toEqual({ cphulk: ['203.0.113.7', '203.0.113.8'], nftables: ['203.0.113.8'] });
    const report = valueOf(await expire(rig.world, options));
    expect(report.ended.map(({ block, steps }) => [block.target, ...steps.map(({ outcome }) => outcome)])).toEqual([
      ['203.0.113.7', 'lifted', 'was-not-there'],
    ]);
    expect(await rig.held()).toEqual({ cphulk: ['203.0.113.8'], nftables: ['203.0.113.8'] });
    expect(valueOf(await expire(rig.world, options))).toMatchObject({ ended: [], leftOver: 0 });
  });

  it('is bounded, and says what is left for the next run', async () => {
    const rig = blockRig();
    for (const last of [1, 2, 3]) await rig.block(`203.0.113.${last}`);
    rig.clock.epoch += 3600;
    expect(valueOf(await expire(rig.world, { patienceMs: 0, mostBlocks: 2, putBack: null }))).toMatchObject({ leftOver: 1 });
    expect(valueOf(await expire(rig.world, options))).toMatchObject({ leftOver: 0, ended: [{ block: { target: '203.0.113.3' } }] });
  });

  it('needs no lock when there is nothing to do, and does not wait when it must not', async () => {
    const rig = blockRig();
    await rig.block('203.0.113.7');
    const lock = tryLock(rig.world.lockPath);
    expect(valueOf(await expire(rig.world, options)).ended).toEqual([]);
    rig.clock.epoch += 3600;
    expect(await expire(rig.world, options)).toMatchObject({ ok: false, problem: { kind: 'changed-meanwhile' } });
    lock?.release();
  });

  it('that cannot be lifted stays on the record and is tried again', async () => {
    const rig = blockRig();
    await rig.block('203.0.113.7');
    rig.clock.epoch += 3600;
    rig.fails.set('cphulk lift', { kind: 'request-failed', to: 'WHM', code: 'ECONNREFUSED' });
    expect(valueOf(await expire(rig.world, options)).ended[0]?.steps[0]).toMatchObject({ outcome: 'still-there' });
    expect(rig.records().map(({ phase, held }) => [phase, [...held.keys()]])).toEqual([['stands', ['cphulk']]]);
    expect(valueOf(rig.world.journal.read()).entries.at(-1)).toMatchObject({ step: 'lift-outcome', outcome: 'partly-lifted' });
    rig.fails.clear();
    rig.clock.epoch += 300;
    await expire(rig.world, options);
    expect(rig.records().map(({ phase }) => phase)).toEqual(['over']);
  });

  it('that cannot be lifted is not tried again with every page', async () => {
    const rig = blockRig();
    await rig.block('203.0.113.7');
    rig.clock.epoch += 3600;
    rig.fails.set('cphulk lift', { kind: 'request-failed', to: 'WHM', code: 'ECONNREFUSED' });
    await expire(rig.world, options);
    const lines = valueOf(rig.world.journal.read()).entries.length;
    rig.clock.epoch += 299;
    expect(valueOf(await expire(rig.world, options)).ended).toEqual([]);
    expect(valueOf(rig.world.journal.read()).entries).toHaveLength(lines);
    rig.clock.epoch += 1;
    expect(valueOf(await expire(rig.world, options)).ended).toHaveLength(1);
  });

  it('that cannot be lifted for long is tried less and less, once a day at last', async () => {
    const rig = blockRig();
    await rig.block('203.0.113.7');
    rig.clock.epoch += 3600;
    rig.fails.set('cphulk lift', { kind: 'request-failed', to: 'WHM', code: 'ECONNREFUSED' });
    const tries: number[] = [];
    for (let minutes = 0; minutes < 8 * 1440; minutes += 5) {
      if (valueOf(await expire(rig.world, options)).ended.length > 0) tries.push(minutes);
      rig.clock.epoch += 300;
    }
    expect(tries.slice(0, 6)).toEqual([0, 5, 10, 20, 40, 80]);
    expect(tries.slice(-3).map((at) => at - (tries.at(-1) ?? 0))).toEqual([-2880, -1440, 0]);
    rig.fails.clear();
    rig.clock.epoch += 86_400;
    await expire(rig.world, options);
    expect(rig.records().map(({ phase }) => phase)).toEqual(['over']);
  });

  it('is closed where the site it was for is gone, and that is said and kept', async () => {
    const rig = blockRig();
    await rig.block('203.0.113.7');
    const enforcers = rig.world.enforcers.map((one) => ({ ...one, lift: () => Promise.resolve(ok('place-gone' as const)) }));
    const world = { ...rig.world, enforcers };
    const report = valueOf(await undo(world, { by: 'all' }, { by: 'root', reason: '' }));
    expect(report).toMatchObject({ outcome: 'lifted', blocks: [{ steps: [{ outcome: 'place-gone' }, { outcome: 'place-gone' }] }] });
    expect(rig.records().map(({ phase }) => phase)).toEqual(['over']);
    const told = valueOf(showJournal(world.journal, { target: null, most: 2, nowEpoch: 0 })).entries;
    expect(told[1]?.text).toBe('Closed: what it was for is gone from this server, and the block by nftables with it');
  });

  it('is not said to be gone by whoever lifts an address of a range that stays', async () => {
    const rig = blockRig();
    for (const target of ['203.0.113.7', '203.0.113.0/24', '198.51.100.0/24']) await rig.block(target);
    const lift = async (text: string): Promise<readonly string[]> =>
      valueOf(
        await undo(rig.world, { by: 'target', target: targetOf(text), scope: { kind: 'server' } }, { by: 'root', reason: '' }),
      ).stillBlockedBy.map(({ target }) => target);
    expect(await lift('203.0.113.7')).toEqual(['203.0.113.0/24']);
    expect(await lift('203.0.113.7')).toEqual(['203.0.113.0/24']);
    expect(await lift('203.0.113.0/24')).toEqual([]);
  });

  it('is over for us where somebody else had blocked the address before, and stays blocked there', async () => {
    const rig = blockRig();
    holdInPlace(rig.folder, '203.0.113.7', null);
    const report = await rig.block('203.0.113.7');
    expect(report.steps[1]).toMatchObject({ enforcer: 'nftables', outcome: 'already' });
    rig.clock.epoch += 3600;
    const [ended] = valueOf(await expire(rig.world, options)).ended;
    expect(ended?.steps[1]).toMatchObject({ outcome: 'was-not-there', remarks: [expect.stringContaining('somebody else')] });
    expect(rig.records().map(({ phase }) => phase)).toEqual(['over']);
    expect(existsSync(placeOf(rig.folder, '203.0.113.7'))).toBe(true);
  });

  it('takes a block of ours along that the journal has lost and that it was counted with', async () => {
    const rig = blockRig();
    holdInPlace(rig.folder, '203.0.113.7', 'b-00000000000000aa');
    await rig.block('203.0.113.7');
    const lifted = valueOf(
      await undo(rig.world, { by: 'target', target: targetOf('203.0.113.7'), scope: null }, { by: 'root', reason: '' }),
    );
    expect(lifted).toMatchObject({ outcome: 'lifted', blocks: [{ steps: [{}, { outcome: 'lifted', remarks: [] }] }] });
    expect(await rig.held()).toEqual({ cphulk: [], nftables: [] });
  });

  it('is not gone because it is not seen in force, when the lift broke off', async () => {
    const rig = blockRig();
    await rig.block('203.0.113.7');
    rm(placeOf(rig.folder, '203.0.113.7'));
    rig.fails.set('nftables lift', { kind: 'program-timed-out', program: '/usr/sbin/nft', timeoutMs: 1 });
    const lifted = valueOf(
      await undo(rig.world, { by: 'target', target: targetOf('203.0.113.7'), scope: null }, { by: 'root', reason: '' }),
    );
    expect(lifted).toMatchObject({ outcome: 'partly-lifted', blocks: [{ steps: [{}, { outcome: 'still-there' }] }] });
    expect(rig.records().map(({ phase, held }) => [phase, [...held.keys()]])).toEqual([['stands', ['nftables']]]);
  });
});

describe('the list of blocks', () => {
  it('says what is held really, and whose it is', async () => {
    const rig = blockRig();
    const ours = await rig.block('203.0.113.7');
    blockByOthers(`${rig.folder}/nftables`, '198.51.100.4');
    await rig.world.enforcers[0]?.lift({ id: ours.block?.id ?? '', target: targetOf('203.0.113.7'), scope: { kind: 'server' } });
    const lost = {
      id: 'b-00000000000000aa',
      target: targetOf('203.0.113.99'),
      scope: { kind: 'server' },
      untilEpoch: null,
      reason: '',
    } as const;
    await rig.world.enforcers[1]?.apply(lost);
    const report = valueOf(await listBlocks(rig.world, 100));
    expect(
      report.blocks.map(({ target, whose, heldBy }) => [target, whose, ...heldBy.map(({ enforcer, state }) => `${enforcer} ${state}`)]),
    ).toEqual([
      ['203.0.113.7', 'ours', 'cphulk missing', 'nftables held'],
      ['203.0.113.99', 'ours-not-in-journal', 'nftables held'],
      ['198.51.100.4', 'others', 'nftables held'],
    ]);
    expect(valueOf(await listBlocks(rig.world, 2))).toMatchObject({ leftOut: 1 });
    rig.fails.set('nftables list', { kind: 'program-timed-out', program: '/usr/sbin/nft', timeoutMs: 1 });
    const blind = valueOf(await listBlocks(rig.world, 100));
    expect(blind.blocks[0]?.heldBy.map(({ state }) => state)).toEqual(['missing', 'unknown']);
    expect(blind.problems).toMatchObject([{ kind: 'program-timed-out' }]);
  });

  it('is not touched for what is not ours', async () => {
    const rig = blockRig();
    blockByOthers(`${rig.folder}/nftables`, '198.51.100.4');
    const lifted = valueOf(
      await undo(rig.world, { by: 'target', target: targetOf('198.51.100.4'), scope: null }, { by: 'root', reason: '' }),
    );
    expect(lifted.outcome).toBe('was-not-blocked');
    expect(valueOf(await listBlocks(rig.world, 100)).blocks).toHaveLength(1);
  });

  it('is not looked for everywhere where only a block of a site is meant: its people must not keep every firewall busy', async () => {
    const rig = blockRig();
    const unread = { kind: 'program-missing', program: 'nft' } as const;
    rig.fails.set('nftables list', unread);
    const liftOf = async (scope: BlockScope | null): Promise<UnblockReport> =>
      valueOf(await undo(rig.world, { by: 'target', target: targetOf('198.51.100.4'), scope }, { by: 'alice', reason: '' }));
    expect(await liftOf({ kind: 'domain', domain: 'shop.example' })).toMatchObject({ outcome: 'was-not-blocked', problems: [] });
    expect((await liftOf({ kind: 'server' })).problems).toEqual([unread]);
    expect((await liftOf(null)).problems).toEqual([unread]);
  });
});

describe('the journal as shown', () => {
  it('is newest first, about one address or all', async () => {
    const rig = blockRig();
    await rig.block('203.0.113.7');
    await rig.block('203.0.113.8');
    const question = { target: null, most: 100, nowEpoch: rig.clock.epoch };
    const all = valueOf(showJournal(rig.world.journal, question));
    expect(all.entries).toHaveLength(8);
    expect(all.entries.at(-1)).toMatchObject({ step: 'block-intent', target: '203.0.113.7', by: 'root, on the command line' });
    const one = valueOf(showJournal(rig.world.journal, { ...question, target: targetOf('203.0.113.8') }));
    expect(one.entries.map(({ text }) => text)).toEqual([
      'Blocked',
      'Blocked by nftables',
      'Blocked by cphulk',
      'Block 203.0.113.8 until 2033-05-18T04:33:20.000Z by cphulk and nftables: too many requests',
    ]);
    expect(valueOf(showJournal(rig.world.journal, { ...question, most: 3 }))).toMatchObject({ leftOut: 5 });
  });
});
