import type { AddressConnections, ConnectionReport, StateCounts } from '../../src/model/connection-report.ts';
import { type IpAddress, parseIpAddress, subnetOf } from '../../src/model/ip-address.ts';
import { serviceName } from '../../src/model/service-names.ts';
import type { SocketState } from '../../src/model/socket.ts';
import { randomNumbers } from './busy-traffic.ts';

interface Peer {
  readonly address: string;
  readonly own?: boolean;
  readonly localPorts: Readonly<Record<string, number>>;
  readonly states: StateCounts;
  readonly outbound?: number;
}

const sum = (numbers: Readonly<Record<string, number>>): number => Object.values(numbers).reduce((total, each) => total + each, 0);

function busyPeers(): readonly Peer[] {
  const random = randomNumbers(7);
  const visitors = Array.from({ length: 118 }, (_, n): Peer => {
    const https = 1 + Math.floor(random() ** 3 * 9);
    return {
      address: n % 5 === 0 ? `2001:db8:${(0x40 + n).toString(16)}:1::${(n * 11).toString(16)}` : `192.0.2.${2 + n * 2}`,
      localPorts: { 443: https, ...(n % 11 === 0 ? { 993: 2 } : {}) },
      states: { ESTABLISHED: https + (n % 11 === 0 ? 2 : 0) },
    };
  });
  const botnet = Array.from(
    { length: 46 },
    (_, n): Peer => ({
      address: `198.51.100.${3 + n * 5}`,
      localPorts: { 443: 2 },
      states: { ESTABLISHED: 1, TIME_WAIT: 1 },
    }),
  );
  return [
    { address: '203.0.113.77', localPorts: { 443: 412, 80: 6 }, states: { ESTABLISHED: 181, TIME_WAIT: 204, CLOSE_WAIT: 33 } },
    { address: '203.0.113.24', localPorts: { 443: 96 }, states: { SYN_RECV: 96 } },
    { address: '2001:db8:bad:9:5c3f:1aff:fe02:7d1e', localPorts: { 443: 38 }, states: { ESTABLISHED: 38 } },
    { address: '198.51.100.250', localPorts: { 25: 14, 465: 3, 993: 2, 143: 1 }, states: { ESTABLISHED: 20 } },
    { address: '203.0.113.201', localPorts: { 51422: 31 }, states: { ESTABLISHED: 12, SYN_SENT: 19 }, outbound: 31 },
    ...visitors,
    ...botnet,
    {
      address: '127.0.0.1',
      own: true,
      localPorts: { 3306: 61, 9000: 22, 51512: 83 },
      states: { ESTABLISHED: 150, TIME_WAIT: 16 },
      outbound: 83,
    },
  ];
}

/** The socket table of a busy server, whole or of one peer. */
export function fakeConnections(nowMs: number, top: number | null, address: IpAddress | null): ConnectionReport {
  const peers = busyPeers().filter((peer) => address === null || peer.address === address);
  const rows = peers.map((peer): AddressConnections => {
    const connections = sum(peer.localPorts);
    const outbound = peer.outbound ?? 0;
    return {
      address: peer.address,
      connections,
      inbound: connections - outbound,
      outbound,
      halfOpen: peer.states.SYN_RECV ?? 0,
      receiveQueued: 0,
      own: peer.own ?? false,
      states: peer.states,
      localPorts: peer.localPorts,
      otherLocalPorts: 0,
    };
  });
  rows.sort((a, b) => Number(a.own) - Number(b.own) || b.connections - a.connections);
  const total = rows.reduce((all, row) => all + row.connections, 0);
  const inbound = rows.reduce((all, row) => all + row.inbound, 0);
  const states = new Map<SocketState, number>();
  const ports = new Map<number, number>();
  const subnets = new Map<string, { addresses: number; connections: number; own: boolean }>();
  for (const row of rows) {
    for (const [state, n] of Object.entries(row.states)) states.set(state as SocketState, (states.get(state as SocketState) ?? 0) + n);
    for (const [port, n] of Object.entries(row.localPorts)) ports.set(Number(port), (ports.get(Number(port)) ?? 0) + n);
    const subnet = subnetOf(parseIpAddress(row.address) as IpAddress);
    const before = subnets.get(subnet) ?? { addresses: 0, connections: 0, own: row.own };
    subnets.set(subnet, { addresses: before.addresses + 1, connections: before.connections + row.connections, own: row.own });
  }
  const cut = <T>(list: readonly T[]): readonly T[] => list.slice(0, top ?? Infinity);
  const own = rows.find((row) => row.own);
  return {
    takenAt: new Date(nowMs - 400).toISOString(),
    source: '/proc/net',
    total,
    inbound,
    outbound: total - inbound,
    listening: 34,
    established: states.get('ESTABLISHED') ?? 0,
    halfOpen: states.get('SYN_RECV') ?? 0,
    own: { connections: own?.connections ?? 0, inbound: own?.inbound ?? 0, outbound: own?.outbound ?? 0 },
    directionGuessed: false,
    unparsed: 0,
    unparsedSamples: [],
    problems: address === null ? [{ kind: 'owners-incomplete', processesRead: 311, processes: 318 }] : [],
    beyond: null,
    closeWaitByOwner: [],
    distinct: { addresses: rows.length, subnets: subnets.size, localPorts: ports.size },
    byAddress: cut(rows),
    bySubnet: cut([...subnets].map(([subnet, each]) => ({ subnet, ...each })).sort((a, b) => b.connections - a.connections)),
    byLocalPort: cut(
      [...ports]
        .sort(([, a], [, b]) => b - a)
        .map(([port, connections]) => ({
          port,
          service: serviceName(port),
          connections,
          listening: port > 50_000 ? 0 : 2,
          inbound: port > 50_000 ? 0 : connections,
          halfOpen: port === 443 ? (states.get('SYN_RECV') ?? 0) : 0,
          receiveQueueBytes: port === 443 ? 1_482_330 : 0,
          acceptQueue: port > 50_000 ? null : { waiting: port === 443 ? 512 : 0, limit: port === 443 ? 511 : 128, full: port === 443 },
          programs:
            port === 443 || port === 80
              ? ['httpd']
              : port === 3306
                ? ['mariadbd']
                : port === 9000
                  ? ['php-fpm']
                  : port === 25
                    ? ['exim']
                    : ['dovecot'],
        })),
    ),
    outboundByPort: rows.every((row) => row.outbound === 0)
      ? []
      : [
          {
            port: 25,
            service: 'SMTP',
            connections: 31,
            addresses: 27,
            owners: [
              { user: 'bakery', program: 'php', connections: 29 },
              { user: 'mailnull', program: 'exim', connections: 2 },
            ],
          },
          {
            port: 443,
            service: 'HTTPS',
            connections: 9,
            addresses: 6,
            owners: [
              { user: 'shop', program: 'lsphp', connections: 5 },
              { user: '<b>x</b>', program: 'curl', connections: 3 },
              { user: null, program: null, connections: 1 },
            ],
          },
          { port: 53, service: 'DNS', connections: 2, addresses: 1, owners: [{ user: 'named', program: null, connections: 2 }] },
        ],
    byState: [...states].map(([state, connections]) => ({ state, connections })).sort((a, b) => b.connections - a.connections),
  };
}
