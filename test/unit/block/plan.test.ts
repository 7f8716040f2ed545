import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Enforcer } from '../../../src/block/enforcer.ts';
import { newBlockId } from '../../../src/block/new-block-id.ts';
import { type Plan, planBlock } from '../../../src/block/plan.ts';
import type { BlockScope, EnforcerName } from '../../../src/model/block.ts';
import { type FakeOptions, fakeEnforcer } from '../../contract/fake-enforcer.ts';
import { targetOf } from './block-rig.ts';

const folder = mkdtempSync(join(tmpdir(), 'active-connections-plan-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const place = (name: EnforcerName, more: FakeOptions = {}): Enforcer => fakeEnforcer(join(folder, name), { name, ...more });
const off = { fails: (what: string) => (what === 'usable' ? ({ kind: 'service-stopped', service: 'it', detail: '' } as const) : null) };

const places = {
  cphulk: place('cphulk', { effect: 'logins' }),
  'ip-ban': place('ip-ban'),
  csf: place('csf'),
  firewalld: place('firewalld'),
  nftables: place('nftables'),
  iptables: place('iptables'),
  crowdsec: place('crowdsec'),
  'ip-blocker': place('ip-blocker', { effect: 'web', scopes: ['account'] }),
  htaccess: place('htaccess', { effect: 'web', scopes: ['account', 'domain'] }),
};

const plan = (
  enforcers: readonly Enforcer[],
  native: readonly EnforcerName[] = [],
  via: readonly EnforcerName[] | null = null,
  scope: BlockScope = { kind: 'server' },
  firewallToo = false,
): Promise<Plan> =>
  planBlock(
    { id: newBlockId(), target: targetOf('203.0.113.7'), scope, untilEpoch: null, reason: '' },
    enforcers,
    native,
    via,
    firewallToo,
  );
const names = async (...args: Parameters<typeof plan>): Promise<readonly string[]> => (await plan(...args)).steps.map(({ name }) => name);

const all = Object.values(places);

describe('the plan of a block', () => {
  it('is the panel and one firewall, or the panel alone where that stops everything', async () => {
    expect(await names(all, ['cphulk'])).toEqual(['cphulk', 'csf']);
    expect(await names(all, ['ip-ban'])).toEqual(['ip-ban']);
    expect(await names(all)).toEqual(['csf']);
  });

  it('is a firewall beside a panel that stops everything where that is chosen, and no choice elsewhere', async () => {
    const server = { kind: 'server' } as const;
    expect((await plan(all, ['ip-ban'])).report.firewallToo).toBe(false);
    const chosen = await plan(all, ['ip-ban'], null, server, true);
    expect([chosen.steps.map(({ name }) => name), chosen.report.firewallToo]).toEqual([['ip-ban', 'csf'], true]);
    for (const none of [
      await plan(all, ['cphulk'], null, server, true),
      await plan(all, [], ['htaccess'], { kind: 'domain', domain: 'shop.example' }, true),
    ])
      expect(none.report).not.toHaveProperty('firewallToo');
  });

  it('is a firewall too where the panel stops less than it usually does', async () => {
    const usual = place('ip-ban');
    const weak: Enforcer = {
      ...usual,
      plan: async (order) => {
        const planned = await usual.plan(order);
        return planned.ok ? { ok: true, value: { ...planned.value, effect: 'web' } } : planned;
      },
    };
    const { steps, report } = await plan([weak, places.nftables], ['ip-ban']);
    expect(steps.map(({ name }) => name)).toEqual(['ip-ban', 'nftables']);
    expect(report.steps.map(({ effect }) => effect)).toEqual(['web', 'everything']);
  });

  it('takes the firewall that rules: csf, firewalld, nftables, iptables; CrowdSec only by name', async () => {
    const [csf, firewalld, nftables] = [place('csf', off), place('firewalld', off), place('nftables', off)];
    expect(await names([places.iptables, places.nftables, places.firewalld, csf])).toEqual(['firewalld']);
    expect(await names([places.iptables, places.nftables, firewalld, csf])).toEqual(['nftables']);
    expect(await names([places.iptables, nftables, firewalld, csf, places.crowdsec])).toEqual(['iptables']);
    expect(await names([places.crowdsec])).toEqual([]);
    expect(await names(all, [], ['crowdsec'])).toEqual(['crowdsec']);
  });

  it('goes on without the panel where its part is off, and says so', async () => {
    const { steps, report } = await plan([place('cphulk', { effect: 'logins', ...off }), places.nftables], ['cphulk']);
    expect(steps.map(({ name }) => name)).toEqual(['nftables']);
    expect(report.notUsed).toMatchObject([{ enforcer: 'cphulk', problem: { kind: 'service-stopped' } }]);
  });

  it('uses what was named, in that order, and says why not', async () => {
    const { steps, report } = await plan(all, ['cphulk'], ['nftables', 'cphulk', 'htaccess', 'windows-firewall']);
    expect(steps.map(({ name }) => name)).toEqual(['nftables', 'cphulk']);
    const why = report.notUsed
      .filter(({ problem }) => problem !== null)
      .map(({ enforcer, problem }) => `${enforcer} ${String(problem?.kind)}`);
    expect(why).toEqual(['htaccess cannot-do', 'windows-firewall program-missing']);
  });

  it('for an account or a site is the first place that can', async () => {
    expect(await names(all, ['cphulk', 'ip-blocker'], null, { kind: 'account', account: 'anna' })).toEqual(['ip-blocker']);
    expect(await names(all, ['cphulk'], null, { kind: 'domain', domain: 'shop.example' })).toEqual(['htaccess']);
    expect(await names([places.nftables], [], null, { kind: 'domain', domain: 'shop.example' })).toEqual([]);
  });

  it('says in plain words what is stopped and what is not', async () => {
    expect((await plan(all, ['cphulk'])).report).toMatchObject({
      stops: ['Everything 203.0.113.7 sends to this server: web pages, mail, logins and the panel.'],
      doesNotStop: ['What comes through a proxy or CDN: the server then sees the address of the proxy.'],
    });
    expect((await plan(all, [], ['cphulk'])).report).toMatchObject({
      stops: ['Logins from 203.0.113.7 with a password: panel, mail, FTP and SSH.'],
      doesNotStop: [
        'Web pages: requests go on as before.',
        'Connections themselves: they are still accepted, also those that are open now.',
      ],
    });
    expect((await plan(all, [], null, { kind: 'domain', domain: 'shop.example' })).report).toMatchObject({
      stops: ['Web requests from 203.0.113.7 to shop.example: they are answered with a refusal.'],
      doesNotStop: [
        'Mail, FTP, SSH and the panel.',
        'Requests to other sites than shop.example.',
        'Connections themselves: they are still accepted, also those that are open now.',
      ],
    });
    expect((await plan([])).report).toMatchObject({ stops: [], doesNotStop: ['Nothing: no place on this machine can make this block.'] });
  });
});
