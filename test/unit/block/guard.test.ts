import { describe, expect, it } from 'vitest';
import { guard, standsInTheWay } from '../../../src/block/guard/guard.ts';
import { type GuardFacts, type GuardQuestion, noGuardFacts } from '../../../src/block/guard/guard-facts.ts';
import { parseBlockTarget } from '../../../src/block/target.ts';
import type { BlockScope, BlockTarget } from '../../../src/model/block.ts';
import type { ServiceKind } from '../../../src/model/identity.ts';
import { noIdentity } from '../../../src/model/identity.ts';
import { type IpAddress, parseIpAddress } from '../../../src/model/ip-address.ts';

const target = (text: string): BlockTarget => {
  const parsed = parseBlockTarget(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
};
const address = (text: string): IpAddress => {
  const parsed = parseIpAddress(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
};
const ask = (text: string, facts: Partial<GuardFacts> = {}, scope: BlockScope = { kind: 'server' }): string[] => {
  const question: GuardQuestion = { target: target(text), scope };
  const { refusals, warnings } = guard(question, { ...noGuardFacts, ...facts });
  return [...refusals.map(({ id, overridable }) => `${overridable ? 'refuse' : 'never'} ${id}`), ...warnings.map(({ id }) => `warn ${id}`)];
};

/** A server with everything that may stand in the way. */
const facts: Partial<GuardFacts> = {
  nowEpoch: 2_000_000_000,
  operatorAddress: address('198.51.100.9'),
  ownAddresses: ['127.0.0.1', '::1', '203.0.113.10', '2001:db8::10'].map(address),
  liveLogins: [
    { address: address('198.51.100.20'), way: 'ssh', proved: true, user: 'root', port: null },
    { address: address('198.51.100.21'), way: 'panel', proved: false, user: null, port: 2087 },
  ],
  resolvers: [address('192.0.2.53')],
  gateways: [address('203.0.113.1')],
  timeServers: [address('192.0.2.123')],
  outboundPeers: [
    { address: address('192.0.2.33'), port: 3306, protocol: 'tcp' },
    { address: address('192.0.2.44'), port: 443, protocol: 'tcp' },
  ],
  allowEntries: [{ covers: target('192.0.2.64/28'), list: '/etc/csf/csf.allow', comment: 'office' }],
  recentLogins: [
    { address: address('192.0.2.80'), what: 'anna by SSH', epoch: 2_000_000_000 - 3600 },
    { address: address('192.0.2.81'), what: 'long ago', epoch: 2_000_000_000 - 30 * 86_400 },
  ],
  loginsInLog: [
    { address: address('192.0.2.80'), what: 'anna by SSH', epoch: 2_000_000_000 - 3600 },
    { address: address('192.0.2.82'), what: 'the mailbox a@alice.example', epoch: 2_000_000_000 - 7 * 86_400 + 1 },
    { address: address('192.0.2.83'), what: 'root by SSH', epoch: 2_000_000_000 - 7 * 86_400 },
  ],
};

describe('what stands in the way of a block', () => {
  it.each([
    ['203.0.113.77', []],
    ['2001:db8:5::1', []],
    ['203.0.113.0/28', ['never this-server', 'refuse gateway']],
    ['203.0.113.128/25', []],
    ['198.51.100.9', ['never your-own-address']],
    ['::ffff:198.51.100.9', ['never your-own-address']],
    ['198.51.100.9/32', ['never your-own-address']],
    ['198.51.100.0/24', ['never your-own-address', 'refuse live-login', 'warn login-port']],
    ['198.51.100.20', ['refuse live-login']],
    ['198.51.100.21', ['warn login-port']],
    ['203.0.113.10', ['never this-server']],
    ['2001:DB8:0::10', ['never this-server']],
    ['2001:db8::/64', ['never this-server']],
    ['127.0.0.1', ['never loopback']],
    ['127.8.9.10', ['never loopback']],
    ['::1', ['never loopback']],
    ['::ffff:127.0.0.1', ['never loopback']],
    ['0.0.0.0', ['never network-essential']],
    ['::', ['never network-essential']],
    ['fe80::1%eth0', ['never network-essential']],
    ['169.254.169.254', ['never network-essential']],
    ['224.0.0.1', ['never network-essential']],
    ['ff02::1', ['never network-essential']],
    ['10.1.2.3', ['refuse private-or-reserved']],
    ['172.31.0.1', ['refuse private-or-reserved']],
    ['172.32.0.1', []],
    ['192.168.0.0/24', ['refuse private-or-reserved']],
    ['100.64.0.1', ['refuse private-or-reserved']],
    ['255.255.255.255', ['refuse private-or-reserved']],
    ['fd00::1', ['refuse private-or-reserved']],
    ['64:ff9b::c000:201', ['refuse private-or-reserved']],
    ['192.0.2.53', ['refuse resolver']],
    ['192.0.2.123', ['refuse time-server']],
    ['192.0.2.33', ['refuse outbound-infrastructure']],
    ['192.0.2.44', ['warn outbound-peer']],
    ['192.0.2.70', ['refuse allow-list']],
    ['192.0.2.80', ['warn recent-login']],
    ['192.0.2.81', []],
    ['192.0.2.82', ['warn login-in-log']],
    ['192.0.2.83', []],
    ['192.0.2.80/30', ['warn recent-login', 'warn login-in-log']],
    ['0.0.0.0/0', expect.arrayContaining(['never loopback', 'never your-own-address', 'never this-server', 'never too-wide'])],
    ['::/0', expect.arrayContaining(['never loopback', 'never this-server', 'never too-wide'])],
    ['198.18.0.0/23', ['refuse private-or-reserved', 'refuse too-wide']],
    ['192.0.0.0/8', expect.arrayContaining(['never too-wide', 'refuse allow-list'])],
    ['2001:db8:8000::/33', ['refuse too-wide']],
    ['2001:db8:ffff::/48', []],
    ['2001::/24', expect.arrayContaining(['never too-wide'])],
  ])('%s: %j', (text, expected) => {
    expect(ask(text, facts)).toEqual(expected);
  });

  it.each<[ServiceKind, string[], string[]]>([
    ['cdn', ['refuse cdn'], ['warn cdn']],
    ['panel', ['refuse panel-service'], ['refuse panel-service']],
    ['search', ['warn verified-crawler'], ['warn verified-crawler']],
    ['ai', ['warn verified-crawler'], ['warn verified-crawler']],
    ['monitor', ['warn monitor'], ['warn monitor']],
    ['payment', ['warn payment'], ['warn payment']],
    ['mail', ['warn mail-service'], []],
    ['scanner', [], []],
  ])('a published range of the kind %s', (kind, server, site) => {
    const known = { knownRanges: [{ covers: target('192.0.2.0/24'), service: 'a service', kind }] };
    expect(ask('192.0.2.7', known)).toEqual(server);
    expect(ask('192.0.2.0/25', known)).toEqual(server);
    expect(ask('192.0.2.7', known, { kind: 'domain', domain: 'shop.example' })).toEqual(site);
    expect(ask('198.51.100.7', known)).toEqual([]);
  });

  it('says that it does not know the operator’s place, for the server and for a site', () => {
    const behind = { operatorBehind: address('127.0.0.1') };
    expect(ask('192.0.2.7', behind)).toEqual(['warn own-address-unknown']);
    expect(ask('192.0.2.7', behind, { kind: 'domain', domain: 'shop.example' })).toEqual(['warn own-address-unknown']);
  });

  it('warns of people in a site for a week, and asks nobody to confirm what it had no time for', () => {
    const login = { address: address('192.0.2.7'), what: 'WordPress of shop.example', epoch: 1000 };
    const week = 7 * 86_400;
    expect(ask('192.0.2.0/24', { siteLogins: [login], nowEpoch: 999 + week })).toEqual(['warn site-login']);
    expect(ask('192.0.2.7', { siteLogins: [login], nowEpoch: 1000 + week })).toEqual([]);
    const late = { kind: 'time-spent', path: 'logs' } as const;
    const report = guard({ target: target('192.0.2.7'), scope: { kind: 'server' } }, { ...noGuardFacts, notToTheEnd: [late] });
    expect(report).toMatchObject({ warnings: [], problems: [late] });
  });

  it('counts for nothing what an address only claims to be', () => {
    const identity = { ...noIdentity, claim: 'Googlebot', kind: 'search' as const };
    expect(ask('192.0.2.7', { identity: { ...identity, status: 'unverified' } })).toEqual([]);
    expect(ask('192.0.2.7', { identity: { ...identity, status: 'fake' } })).toEqual([]);
    expect(ask('192.0.2.7', { identity: { ...identity, status: 'verified', service: 'Googlebot', by: 'reverse-dns' } })).toEqual([
      'warn verified-crawler',
    ]);
  });

  it('lets nobody cut what a server needs elsewhere, by port, and only warns of the rest', () => {
    const needed = [
      22, 53, 88, 111, 123, 389, 636, 853, 873, 1433, 2049, 2086, 2087, 2089, 3260, 3306, 5224, 5432, 5666, 6379, 8443, 9200, 10_050,
      10_051, 11_211, 27_017, 33_060,
    ];
    const refused = Array.from({ length: 65_536 }, (_, port) => port).filter((port) =>
      ask('192.0.2.7', { outboundPeers: [{ address: address('192.0.2.7'), port, protocol: 'tcp' }] }).includes(
        'refuse outbound-infrastructure',
      ),
    );
    expect(refused).toEqual(needed);
  });

  it('asks nothing of the server for a rule of one site', () => {
    const site = { kind: 'domain', domain: 'shop.example' } as const;
    expect(ask('192.0.2.53', facts, site)).toEqual([]);
    expect(ask('192.0.2.33', facts, site)).toEqual([]);
    expect(ask('203.0.113.10', facts, site)).toEqual(['never this-server']);
  });

  it('warns of many people behind one address, and of the good ones in a range', () => {
    const sharing = { distinctAgents: 9, logins: 2, assets: 300 };
    expect(ask('192.0.2.7', { sharing })).toEqual(['warn shared-address']);
    expect(ask('192.0.2.7', { sharing: { ...sharing, assets: 0 } })).toEqual([]);
    const goodAddresses = [address('192.0.2.8')];
    expect(ask('192.0.2.0/24', { goodAddresses })).toEqual(['warn good-addresses-inside']);
    expect(ask('192.0.2.8', { goodAddresses })).toEqual([]);
  });

  it('takes a neighbour in your own /64 for you, most likely', () => {
    const operatorAddress = address('2001:db8:9::5');
    expect(ask('2001:db8:9::77', { operatorAddress })).toEqual(['warn your-own-address']);
    expect(ask('2001:db8:9::/64', { operatorAddress })).toEqual(['never your-own-address']);
    expect(ask('2001:db8:9:1::77', { operatorAddress })).toEqual([]);
  });

  it('says when it could not look', () => {
    expect(ask('192.0.2.7', { problems: [{ kind: 'permission-denied', path: '/etc/csf/csf.allow' }] })).toEqual(['warn could-not-look']);
  });

  it('offers the /64 of an IPv6 visitor, and nothing for what is wider', () => {
    const offers = (text: string): string[] =>
      guard({ target: target(text), scope: { kind: 'server' } }, noGuardFacts).offers.map((offer) => offer.target);
    expect(offers('2001:db8:1:2:3::4')).toEqual(['2001:db8:1:2::/64']);
    expect(offers('2001:db8:1:2::/64')).toEqual([]);
    expect(offers('192.0.2.7')).toEqual([]);
  });

  it('tells the reason and the way out in whole sentences', () => {
    const everything = guard({ target: target('0.0.0.0/0'), scope: { kind: 'server' } }, { ...noGuardFacts, ...facts });
    const answers = [...everything.refusals, ...everything.warnings];
    expect(answers.length).toBeGreaterThan(10);
    for (const { text, wayOut } of answers) {
      expect(text).toMatch(/^[\p{Lu}\d].*\.$/u);
      expect(wayOut).toMatch(/^[\p{Lu}\d].*\.$/u);
    }
    expect(guard({ target: target('192.0.2.70'), scope: { kind: 'server' } }, { ...noGuardFacts, ...facts }).refusals).toEqual([
      {
        id: 'allow-list',
        text: '192.0.2.70 is on a list of those that are let in: 192.0.2.64/28 in /etc/csf/csf.allow (“office”).',
        wayOut: 'Take it off /etc/csf/csf.allow first; where that list comes before the block, the block would not even hold.',
        overridable: true,
      },
    ]);
  });
});

describe('overriding', () => {
  const of = (text: string, confirmed: Parameters<typeof standsInTheWay>[1], reason: string): string[] => {
    const left = standsInTheWay(
      guard({ target: target(text), scope: { kind: 'server' } }, { ...noGuardFacts, ...facts }),
      confirmed,
      reason,
    );
    return [...left.refusals, ...left.warnings].map(({ id }) => id);
  };

  it('takes a reason and the very answer that was seen', () => {
    expect(of('192.0.2.53', [], 'because')).toEqual(['resolver']);
    expect(of('192.0.2.53', ['resolver'], '')).toEqual(['resolver']);
    expect(of('192.0.2.53', ['gateway'], 'because')).toEqual(['resolver']);
    expect(of('192.0.2.53', ['resolver'], 'because')).toEqual([]);
    expect(of('192.0.2.44', [], '')).toEqual(['outbound-peer']);
    expect(of('192.0.2.44', ['outbound-peer'], '')).toEqual([]);
  });

  it('never takes it for the own address, the server, loopback', () => {
    expect(of('198.51.100.9', ['your-own-address'], 'because')).toEqual(['your-own-address']);
    expect(of('203.0.113.10', ['this-server'], 'because')).toEqual(['this-server']);
    expect(of('127.0.0.1', ['loopback'], 'because')).toEqual(['loopback']);
  });
});
