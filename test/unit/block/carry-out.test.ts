import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { carryOut } from '../../../src/block/carry-out.ts';
import { guard } from '../../../src/block/guard/guard.ts';
import { noGuardFacts } from '../../../src/block/guard/guard-facts.ts';
import { undo } from '../../../src/block/undo.ts';
import type { GuardId } from '../../../src/model/block-report.ts';
import { parseIpAddress } from '../../../src/model/ip-address.ts';
import { tryLock } from '../../../src/system/lock-file.ts';
import { blockRig, holdInPlace, request, targetOf, valueOf } from './block-rig.ts';

const steps = (rig: ReturnType<typeof blockRig>): string[] => valueOf(rig.world.journal.read()).entries.map(({ step }) => step);

describe('a block', () => {
  it('is made in every place of the plan, written down before and after, and lifted as a whole', async () => {
    const rig = blockRig();
    const report = await rig.block('203.0.113.7');
    expect(report).toMatchObject({
      outcome: 'blocked',
      problems: [],
      recovered: [],
      block: { target: '203.0.113.7', by: 'root, on the command line' },
    });
    expect(report.steps.map(({ enforcer, outcome }) => `${enforcer} ${outcome}`)).toEqual(['cphulk blocked', 'nftables blocked']);
    expect(report.steps.map(({ endsByItself }) => endsByItself)).toEqual([null, '2033-05-18T04:33:20.000Z']);
    expect(await rig.held()).toEqual({ cphulk: ['203.0.113.7'], nftables: ['203.0.113.7'] });
    expect(steps(rig)).toEqual(['block-intent', 'applied', 'applied', 'block-outcome']);
    const lifted = valueOf(
      await undo(rig.world, { by: 'target', target: targetOf('203.0.113.7'), scope: null }, { by: 'root', reason: '' }),
    );
    expect(lifted).toMatchObject({ outcome: 'lifted', blocks: [{ steps: [{ outcome: 'lifted' }, { outcome: 'lifted' }] }] });
    expect(await rig.held()).toEqual({ cphulk: [], nftables: [] });
    expect(steps(rig).slice(4)).toEqual(['lift-intent', 'lifted', 'lifted', 'lift-outcome']);
    expect(rig.records().map(({ phase }) => phase)).toEqual(['over']);
  });

  it('is refused before anything is written or done', async () => {
    const rig = blockRig();
    const facts = { operatorAddress: parseIpAddress('203.0.113.7') ?? null };
    expect(await rig.block('203.0.113.0/24', { confirmed: ['your-own-address'], overrideReason: 'sure' }, facts)).toMatchObject({
      outcome: 'refused',
      block: null,
    });
    expect(steps(rig)).toEqual([]);
    expect(await rig.held()).toEqual({ cphulk: [], nftables: [] });
  });

  it('wants a warning confirmed, and writes down what was overridden and why', async () => {
    const rig = blockRig();
    const facts = {
      resolvers: [parseIpAddress('203.0.113.7')].flatMap((one) => one ?? []),
      problems: [{ kind: 'permission-denied', path: '/etc/csf/csf.allow' } as const],
    };
    expect((await rig.block('203.0.113.7', { confirmed: ['could-not-look'] }, facts)).outcome).toBe('refused');
    expect((await rig.block('203.0.113.7', { confirmed: ['resolver'], overrideReason: 'it is not ours any more' }, facts)).outcome).toBe(
      'needs-confirmation',
    );
    const confirmed = ['resolver', 'could-not-look'] as const;
    expect((await rig.block('203.0.113.7', { confirmed, overrideReason: ' it is not\u001b ours any more' }, facts)).outcome).toBe(
      'blocked',
    );
    expect(valueOf(rig.world.journal.read()).entries[0]).toMatchObject({ confirmed, overrideReason: 'it is not ours any more' });
  });

  it('stands in part where one place fails, with the reason', async () => {
    const rig = blockRig();
    rig.fails.set('nftables apply', { kind: 'write-failed', path: '/run/x', code: 'EIO' });
    const report = await rig.block('203.0.113.7');
    expect(report.outcome).toBe('partly-blocked');
    expect(report.steps[1]).toMatchObject({ outcome: 'failed', problem: { kind: 'write-failed' } });
    // As cPHulk alone does it, and not as it was planned.
    expect(report.effects).toEqual(['logins']);
    rig.fails.clear();
    // The second click makes what was missing.
    expect(await rig.block('203.0.113.7')).toMatchObject({ outcome: 'blocked', effects: ['logins', 'everything'] });
    expect(await rig.block('203.0.113.7')).toMatchObject({ outcome: 'already-blocked', effects: ['logins', 'everything'] });
    expect(await rig.held()).toEqual({ cphulk: ['203.0.113.7'], nftables: ['203.0.113.7'] });
    expect(rig.records().map(({ phase }) => phase)).toEqual(['over', 'stands']);
  });

  it('of the whole server is made in part only where nothing but logins could be stopped', async () => {
    const rig = blockRig();
    rig.fails.set('nftables usable', { kind: 'program-missing', program: '/usr/sbin/nft' });
    expect(await rig.block('203.0.113.7')).toMatchObject({ outcome: 'partly-blocked', steps: [{ outcome: 'blocked' }] });
    expect(await rig.block('203.0.113.8', { via: ['cphulk'] })).toMatchObject({ outcome: 'blocked' });
  });

  it('is made in part only where a place lets go before the end that was asked for', async () => {
    const rig = blockRig();
    holdInPlace(rig.folder, '203.0.113.7', null, rig.clock.epoch + 300);
    const [nftables] = rig.world.enforcers.filter(({ name }) => name === 'nftables');
    if (nftables === undefined) throw new Error('no firewall');
    const apply = nftables.apply.bind(nftables);
    nftables.apply = async (order) => {
      const applied = await apply(order);
      return applied.ok ? { ok: true, value: { ...applied.value, endsByItselfEpoch: rig.clock.epoch + 300 } } : applied;
    };
    expect(await rig.block('203.0.113.7')).toMatchObject({ outcome: 'partly-blocked', steps: [{}, { outcome: 'already' }] });
    expect(await rig.block('203.0.113.8', { duration: '10m' })).toMatchObject({ outcome: 'partly-blocked' });
    expect(await rig.block('203.0.113.8', { duration: '10m' })).toMatchObject({ outcome: 'already-blocked' });
  });

  it("that broke off does not stand because somebody else's does", async () => {
    const rig = blockRig();
    holdInPlace(rig.folder, '203.0.113.7', null);
    const journal: typeof rig.world.journal = {
      ...rig.world.journal,
      append: (entry) =>
        entry.step === 'block-intent'
          ? rig.world.journal.append(entry)
          : { ok: false, problem: { kind: 'write-failed', path: 'journal', code: 'ENOSPC' } },
    };
    const asked = request('203.0.113.7', { via: ['nftables'] });
    await carryOut({ ...rig.world, journal }, asked, () => Promise.resolve(guard(asked, noGuardFacts)));
    expect((await rig.block('203.0.113.9')).recovered).toMatchObject([{ did: 'rolled-back', target: '203.0.113.7' }]);
    expect(rig.records()[0]?.phase).toBe('over');
  });

  it('is settled only by whoever can ask all that it was meant for', async () => {
    const rig = blockRig();
    const journal: typeof rig.world.journal = {
      ...rig.world.journal,
      append: (entry) =>
        entry.step === 'block-intent'
          ? rig.world.journal.append(entry)
          : { ok: false, problem: { kind: 'write-failed', path: 'journal', code: 'ENOSPC' } },
    };
    const asked = request('203.0.113.7');
    const askGuard = () => Promise.resolve(guard(asked, noGuardFacts));
    await carryOut({ ...rig.world, journal }, asked, askGuard);
    const enforcers = rig.world.enforcers.filter(({ name }) => name === 'cphulk');
    const other = request('203.0.113.8');
    expect(valueOf(await carryOut({ ...rig.world, enforcers }, other, askGuard)).recovered).toMatchObject([{ did: 'left-for-later' }]);
    expect((await rig.block('203.0.113.9')).recovered).toMatchObject([{ did: 'kept-what-holds', target: '203.0.113.7' }]);
  });

  it('that was broken off at its time limit counts as there, for a service may make it yet', async () => {
    const rig = blockRig();
    rig.fails.set('nftables apply', { kind: 'program-timed-out', program: '/usr/bin/firewall-cmd', timeoutMs: 1 });
    expect((await rig.block('203.0.113.7')).steps[1]).toMatchObject({ outcome: 'unconfirmed' });
    expect(rig.records()[0]?.held.has('nftables')).toBe(true);
  });

  it("that fails is not there because somebody else's is", async () => {
    const rig = blockRig();
    holdInPlace(rig.folder, '203.0.113.7', null);
    rig.fails.set('nftables apply', { kind: 'write-failed', path: '/run/x', code: 'EIO' });
    expect((await rig.block('203.0.113.7')).steps[1]).toMatchObject({ outcome: 'failed' });
    expect(rig.records()[0]?.held.has('nftables')).toBe(false);
  });

  it('says that the one before is gone when the new one cannot take its place', async () => {
    const rig = blockRig();
    await rig.block('203.0.113.7');
    rig.fails.set('nftables apply', { kind: 'write-failed', path: '/run/x', code: 'EIO' });
    const report = await rig.block('203.0.113.7', { duration: '24h' });
    expect(report.outcome).toBe('partly-blocked');
    expect(report.steps.map(({ enforcer, outcome }) => `${enforcer} ${outcome}`)).toEqual([
      'cphulk lifted',
      'nftables lifted',
      'cphulk blocked',
      'nftables failed',
    ]);
  });

  it('is not made where no place can', async () => {
    const rig = blockRig();
    rig.fails.set('nftables usable', { kind: 'program-missing', program: '/usr/sbin/nft' });
    rig.fails.set('cphulk usable', { kind: 'service-stopped', service: 'cPHulk', detail: '' });
    const report = await rig.block('203.0.113.7');
    expect(report.outcome).toBe('not-blocked');
    expect(report.plan.notUsed.map(({ problem }) => problem?.kind)).toEqual(['service-stopped', 'program-missing']);
    expect(steps(rig)).toEqual([]);
  });

  it('that cannot be read back counts as there, so that its end comes', async () => {
    const rig = blockRig();
    rig.fails.set('nftables readBack', { kind: 'program-timed-out', program: '/usr/sbin/nft', timeoutMs: 1 });
    const report = await rig.block('203.0.113.7');
    expect(report.steps[1]).toMatchObject({ outcome: 'unconfirmed' });
    expect(report.outcome).toBe('partly-blocked');
    expect(rig.records()[0]?.held.has('nftables')).toBe(true);
  });

  it('clicked twice is one block; a later end takes the place of the earlier one', async () => {
    const rig = blockRig();
    const first = await rig.block('203.0.113.7');
    rig.clock.epoch += 2;
    const second = await rig.block('203.0.113.7');
    expect(second).toMatchObject({ outcome: 'already-blocked', block: { id: first.block?.id } });
    expect((await rig.block('203.0.113.7', { duration: '10m' })).outcome).toBe('already-blocked');
    const longer = await rig.block('203.0.113.7', { duration: '24h' });
    expect(longer.outcome).toBe('blocked');
    expect(rig.records().map(({ phase }) => phase)).toEqual(['over', 'stands']);
    expect(await rig.held()).toEqual({ cphulk: ['203.0.113.7'], nftables: ['203.0.113.7'] });
  });

  it('that a restart of the firewall swept away is made again', async () => {
    const rig = blockRig();
    const first = await rig.block('203.0.113.7');
    await rig.world.enforcers[1]?.lift({ id: first.block?.id ?? '', target: targetOf('203.0.113.7'), scope: { kind: 'server' } });
    expect((await rig.block('203.0.113.7')).outcome).toBe('blocked');
    expect(await rig.held()).toEqual({ cphulk: ['203.0.113.7'], nftables: ['203.0.113.7'] });
  });

  it('is not begun for a scope or an answer that the journal could not tell of again', async () => {
    const rig = blockRig();
    const scope = { kind: 'account', account: 'anna\nroot' } as const;
    const asked = request('203.0.113.7', { scope });
    expect(await carryOut(rig.world, asked, () => Promise.resolve(guard(asked, noGuardFacts)))).toMatchObject({
      ok: false,
      problem: { kind: 'bad-input' },
    });
    const confirmed = ['made-up' as GuardId];
    expect(await rig.block('203.0.113.7', { confirmed })).toMatchObject({ outcome: 'not-blocked', problems: [{ kind: 'bad-input' }] });
    expect(await rig.held()).toEqual({ cphulk: [], nftables: [] });
  });

  it('keeps its caps and says so, and drops nothing old', async () => {
    const hourly = blockRig({ blocksPerHour: 2 });
    await hourly.block('203.0.113.1');
    await hourly.block('203.0.113.2');
    expect(await hourly.block('203.0.113.3')).toMatchObject({ outcome: 'not-blocked', problems: [{ kind: 'limit-reached', limit: 2 }] });
    // A clock that was ahead and is set right does not count its blocks for ever.
    hourly.clock.epoch -= 3600;
    expect((await hourly.block('203.0.113.3')).outcome).toBe('blocked');
    const listed = blockRig({ blocksListed: 1 });
    await listed.block('203.0.113.1', { duration: '7d' });
    expect(await listed.block('203.0.113.2')).toMatchObject({ outcome: 'not-blocked', problems: [{ kind: 'limit-reached', limit: 1 }] });
    expect(await listed.held()).toEqual({ cphulk: ['203.0.113.1'], nftables: ['203.0.113.1'] });
    // A longer end for the one that is there is no block more.
    expect((await listed.block('203.0.113.1', { duration: 'permanent', reason: 'again' })).outcome).toBe('blocked');
  });

  it('counts what each login blocks for sites for itself, and not for the server', async () => {
    const rig = blockRig({ blocksPerHour: 1 }, { scopes: ['server', 'domain'] });
    const via = ['nftables'] as const;
    const shop = { scope: { kind: 'domain', domain: 'shop.example' }, via, by: 'alice, in Plesk' } as const;
    const clinic = { scope: { kind: 'domain', domain: 'clinic.example' }, via, by: 'bob, in Plesk' } as const;
    expect((await rig.block('203.0.113.1', shop)).outcome).toBe('blocked');
    const second = { ...shop, scope: { kind: 'domain', domain: 'other.example' } } as const;
    expect(await rig.block('203.0.113.2', second)).toMatchObject({ outcome: 'not-blocked', problems: [{ kind: 'limit-reached' }] });
    expect((await rig.block('203.0.113.2', clinic)).outcome).toBe('blocked');
    expect((await rig.block('203.0.113.2', { by: 'alice, in Plesk' })).outcome).toBe('blocked');
  });

  it('without an end needs a reason', async () => {
    const { world } = blockRig();
    const asked = request('203.0.113.7', { duration: 'permanent', reason: '\u0000 \n' });
    const result = await carryOut(world, asked, () => Promise.resolve(guard(asked, noGuardFacts)));
    expect(result).toMatchObject({ ok: false, problem: { kind: 'bad-input', field: 'reason' } });
  });

  it('keeps the text of attackers from becoming a line or a command of a terminal', async () => {
    const rig = blockRig();
    await rig.block('203.0.113.7', { reason: `x\n{"step":"lift-intent"}\u001b[2J\u202e${'y'.repeat(400)}`, by: 'eve\r\nroot' });
    const text = readFileSync(join(rig.folder, 'journal'), 'utf8');
    expect(text.split('\n').filter((line) => line !== '')).toHaveLength(4);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(rig.records()[0]?.order.reason).toHaveLength(200);
    expect(rig.records()[0]?.by).toBe('eve root');
  });

  it('waits for another change, and gives up when it does not end', async () => {
    const rig = blockRig();
    const lock = tryLock(rig.world.lockPath);
    const early = rig.block('203.0.113.7');
    setTimeout(() => lock?.release(), 200);
    expect((await early).outcome).toBe('blocked');
  });

  it('does nothing when it cannot write down what it is about to do', async () => {
    const rig = blockRig();
    const journal = {
      ...rig.world.journal,
      append: () => ({ ok: false, problem: { kind: 'write-failed', path: 'journal', code: 'ENOSPC' } }) as const,
    };
    const asked = request('203.0.113.7');
    const report = valueOf(await carryOut({ ...rig.world, journal }, asked, () => Promise.resolve(guard(asked, noGuardFacts))));
    expect(report).toMatchObject({ outcome: 'not-blocked', problems: [{ kind: 'write-failed', code: 'ENOSPC' }] });
    expect(await rig.held()).toEqual({ cphulk: [], nftables: [] });
  });

  it('is looked at again when what came of it could not be written down', async () => {
    const rig = blockRig();
    let left = 1;
    const journal: typeof rig.world.journal = {
      ...rig.world.journal,
      append: (entry) =>
        left-- > 0 ? rig.world.journal.append(entry) : { ok: false, problem: { kind: 'write-failed', path: 'journal', code: 'ENOSPC' } },
    };
    const asked = request('203.0.113.7');
    await carryOut({ ...rig.world, journal }, asked, () => Promise.resolve(guard(asked, noGuardFacts)));
    expect(rig.records().map(({ phase }) => phase)).toEqual(['begun']);
    const next = await rig.block('203.0.113.8');
    expect(next.recovered).toMatchObject([{ did: 'kept-what-holds', target: '203.0.113.7' }]);
    expect(rig.records().map(({ phase, held }) => [phase, held.size])).toEqual([
      ['stands', 2],
      ['stands', 2],
    ]);
  });

  it('is not said to be settled when one line of it is missing, though the last could be written', async () => {
    const rig = blockRig();
    const journal: typeof rig.world.journal = {
      ...rig.world.journal,
      append: (entry) =>
        entry.step === 'applied'
          ? { ok: false, problem: { kind: 'write-failed', path: 'journal', code: 'ENOSPC' } }
          : rig.world.journal.append(entry),
    };
    const asked = request('203.0.113.7');
    await carryOut({ ...rig.world, journal }, asked, () => Promise.resolve(guard(asked, noGuardFacts)));
    expect(rig.records().map(({ phase }) => phase)).toEqual(['begun']);
    const lifted = valueOf(
      await undo(rig.world, { by: 'target', target: targetOf('203.0.113.7'), scope: null }, { by: 'root', reason: '' }),
    );
    expect(lifted).toMatchObject({ outcome: 'lifted', recovered: [{ did: 'kept-what-holds' }] });
    expect(await rig.held()).toEqual({ cphulk: [], nftables: [] });
  });
});
