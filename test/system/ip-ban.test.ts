/** Bans by hand, with the real Fail2Ban behind a stand-in for Plesk's program. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { claimsIn } from '../../src/block/claims.ts';
import type { Enforcer } from '../../src/block/enforcer.ts';
import type { BlockOrder } from '../../src/model/block.ts';
import { parseIpAddress } from '../../src/model/ip-address.ts';
import { ipBan } from '../../src/panels/plesk/ip-ban.ts';
import { runProgram } from '../../src/system/run-program.ts';
import { enforcerContract } from '../contract/enforcer-contract.ts';
import { because, needs } from '../needs.ts';
import { type RunningPlesk, startPlesk } from '../stand-ins/plesk/start-plesk.ts';

const able = needs.root && needs.program('fail2ban-server');
const why = 'needs root and fail2ban';
const address = parseIpAddress('203.0.113.7');
if (address === undefined) throw new Error('no address');

let plesk: RunningPlesk;
const folder = mkdtempSync(join(tmpdir(), 'active-connections-claims-'));
const claims = claimsIn(join(folder, 'state'));
const nowEpoch = (): number => Math.floor(Date.now() / 1000);
const make = (): Enforcer => ipBan({ run: runProgram, programs: plesk.programs, claims, nowEpoch, sleep });

beforeAll(async () => {
  if (able) plesk = await startPlesk();
});
afterAll(async () => {
  if (able) await plesk.stop();
  rmSync(folder, { recursive: true, force: true });
});

const banned = (): string =>
  ['plesk-one-week-ban', 'plesk-permanent-ban', 'plesk-apache'].map((jail) => plesk.client('get', jail, 'banip')).join('');

enforcerContract('ip_ban', make, {
  skip: able ? undefined : why,
  targets: ['203.0.113.7', '2001:db8::7'],
  cannotDo: ['198.51.100.0/24', '2001:db8::/64'],
  endToleranceSeconds: null,
  rounds: 1,
  others: () => Promise.resolve(able ? plesk.client('get', 'plesk-apache', 'banip') : ''),
  blockByOthers: async (target) => {
    plesk.client('set', 'plesk-apache', 'banip', target);
    await sleep(1200);
  },
  breakNextApply: () => {
    plesk.knowsBan(true);
    plesk.breaks('--ban');
    return Promise.resolve(() => {
      plesk.breaks();
      plesk.knowsBan(false);
      return Promise.resolve();
    });
  },
  cleanUp: () => {
    if (able) plesk.client('unban', '--all');
    return Promise.resolve();
  },
});

describe.skipIf(!able)(`a ban by hand${because(able, why)}`, () => {
  const order = (untilEpoch: number | null): BlockOrder => ({
    id: 'b-00000000000000aa',
    target: address,
    scope: { kind: 'server' },
    untilEpoch,
    reason: 'why',
  });
  let enforcer: Enforcer;
  beforeAll(() => {
    enforcer = make();
  });
  afterEach(async () => {
    plesk.breaks();
    plesk.trusts('');
    plesk.knowsBan(false);
    await enforcer.lift(order(null));
    plesk.client('unban', '--all');
  });

  it('reaches the jail’s action, and leaves it again', async () => {
    expect(await enforcer.apply(order(nowEpoch() + 3600))).toMatchObject({ ok: true, value: { already: false, endsByItselfEpoch: null } });
    expect(plesk.actions()).toContain('ban plesk-one-week-ban 203.0.113.7\n');
    expect(await enforcer.lift(order(null))).toEqual({ ok: true, value: 'lifted' });
    expect(plesk.actions()).toContain('unban plesk-one-week-ban 203.0.113.7\n');
    expect(banned().trim()).not.toContain('203.0.113.7');
  });

  it('has no end in the permanent jail', async () => {
    expect(await enforcer.apply(order(null))).toEqual({ ok: true, value: { already: false, endsByItselfEpoch: null, remarks: [] } });
    expect(plesk.client('get', 'plesk-permanent-ban', 'banip').trim()).toBe('203.0.113.7');
  });

  it('goes through Plesk where Plesk can do it', async () => {
    plesk.knowsBan(true);
    const plan = await enforcer.plan(order(null));
    expect(plan).toMatchObject({
      ok: true,
      value: { commands: [[plesk.programs.plesk, 'bin', 'ip_ban', '--ban', '203.0.113.7,plesk-permanent-ban']] },
    });
    expect(await enforcer.apply(order(null))).toMatchObject({ ok: true });
    expect(await enforcer.readBack(order(null))).toMatchObject({ ok: true, value: { id: order(null).id } });
  });

  it('works without Plesk’s program', async () => {
    plesk.breaks('--help', '--banned', '--trusted', '--unban');
    expect(await enforcer.apply(order(null))).toMatchObject({ ok: true });
    expect(await enforcer.lift(order(null))).toEqual({ ok: true, value: 'lifted' });
  });

  it('does not ban who is trusted', async () => {
    plesk.trusts('203.0.113.0/24   the office\n');
    expect(await enforcer.apply(order(null))).toMatchObject({ ok: false, problem: { kind: 'on-allow-list' } });
    expect(banned().trim()).toBe('');
  });

  it('takes no ban of somebody else for its own, in the very same jail', async () => {
    plesk.client('set', 'plesk-permanent-ban', 'banip', '203.0.113.7');
    await sleep(1200);
    expect(await enforcer.apply(order(null))).toMatchObject({ ok: true, value: { already: true } });
    expect(await enforcer.lift(order(null))).toEqual({ ok: true, value: 'was-not-there' });
    expect(plesk.client('get', 'plesk-permanent-ban', 'banip').trim()).toBe('203.0.113.7');
  });

  it('says which jail to switch on when none fits, and switches none on', async () => {
    const jails = ['plesk-one-week-ban', 'plesk-permanent-ban', 'recidive', 'plesk-apache'];
    for (const jail of jails) plesk.client('stop', jail);
    try {
      const stopped = { ok: false, problem: { kind: 'service-stopped', service: 'The Fail2Ban jail plesk-one-week-ban' } };
      expect(await enforcer.usable()).toMatchObject(stopped);
      expect(await enforcer.apply(order(null))).toMatchObject(stopped);
      expect(plesk.client('status')).toMatch(/Number of jail:\s*0/);
    } finally {
      await plesk.stopService();
      await plesk.startService();
    }
  });

  it('says that Fail2Ban does not run, and does not start it', async () => {
    await plesk.stopService();
    try {
      expect(await enforcer.usable()).toMatchObject({ ok: false, problem: { kind: 'service-stopped', service: 'Fail2Ban' } });
      expect(await enforcer.apply(order(null))).toMatchObject({ ok: false, problem: { kind: 'service-stopped' } });
      expect(() => plesk.client('ping')).toThrow();
    } finally {
      await plesk.startService();
    }
  });

  it('keeps its claims to itself, and stops when they cannot be read', async () => {
    await enforcer.apply(order(null));
    const path = join(folder, 'state', 'claims.json');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await enforcer.lift(order(null));
    writeFileSync(path, 'not ours');
    expect(await enforcer.apply(order(null))).toMatchObject({ ok: false, problem: { kind: 'unknown-format' } });
    expect(banned().trim()).toBe('');
    rmSync(path);
  });
});
