import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gatherFacts } from '../../../src/block/facts/gather-facts.ts';
import { ipv4Gateways, ipv6Gateways } from '../../../src/block/facts/gateways.ts';
import { ignoredBy } from '../../../src/block/facts/fail2ban-lists.ts';
import { acceptedSources } from '../../../src/block/facts/firewalld-lists.ts';
import type { GuardFacts } from '../../../src/block/guard/guard-facts.ts';
import { type IpAddress, parseIpAddress } from '../../../src/model/ip-address.ts';
import type { SocketRow, SocketTable } from '../../../src/model/socket.ts';
import { loginRecords } from '../../../src/system/utmp.ts';
import { fileTree } from '../../file-tree.ts';

const noSockets: SocketTable = {
  rows: [],
  source: '/proc/net',
  formats: ['proc-net'],
  takenAt: null,
  ownAddresses: [],
  hasListeners: true,
  hasAcceptQueue: true,
  unparsedLines: 0,
  unparsedSamples: [],
};

const gather = (files: Record<string, string>, sockets: SocketTable | null = null): GuardFacts => {
  const root = fileTree(files);
  return gatherFacts({ root, stateFolder: join(root, 'state'), nowEpoch: 0, sockets, known: {} });
};

const address = (text: string): IpAddress => {
  const parsed = parseIpAddress(text);
  if (parsed === undefined) throw new Error(text);
  return parsed;
};

const row = (local: string, port: number, peer: string, peerPort: number, more: Partial<SocketRow> = {}): SocketRow => ({
  protocol: 'tcp',
  family: 4,
  state: 'ESTABLISHED',
  listening: false,
  localAddress: address(local),
  localPort: port,
  peerAddress: address(peer),
  peerPort,
  receiveQueue: 0,
  sendQueue: 0,
  owner: null,
  ...more,
});
const listens = (port: number, program: string): SocketRow =>
  row('0.0.0.0', port, '0.0.0.0', 0, { state: 'LISTEN', listening: true, owner: { program, pid: 1, uid: 0, user: 'root' } });

describe('what the guard is told of this machine', () => {
  it('finds resolvers, gateways and time servers', () => {
    const facts = gather({
      'etc/resolv.conf': '# made by hand\nnameserver 192.0.2.53\nnameserver  2001:db8::53 \nsearch example\nnameserver nonsense\n',
      'etc/chrony.conf': 'pool pool.example iburst\nserver 192.0.2.123 iburst\n',
      'etc/systemd/timesyncd.conf': '[Time]\nNTP=192.0.2.124 time.example 2001:db8::123\n',
      'proc/net/route':
        'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\neth0\t00000000\t017100CB\t0003\t0\t0\t0\t00000000\neth0\t007100CB\t00000000\t0001\t0\t0\t0\t00FFFFFF\n',
    });
    expect(facts.resolvers).toEqual(['192.0.2.53', '2001:db8::53']);
    expect(facts.gateways).toEqual(['203.0.113.1']);
    expect(facts.timeServers).toEqual(['192.0.2.123', '192.0.2.124', '2001:db8::123']);
    expect(facts.problems).toEqual([]);
  });

  it('reads gateways of both families, and nothing out of nonsense', () => {
    const line = `${'0'.repeat(32)} 00 ${'0'.repeat(32)} 00 20010db8000000000000000000000001 00000400 00000001 00000000 00000003     eth0`;
    expect(ipv6Gateways(`${line}\n${line}\n`)).toEqual(['2001:db8::1']);
    expect(ipv6Gateways('garbage\n\n')).toEqual([]);
    expect(ipv4Gateways('x y zzzzzzzz\n')).toEqual([]);
    expect(ipv4Gateways('eth0 00000000 FEFFFFC0 0003')).toEqual(['192.255.255.254']);
  });

  it('reads the lists of the tools found here, with what they include', () => {
    const facts = gather({
      'etc/csf/csf.allow':
        '# head\n203.0.113.9 # office\n203.0.113.10 the other office\nInclude /etc/csf/more.allow\ntcp|in|d=22|s=198.51.100.0/24 # admins\nhost.example\n',
      'etc/csf/more.allow': 'Include /etc/csf/csf.allow\n2001:DB8::9\n',
      'etc/csf/csf.ignore': '127.0.0.1\n',
      'etc/fail2ban/jail.local':
        '[DEFAULT]\nignoreip = 127.0.0.1/8 ::1\n  192.0.2.4, 192.0.2.8/29 ; monitor\nbantime = 600\n 192.0.2.200\n',
      'etc/firewalld/zones/trusted.xml': '<?xml version="1.0"?>\n<zone target="ACCEPT">\n <source address="192.0.2.64/26"/>\n</zone>\n',
      'etc/firewalld/zones/public.xml': '<zone>\n <source address="192.0.2.128/26"/>\n</zone>\n',
    });
    expect(facts.allowEntries).toEqual([
      { covers: '203.0.113.9', list: '/etc/csf/csf.allow', comment: 'office' },
      { covers: '203.0.113.10', list: '/etc/csf/csf.allow', comment: 'the other office' },
      { covers: '198.51.100.0/24', list: '/etc/csf/csf.allow', comment: 'tcp|in|d=22|s=198.51.100.0/24' },
      { covers: '127.0.0.1', list: '/etc/csf/csf.ignore', comment: null },
      { covers: '2001:db8::9', list: '/etc/csf/more.allow', comment: null },
      ...['127.0.0.0/8', '::1', '192.0.2.4', '192.0.2.8/29'].map((covers) => ({
        covers,
        list: "Fail2Ban's ignoreip in /etc/fail2ban/jail.local",
        comment: null,
      })),
      { covers: '192.0.2.64/26', list: "firewalld's zone trusted", comment: null },
    ]);
    expect(facts.problems).toEqual([]);
  });

  it('knows settings over several lines, and zones only by their target', () => {
    expect(ignoredBy('#ignoreip = 192.0.2.1\nignoreip = 192.0.2.2\n # a comment\n 192.0.2.3\nother = x\n 192.0.2.4\n')).toEqual([
      '192.0.2.2',
      '192.0.2.3',
    ]);
    expect(
      acceptedSources('<zone version="1" target=\'ACCEPT\'><source invert="no" address="192.0.2.1"/><source ipset="x"/></zone>'),
    ).toEqual(['192.0.2.1']);
  });

  it('says what it could not read', () => {
    const root = fileTree({ 'etc/resolv.conf': '' });
    rmSync(join(root, 'etc/resolv.conf'));
    mkdirSync(join(root, 'etc/resolv.conf'));
    mkdirSync(join(root, 'state'));
    writeFileSync(join(root, 'state/allow-list'), '203.0.113.9 # us\nnonsense\n\n# a comment\n');
    const facts = gatherFacts({ root, stateFolder: join(root, 'state'), nowEpoch: 0, sockets: null, known: {} });
    expect(facts.problems.map(({ kind }) => kind).sort()).toEqual(['not-a-regular-file', 'unknown-format']);
    expect(facts.allowEntries).toEqual([{ covers: '203.0.113.9', list: 'our own allow list', comment: 'us' }]);
  });

  it('follows no link to an own list', () => {
    const root = fileTree({ elsewhere: '203.0.113.9\n' });
    mkdirSync(join(root, 'state'));
    symlinkSync('../elsewhere', join(root, 'state/allow-list'));
    const facts = gatherFacts({ root, stateFolder: join(root, 'state'), nowEpoch: 0, sockets: null, known: {} });
    expect(facts.problems.map(({ kind }) => kind)).toEqual(['is-a-link']);
  });

  it('tells whom this machine called from who called it, and who may be logged in', () => {
    const rows = [
      listens(22_022, 'sshd'),
      listens(443, 'httpd'),
      listens(2087, 'cpsrvd'),
      row('203.0.113.10', 443, '198.51.100.1', 3306),
      row('203.0.113.10', 2087, '198.51.100.2', 50_000),
      row('203.0.113.10', 22_022, '198.51.100.3', 50_000),
      row('203.0.113.10', 22_022, '198.51.100.4', 50_000, { state: 'SYN_RECV' }),
      row('203.0.113.10', 51_000, '192.0.2.33', 3306),
      row('203.0.113.10', 51_001, '192.0.2.53', 53, { protocol: 'udp' }),
      row('127.0.0.1', 51_002, '127.0.0.1', 3306),
      row('203.0.113.10', 51_003, '203.0.113.10', 8080),
    ];
    const facts = gather({}, { ...noSockets, rows, ownAddresses: [address('203.0.113.10')] });
    expect(facts.outboundPeers.map(({ address: peer, port }) => `${peer} ${port}`)).toEqual(['192.0.2.33 3306', '192.0.2.53 53']);
    expect(facts.liveLogins.map((login) => `${login.address} ${login.way} ${String(login.proved)}`)).toEqual([
      '198.51.100.2 panel false',
      '198.51.100.3 ssh false',
    ]);
    const set = gather(
      { 'etc/ssh/sshd_config': '#Port 22\nPort 2222\n' },
      { ...noSockets, rows: [row('203.0.113.10', 2222, '198.51.100.3', 5)] },
    );
    expect(set.liveLogins).toHaveLength(1);
  });

  it.each(['ListenAddress 203.0.113.10:2222', 'ListenAddress [2001:db8::a]:2222', '  Port=2222'])('finds the port of SSH in %s', (line) => {
    const files = { 'etc/ssh/sshd_config': `ListenAddress 2001:db8::2222\n${line}\n` };
    expect(gather(files, { ...noSockets, rows: [row('203.0.113.10', 2222, '198.51.100.3', 5)] }).liveLogins).toHaveLength(1);
  });
});

/** A record of utmp(5) as x86-64 (384 bytes) or arm64 (400) write it. */
function record(size: 384 | 400, type: number, user: string, host: string, bytes: readonly number[], pid = process.pid): Uint8Array {
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  view.setInt16(0, type, true);
  view.setInt32(4, pid, true);
  out.set(new TextEncoder().encode('pts/0'), 8);
  out.set(new TextEncoder().encode(user), 44);
  out.set(new TextEncoder().encode(host), 76);
  view.setUint32(size === 384 ? 340 : 344, 1_900_000_000, true);
  out.set(bytes, size === 384 ? 348 : 360);
  return out;
}

const joined = (...records: readonly Uint8Array[]): Uint8Array => new Uint8Array(records.flatMap((one) => [...one]));

describe('logins to a terminal', () => {
  const ipv4 = [198, 51, 100, 9];
  const ipv6 = [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7];
  const mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...ipv4];

  it.each([384, 400] as const)('are read from records of %i bytes', (size) => {
    const bytes = joined(
      record(size, 2, 'reboot', '6.1.0', []),
      record(size, 7, 'root', 'laptop.example', ipv4),
      record(size, 7, 'anna', '', ipv6),
      record(size, 7, 'ben', '', mapped),
      record(size, 7, 'eve', '2001:db8::8', []),
      record(size, 7, 'console', ':0', []),
      record(size, 8, 'gone', '', ipv4),
    );
    expect(loginRecords(bytes)?.map(({ address: from, user, epoch }) => `${from} ${user} ${epoch}`)).toEqual([
      '198.51.100.9 root 1900000000',
      '2001:db8::7 anna 1900000000',
      '198.51.100.9 ben 1900000000',
      '2001:db8::8 eve 1900000000',
    ]);
  });

  it('are nothing where nobody is, and undefined where it is something else', () => {
    expect(loginRecords(new Uint8Array())).toEqual([]);
    expect(loginRecords(new Uint8Array(384 * 3).fill(65))).toBeUndefined();
  });

  it('count only while the session lives; those of lately are another fact', () => {
    const root = fileTree({
      'run/systemd/sessions/7': 'UID=0\nUSER=anna\nSTATE=active\nREMOTE_HOST=2001:db8::7\n',
      'run/systemd/sessions/8': 'STATE=closing\nREMOTE_HOST=192.0.2.8\n',
    });
    mkdirSync(join(root, 'var/run'), { recursive: true });
    mkdirSync(join(root, 'var/log'), { recursive: true });
    writeFileSync(join(root, 'var/run/utmp'), joined(record(384, 7, 'root', '', ipv4), record(384, 7, 'gone', '', ipv6, 0x3fff_fff0)));
    writeFileSync(
      join(root, 'var/log/wtmp'),
      joined(...Array.from({ length: 3000 }, () => record(384, 7, 'old', '', ipv6)), record(384, 7, 'last', '', ipv4)),
    );
    const facts = gatherFacts({ root, stateFolder: join(root, 'state'), nowEpoch: 0, sockets: null, known: {} });
    expect(facts.liveLogins.map(({ address: from, user, proved }) => `${from} ${String(user)} ${String(proved)}`)).toEqual([
      '198.51.100.9 root true',
      '2001:db8::7 anna true',
    ]);
    expect(facts.recentLogins.at(-1)).toEqual({ address: '198.51.100.9', what: 'last by SSH', epoch: 1_900_000_000 });
    expect(facts.recentLogins.length).toBeLessThanOrEqual(2500);
  });
});
