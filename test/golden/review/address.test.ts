import { describe, expect, it } from 'vitest';
import { reviewGivenAddress, reviewGivenWhole } from '../../../src/hosts/given-logs.ts';
import { type IpAddress, parseIpAddress } from '../../../src/model/ip-address.ts';
import type { AddressDetail, JudgedAddress } from '../../../src/model/verdict-report.ts';
import { fileTree } from '../../file-tree.ts';
import { logOf, reader, type Visit } from './log-lines.ts';

const login = { method: 'POST', target: '/wp-login.php' } as const;
const bots = Array.from({ length: 12 }, (_, n) => `203.0.113.${String(100 + n)}`);

/** The same log asked twice: who stands out, and what of each of them. */
async function bothWays(
  visits: readonly Visit[],
  addresses: readonly string[],
): Promise<readonly (readonly [JudgedAddress | undefined, JudgedAddress])[]> {
  const folder = fileTree({ 'alice.example': logOf([...reader('198.51.100.10'), ...visits]) });
  const given = { logs: [`${folder}/alice.example`], connections: null, problems: [] };
  const { verdicts } = await reviewGivenWhole(given, { window: 'all', site: null, top: null, key: 'target' }, {});
  const pairs = addresses.map(async (address) => {
    const { judged } = await reviewGivenAddress(ip(address), given, { window: 'all', site: null }, {});
    return [verdicts.addresses.find((one) => one.address === address), judged] as const;
  });
  return Promise.all(pairs);
}

function ip(text: string): IpAddress {
  const address = parseIpAddress(text);
  if (address === undefined) throw new Error(`no address: ${text}`);
  return address;
}

describe('the verdict on one address', () => {
  it('is the one of the review: one of many that try with one user agent', async () => {
    const visits = bots.map(
      (address, n): Visit => ({ address, ...login, times: 15, every: 3000, from: n * 60, agent: 'Mozilla/5.0 (X11; Linux) old' }),
    );
    for (const [listed, alone] of await bothWays(visits, bots.slice(0, 3))) {
      expect(alone).toEqual(listed);
      expect(alone.verdict).toBe('malicious');
    }
  });

  it('is the one of the review: a subnet that shares a hunt', async () => {
    const visits = bots.map(
      (address, n): Visit => ({ address, target: (at) => `/old-${String(n)}-${String(at)}.php`, times: 2, from: n * 9, status: 404 }),
    );
    for (const [listed, alone] of await bothWays(visits, bots.slice(0, 2))) {
      expect(alone).toEqual(listed);
      expect(alone.evidence.map(({ rule }) => rule)).toContain('subnet-scripts');
    }
  });

  it('is the one of the review: a site that answers everybody with the same page', async () => {
    const visits = bots.map((address, n): Visit => ({ address, target: `/part-${String(n)}/.env`, from: n * 9, size: 7711 }));
    for (const [listed, alone] of await bothWays(visits, bots.slice(0, 2))) expect(alone).toEqual(listed);
  });

  it('is the one of the review: somebody who only asks much', async () => {
    const visits = [
      { address: '192.0.2.50', target: '/', times: 400, every: 0.1 },
      { address: '192.0.2.51', target: (n: number) => `/page-${String(n)}/`, times: 12, every: 20 },
      ...bots.map((address, n): Visit => ({ address, ...login, times: 4, from: n * 9 })),
    ];
    for (const [listed, alone] of await bothWays(visits, ['192.0.2.50', '192.0.2.51'])) expect(alone).toEqual(listed);
  });

  it('says nothing of an address that did nothing', async () => {
    const [pair] = await bothWays([], ['192.0.2.77']);
    expect(pair).toEqual([undefined, expect.objectContaining({ verdict: 'unknown', requests: 0, evidence: [] })]);
  });
});

describe('the lines that show it', () => {
  const guesser = '203.0.113.7';

  async function shown(visits: readonly Visit[]): Promise<AddressDetail> {
    const folder = fileTree({ 'alice.example': logOf([...reader('198.51.100.10'), ...visits]) });
    const given = { logs: [`${folder}/alice.example`], connections: null, problems: [] };
    return reviewGivenAddress(ip(guesser), given, { window: 'all', site: null }, {});
  }

  it('of a login that was let in begin with the very line that was answered 302, however many failed before', async () => {
    const { samples, samplesByRule } = await shown([
      { address: guesser, ...login, times: 134, every: 2, status: 200 },
      { address: guesser, ...login, from: 300, status: 302 },
    ]);
    expect(samples[0]).toMatch(/"POST \/wp-login\.php HTTP\/[\d.]+" 302 /);
    expect(samplesByRule['login-succeeded']).toEqual([samples[0]]);
    expect(samplesByRule['login-attack']?.length).toBeGreaterThan(1);
    for (const line of samplesByRule['login-attack'] ?? []) expect(line).toContain('" 200 ');
  });

  it("are each rule's own, and none stands twice", async () => {
    const { samples, samplesByRule, judged } = await shown([
      { address: guesser, ...login, times: 20, every: 0 },
      { address: guesser, target: (at) => `/old-${String(at)}.php`, times: 20, status: 404 },
    ]);
    expect(new Set(samples).size).toBe(samples.length);
    expect(samplesByRule['login-attack']).toHaveLength(1);
    for (const line of samplesByRule['script-scan'] ?? []) expect(line).toMatch(/old-\d+\.php/);
    const rules = judged.evidence.map(({ rule }) => rule);
    for (const rule of Object.keys(samplesByRule)) expect(rules).toContain(rule);
    const all = Object.values(samplesByRule).flat();
    expect(new Set(all).size).toBe(all.length);
  });
});
