/** What the guard says, word by word, and where exactly it begins to speak. */
import { describe, expect, it } from 'vitest';
import { guard } from '../../../src/block/guard/guard.ts';
import { type GuardFacts, type LiveLogin, noGuardFacts } from '../../../src/block/guard/guard-facts.ts';
import { named } from '../../../src/block/guard/names.ts';
import type { GuardReport } from '../../../src/model/block-report.ts';
import { noIdentity } from '../../../src/model/identity.ts';
import { given } from '../../given-address.ts';
import { targetOf } from './block-rig.ts';

const ask = (text: string, facts: Partial<GuardFacts>): GuardReport =>
  guard({ target: targetOf(text), scope: { kind: 'server' } }, { ...noGuardFacts, ...facts });
const said = (text: string, facts: Partial<GuardFacts>): readonly string[] => {
  const { refusals, warnings } = ask(text, facts);
  return [...refusals, ...warnings].map((answer) => answer.text);
};

describe('several names', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c', 'd', 'e'], 'a, b, c, d and e'],
    [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c, d, e and 1 more'],
  ])('%j: %s', (names, text) => {
    expect(named(names)).toBe(text);
  });
});

describe('somebody who may be logged in', () => {
  const login: LiveLogin = { address: given('192.0.2.7'), way: 'ssh', proved: true, user: 'root', port: null };

  it('is named with where from and how, as far as that is known', () => {
    expect(said('192.0.2.7', { liveLogins: [login] })).toEqual([
      '192.0.2.7 is the place of somebody who is logged in now: root from 192.0.2.7 by SSH.',
    ]);
    expect(said('192.0.2.0/24', { liveLogins: [{ ...login, way: 'panel', user: null }] })).toEqual([
      '192.0.2.0/24 holds the place of somebody who is logged in now: somebody from 192.0.2.7 by the panel.',
    ]);
  });

  it('is told by the port where nothing else is known, and not twice', () => {
    const at = (way: LiveLogin['way'], port: number | null, address = '192.0.2.7'): LiveLogin => ({
      ...login,
      address: given(address),
      way,
      port,
      proved: false,
    });
    const unknown = 'It is not known whether anybody is logged in there.';
    expect(said('192.0.2.7', { liveLogins: [at('ssh', 22)] })).toEqual([`192.0.2.7 is connected to SSH (port 22) now. ${unknown}`]);
    expect(said('192.0.2.7', { liveLogins: [at('ssh', 2222)] })).toEqual([`192.0.2.7 is connected to SSH (port 2222) now. ${unknown}`]);
    expect(said('192.0.2.7', { liveLogins: [at('panel', 8447)] })[0]).toMatch(/^192\.0\.2\.7 is connected to .+ \(port 8447\) now\./);
    expect(said('192.0.2.7', { liveLogins: [at('ssh', null)] })).toEqual([`192.0.2.7 is connected to SSH now. ${unknown}`]);
    expect(said('192.0.2.7', { liveLogins: [at('panel', null)] })).toEqual([`192.0.2.7 is connected to the panel now. ${unknown}`]);
    expect(said('192.0.2.0/24', { liveLogins: [at('ssh', 22), at('ssh', 22, '192.0.2.8')] })).toEqual([
      `192.0.2.7 and 192.0.2.8 are connected to SSH (port 22) now. ${unknown}`,
    ]);
    expect(ask('192.0.2.7', { liveLogins: [login, at('ssh', 22)] })).toMatchObject({ refusals: [{ id: 'live-login' }], warnings: [] });
  });

  it('is the operator, who is told so once', () => {
    const { refusals, warnings } = ask('192.0.2.7', {
      operatorAddress: given('192.0.2.7'),
      liveLogins: [login, { ...login, proved: false }],
    });
    expect([refusals.map(({ id }) => id), warnings]).toEqual([['your-own-address'], []]);
  });
});

describe('what else it says', () => {
  it('takes the whole /64 of the operator for theirs, to its last bit', () => {
    const operatorAddress = given('2001:db8:9::5');
    expect(ask('2001:db8:9:0:8000::1', { operatorAddress }).warnings.map(({ id }) => id)).toEqual(['your-own-address']);
    expect(ask('2001:db8:9:0:ffff:ffff:ffff:ffff', { operatorAddress }).warnings.map(({ id }) => id)).toEqual(['your-own-address']);
  });

  it('names the service behind a port this server calls', () => {
    const peer = (port: number): Partial<GuardFacts> => ({ outboundPeers: [{ address: given('192.0.2.7'), port, protocol: 'tcp' }] });
    expect(said('192.0.2.7', peer(3306))[0]).toContain('192.0.2.7 (MySQL, port 3306)');
    expect(said('192.0.2.7', peer(49_999))[0]).toContain('192.0.2.7 (port 49999)');
  });

  it('refuses an address that lies in a known range, whatever it proved', () => {
    const identity = { ...noIdentity, ranges: [{ service: 'a CDN', kind: 'cdn' as const }] };
    expect(ask('192.0.2.7', { identity }).refusals.map(({ id }) => id)).toEqual(['cdn']);
  });

  it('tells what it could not look at, and how much', () => {
    const [one, two] = ['/etc/a', '/etc/b'].map((path) => ({ kind: 'permission-denied', path }) as const);
    if (one === undefined || two === undefined) throw new Error('no problems');
    expect(ask('192.0.2.7', { problems: [one] })).toMatchObject({ problems: [one], warnings: [{ overridable: true }] });
    expect(said('192.0.2.7', { problems: [one] })[0]).toContain('in one place:');
    expect(said('192.0.2.7', { problems: [one, two] })[0]).toContain('in 2 places:');
  });

  it.each([
    [5, 1, 20, 1],
    [4, 1, 20, 0],
    [5, 0, 20, 0],
    [5, 1, 19, 0],
  ])('warns of people who share an address: %i browsers, %i logins, %i images', (distinctAgents, logins, assets, warnings) => {
    expect(ask('192.0.2.7', { sharing: { distinctAgents, logins, assets } }).warnings).toHaveLength(warnings);
  });

  it.each([
    ['198.51.0.0/16', true],
    ['198.50.0.0/15', false],
    ['2001:db8::/32', true],
    ['2001:db8::/31', false],
  ])('lets an administrator insist on a range of a certain width: %s', (text, overridable) => {
    expect(ask(text, {}).refusals.map(({ id, overridable: may }) => [id, may])).toEqual([['too-wide', overridable]]);
  });

  it('calls a private network by its name', () => {
    expect(said('fd00::1', {})).toEqual([expect.stringContaining('a private network (fc00::/7)')]);
  });

  it('counts the good addresses of a range, and no others', () => {
    const goodAddresses = ['192.0.2.8', '192.0.2.9', '198.51.100.8'].map(given);
    expect(said('192.0.2.0/24', { goodAddresses })[0]).toMatch(
      /^192\.0\.2\.0\/24 holds 2 addresses that did nothing wrong: 192\.0\.2\.8 and 192\.0\.2\.9\./,
    );
    expect(said('192.0.2.8/31', { goodAddresses: goodAddresses.slice(0, 1) })[0]).toContain('holds 1 address that');
    expect(ask('203.0.113.0/24', { goodAddresses }).warnings).toEqual([]);
  });
});
