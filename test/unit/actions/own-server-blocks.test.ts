/** A reseller's block of the whole server where the system's log tells of a login from there: over a machine with guard and journal. */
import { describe, expect, it } from 'vitest';
import type { AskedBlock, Blocks } from '../../../src/actions/blocks.ts';
import { blocksInWorld } from '../../../src/actions/blocks-in-world.ts';
import { blocksOfServer } from '../../../src/actions/own-server-blocks.ts';
import { noGuardFacts } from '../../../src/block/guard/guard-facts.ts';
import { type BlockDuration, blockDurations } from '../../../src/model/block.ts';
import { type BlockReport, guardIds } from '../../../src/model/block-report.ts';
import { ok } from '../../../src/model/result.ts';
import { fakeOperator } from '../../browser/fake-blocks.ts';
import { given } from '../../given-address.ts';
import { blockRig, type Rig, valueOf } from '../block/block-rig.ts';

const office = '203.0.113.7';
const longer = Object.keys(blockDurations).filter((duration) => duration !== '10m') as readonly BlockDuration[];

/** Somebody fetched mail from the office, by the system's log. */
const serverOf = ({ world, clock }: Rig): Blocks =>
  blocksInWorld({
    world: ok(world),
    way: 'in WHM',
    guardFacts: () =>
      Promise.resolve({
        ...noGuardFacts,
        nowEpoch: clock.epoch,
        loginsInLog: [{ address: given(office), what: 'a mailbox of dora', epoch: clock.epoch - 60 }],
      }),
    guardFactsOfMany: () => () => Promise.resolve(noGuardFacts),
    proof: () => Promise.resolve(null),
    inForce: () => Promise.resolve(null),
  });
const ofBob = (rig: Rig): Blocks => blocksOfServer(serverOf(rig), { name: 'bob', perHour: 50, hasSeen: () => Promise.resolve(ok(true)) });

const asked = (duration: BlockDuration, more: Partial<AskedBlock> = {}): AskedBlock => ({
  target: given(office),
  scope: { kind: 'server' },
  duration,
  reason: 'floods my shop',
  via: null,
  confirmed: guardIds,
  overrideReason: 'because I want to',
  ...more,
});
const block = async (blocks: Blocks, what: AskedBlock): Promise<BlockReport> => valueOf(await blocks.block(what, fakeOperator));
const speaking = ({ guard: { refusals, warnings } }: Pick<BlockReport, 'guard'>): readonly (readonly string[])[] => [
  refusals.map(({ id }) => id),
  warnings.map(({ id }) => id),
];

describe('a block of the whole server by a reseller, of an address with a login by the system’s log', () => {
  it.each([...longer, '99y' as BlockDuration])('is refused for %s, whatever is confirmed, and says what can be done', async (duration) => {
    const rig = blockRig();
    const report = await block(ofBob(rig), asked(duration));
    expect([report.outcome, report.block, ...speaking(report)]).toEqual(['refused', null, ['login-in-log'], []]);
    const [said] = report.guard.refusals;
    expect([said?.overridable, said?.longest]).toEqual([false, '10m']);
    expect(said?.text).toMatch(/^By the system’s log somebody logged in /);
    expect(said?.wayOut).toBe('You can block it for ten minutes, or ask whoever runs the server.');
    expect(JSON.stringify(report)).not.toContain('dora');
    expect([rig.records(), await rig.held()]).toEqual([[], { cphulk: [], nftables: [] }]);
    // A look at it answers the same.
    expect(speaking(valueOf(await ofBob(rig).guard(asked(duration), fakeOperator)))).toEqual([['login-in-log'], []]);
  });

  it('is made for ten minutes, once it is confirmed, and is over then', async () => {
    const rig = blockRig();
    const first = await block(ofBob(rig), asked('10m', { confirmed: [] }));
    expect([first.outcome, ...speaking(first)]).toEqual(['needs-confirmation', [], ['login-in-log']]);
    expect(rig.records()).toEqual([]);
    expect((await block(ofBob(rig), asked('10m', { confirmed: ['login-in-log'] }))).outcome).toBe('blocked');
    expect(rig.records().map(({ order }) => order.untilEpoch)).toEqual([rig.clock.epoch + 600]);
    // What stands does not make way for a longer one.
    expect((await block(ofBob(rig), asked('7d'))).outcome).toBe('refused');
    expect(rig.records().map(({ order }) => order.untilEpoch)).toEqual([rig.clock.epoch + 600]);
  });

  it('lasts as long as they say where no log tells of a login, and as long as root says in any case', async () => {
    const rig = blockRig();
    expect((await block(ofBob(rig), asked('7d', { target: given('203.0.113.8') }))).outcome).toBe('blocked');
    expect((await block(serverOf(rig), asked('7d', { confirmed: ['login-in-log'] }))).outcome).toBe('blocked');
    expect(rig.records().map(({ order }) => order.untilEpoch)).toEqual([rig.clock.epoch + 604_800, rig.clock.epoch + 604_800]);
  });
});
