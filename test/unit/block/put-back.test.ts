import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listBlocks } from '../../../src/actions/list-blocks.ts';
import { showJournal } from '../../../src/actions/show-journal.ts';
import { expire } from '../../../src/block/expire.ts';
import { guard } from '../../../src/block/guard/guard.ts';
import { type GuardFacts, noGuardFacts } from '../../../src/block/guard/guard-facts.ts';
import { carriedEntry } from '../../../src/block/journal/block-record.ts';
import type { PutBackOptions } from '../../../src/block/put-back.ts';
import { undo } from '../../../src/block/undo.ts';
import type { ExpireReport } from '../../../src/model/block-report.ts';
import { parseIpAddress } from '../../../src/model/ip-address.ts';
import { blockRig, holdInPlace, placeOf, type Rig, targetOf, valueOf } from './block-rig.ts';

const address = '203.0.113.7';
const own = parseIpAddress(address);
const isThisServer: Partial<GuardFacts> = { ownAddresses: own === undefined ? [] : [own] };

/** The machine is started anew: the firewall is empty, cPHulk is not. */
function restart(rig: Rig, ...targets: readonly string[]): void {
  for (const target of targets) rmSync(placeOf(rig.folder, target));
  rig.machine.id = `after ${rig.machine.id}`;
}

const tick = async (rig: Rig, facts: Partial<GuardFacts> = {}, more: Partial<PutBackOptions> = {}): Promise<ExpireReport> => {
  const askGuard: PutBackOptions['askGuard'] = (question) => Promise.resolve(guard(question, { ...noGuardFacts, ...facts }));
  return valueOf(await expire(rig.world, { patienceMs: 0, mostBlocks: 100, putBack: { askGuard, mostBlocks: 100, seconds: 60, ...more } }));
};

const lines = (rig: Rig): readonly string[] =>
  valueOf(showJournal(rig.world.journal, { target: null, most: 100, nowEpoch: rig.clock.epoch })).entries.map(({ text }) => text);

describe('what a restart swept away', () => {
  it('is put back for what is left of its time, once, and said', async () => {
    const rig = blockRig();
    await rig.block(address);
    restart(rig, address);
    rig.clock.epoch += 600;
    const row = async () => valueOf(await listBlocks(rig.world, 10)).blocks[0]?.heldBy.find(({ enforcer }) => enforcer === 'nftables');
    // A page shows it, and does not wait for it.
    expect(await row()).toMatchObject({ state: 'missing', lostAtRestart: true });
    expect(await tick(rig)).toMatchObject({
      restored: [{ block: { target: address }, refusal: null, steps: [{ enforcer: 'nftables', outcome: 'blocked' }] }],
      leftToRestore: 0,
      problems: [],
    });
    expect(await row()).toMatchObject({ enforcer: 'nftables', state: 'held' });
    expect((await rig.held())['nftables']).toEqual([address]);
    expect(lines(rig).slice(0, 2)).toEqual(['Put back in nftables after a restart', 'Put it back by nftables, a restart swept it away']);
    expect((await tick(rig)).restored).toEqual([]);
    rig.clock.epoch += 3000;
    expect(await tick(rig)).toMatchObject({ ended: [{ block: { target: address } }], restored: [] });
  });

  it('is not what was taken away while the machine ran on', async () => {
    const rig = blockRig();
    await rig.block(address);
    rmSync(placeOf(rig.folder, address));
    expect((await tick(rig)).restored).toEqual([]);
    expect((await rig.held())['nftables']).toEqual([]);
    const [row] = valueOf(await listBlocks(rig.world, 10)).blocks;
    expect(row?.heldBy[1]).toEqual({ enforcer: 'nftables', state: 'missing', until: null, reason: null, kept: null });
  });

  it('nor what was taken away after it had been put back', async () => {
    const rig = blockRig();
    await rig.block(address);
    restart(rig, address);
    await tick(rig);
    rmSync(placeOf(rig.folder, address));
    expect((await tick(rig)).restored).toEqual([]);
  });

  it('is put back after each restart, also by a journal that began anew', async () => {
    const rig = blockRig();
    await rig.block(address);
    const [record] = rig.records();
    if (record === undefined) throw new Error('no block');
    valueOf(rig.world.journal.startNewFile([carriedEntry(record, rig.clock.epoch)], rig.clock.epoch));
    restart(rig, address);
    expect((await tick(rig)).restored).toHaveLength(1);
    restart(rig, address);
    expect((await tick(rig)).restored).toHaveLength(1);
  });

  it('is left alone while the machine has only begun to start', async () => {
    const rig = blockRig();
    await rig.block(address);
    restart(rig, address);
    rig.machine.upSeconds = 20;
    expect((await tick(rig)).restored).toEqual([]);
    rig.machine.upSeconds = 60;
    expect((await tick(rig)).restored).toHaveLength(1);
  });

  it('is not put back when its time is over, or somebody wanted it lifted', async () => {
    const rig = blockRig();
    await rig.block(address, { duration: '10m' });
    await rig.block('203.0.113.8');
    rig.fails.set('nftables lift', { kind: 'program-missing', program: 'nft' });
    await undo(rig.world, { by: 'target', target: targetOf('203.0.113.8'), scope: null }, { by: 'root', reason: '' });
    rig.fails.clear();
    restart(rig, address, '203.0.113.8');
    rig.clock.epoch += 600;
    expect(await tick(rig)).toMatchObject({ ended: [{ block: { target: address } }], restored: [], leftToRestore: 0 });
    const [, record] = rig.records();
    if (record === undefined) throw new Error('no block');
    valueOf(rig.world.journal.startNewFile([carriedEntry(record, rig.clock.epoch)], rig.clock.epoch));
    expect((await tick(rig)).restored).toEqual([]);
    expect((await rig.held())['nftables']).toEqual([]);
  });

  it('is closed everywhere when the guard refuses it now', async () => {
    const rig = blockRig();
    await rig.block(address);
    restart(rig, address);
    const report = await tick(rig, isThisServer);
    expect(report.restored).toMatchObject([{ block: { target: address }, steps: [{ outcome: 'lifted' }, { outcome: 'was-not-there' }] }]);
    expect(report.restored[0]?.refusal).toContain('an address of this server');
    expect(await rig.held()).toEqual({ cphulk: [], nftables: [] });
    expect(rig.records()).toMatchObject([{ phase: 'over' }]);
    expect(lines(rig).join('\n')).toContain(`Close it instead of putting it back after a restart: ${report.restored[0]?.refusal ?? ''}`);
  });

  it('comes back in spite of what was known and overridden when it was made', async () => {
    const rig = blockRig();
    const listed: Partial<GuardFacts> = { allowEntries: own === undefined ? [] : [{ covers: own, list: 'a list', comment: null }] };
    const { outcome } = await rig.block(address, { confirmed: ['allow-list'], overrideReason: 'it was taken over' }, listed);
    expect(outcome).toBe('blocked');
    restart(rig, address);
    expect(await tick(rig, listed)).toMatchObject({ restored: [{ refusal: null }] });
  });

  it('comes back though somebody is connected from there to a port where one logs in, and waits for who is logged in', async () => {
    const rig = blockRig();
    await rig.block(address);
    restart(rig, address);
    const login = (proved: boolean): Partial<GuardFacts> => ({
      liveLogins: own === undefined ? [] : [{ address: own, way: 'panel', proved, user: null, port: 8443 }],
    });
    expect(await tick(rig, login(true))).toMatchObject({ restored: [], leftToRestore: 1 });
    expect(await tick(rig, login(false))).toMatchObject({ restored: [{ refusal: null }], leftToRestore: 0 });
    expect((await rig.held())['nftables']).toEqual([address]);
  });

  it('waits where it cannot be known who is let in, and says why', async () => {
    const rig = blockRig();
    await rig.block(address);
    await rig.block('203.0.113.8', { confirmed: ['could-not-look'] });
    restart(rig, address, '203.0.113.8');
    const unread = { kind: 'read-failed', path: '/etc/csf/csf.allow', code: 'EIO' } as const;
    expect(await tick(rig, { problems: [unread] })).toMatchObject({
      restored: [{ block: { target: '203.0.113.8' } }],
      leftToRestore: 1,
      problems: [unread],
    });
    expect((await tick(rig)).restored).toMatchObject([{ block: { target: address } }]);
  });

  it('is only written down where it is there again, whoever did that', async () => {
    const rig = blockRig();
    await rig.block(address);
    restart(rig, address);
    holdInPlace(rig.folder, address, null);
    expect(await tick(rig, isThisServer)).toMatchObject({ restored: [], leftToRestore: 0 });
    expect(lines(rig)[0]).toBe('Still there in nftables after a restart');
    rmSync(placeOf(rig.folder, address));
    expect((await tick(rig)).restored).toEqual([]);
  });

  it('waits for a place that does not answer, and is tried less often after a failure', async () => {
    const rig = blockRig();
    await rig.block(address);
    restart(rig, address);
    const stopped = { kind: 'service-stopped', service: 'the firewall', detail: 'it starts' } as const;
    rig.fails.set('nftables readBack', stopped);
    const before = lines(rig).length;
    expect(await tick(rig)).toMatchObject({ restored: [], leftToRestore: 1, problems: [stopped] });
    expect(lines(rig)).toHaveLength(before);
    rig.fails.clear();
    rig.fails.set('nftables apply', stopped);
    expect(await tick(rig)).toMatchObject({ restored: [{ steps: [{ outcome: 'failed', problem: stopped }] }] });
    rig.fails.clear();
    rig.clock.epoch += 299;
    expect((await tick(rig)).restored).toEqual([]);
    rig.clock.epoch += 1;
    expect((await tick(rig)).restored).toHaveLength(1);
  });

  it('is tried at once after the next restart, whatever failed before', async () => {
    const rig = blockRig();
    await rig.block(address);
    restart(rig, address);
    rig.fails.set('nftables apply', { kind: 'program-missing', program: 'nft' });
    await tick(rig);
    rig.fails.clear();
    rig.machine.id = 'another run';
    rig.machine.upSeconds = 100;
    rig.clock.epoch += 120;
    expect((await tick(rig)).restored).toHaveLength(1);
  });

  it('is bounded in number and time, and says what is left', async () => {
    const rig = blockRig();
    const targets = ['203.0.113.1', '203.0.113.2', '203.0.113.3'];
    for (const target of targets) await rig.block(target);
    restart(rig, ...targets);
    expect(await tick(rig, {}, { mostBlocks: 2 })).toMatchObject({ restored: [{}, {}], leftToRestore: 1 });
    expect(await tick(rig, {}, { seconds: 0 })).toMatchObject({ restored: [], leftToRestore: 1 });
    expect(await tick(rig)).toMatchObject({ restored: [{}], leftToRestore: 0 });
  });

  it.each([
    ['all', '1h', 0],
    ['none', 'permanent', 1],
    ['endless', 'permanent', 0],
    ['endless', '1h', 1],
  ] as const)('of a place whose blocks outlive a restart so: %s, when it is made for %s', async (outlivesRestart, duration, back) => {
    const rig = blockRig({}, { outlivesRestart });
    await rig.block(address, { duration });
    restart(rig, address);
    expect((await tick(rig)).restored).toHaveLength(back);
  });
});
