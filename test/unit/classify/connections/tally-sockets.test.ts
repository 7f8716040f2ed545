import { describe, expect, it } from 'vitest';
import { type SocketTally, tallySockets } from '../../../../src/classify/connections/tally-sockets.ts';
import type { SocketOwner, SocketRow } from '../../../../src/model/socket.ts';
import { address, connection, listener, table } from './rows.ts';

const tally = (rows: readonly SocketRow[], top: number | null = null): SocketTally => tallySockets(table(rows), { top, address: null });

const owner = (user: string | null, program: string | null, uid: number | null = null): SocketOwner => ({ user, program, uid, pid: null });

const web = listener('::', 443);

describe('a tally of sockets', () => {
  it('of nothing is empty', () => {
    expect(tally([])).toEqual({
      total: 0,
      inbound: 0,
      outbound: 0,
      listening: 0,
      established: 0,
      halfOpen: 0,
      own: { connections: 0, inbound: 0, outbound: 0 },
      distinct: { addresses: 0, subnets: 0, localPorts: 0 },
      beyond: null,
      closeWaitByOwner: [],
      byAddress: [],
      bySubnet: [],
      byLocalPort: [],
      outboundByPort: [],
      byState: [],
    });
  });

  it('never counts a listening socket, or one that leads nowhere, as a connection', () => {
    const bound = connection(40_000, '0.0.0.0', 0, { state: 'CLOSE' });
    const dns = listener('127.0.0.1', 53, { protocol: 'udp', state: 'CLOSE' });
    expect(tally([web, dns, bound])).toMatchObject({ total: 0, listening: 2, byAddress: [], byState: [] });
  });

  it('keeps UDP and TCP of one port apart for the direction, together for the port', () => {
    const answer = connection(53, '198.51.100.7', 51_000, { protocol: 'udp' });
    const dns = listener('0.0.0.0', 53, { protocol: 'udp', state: 'CLOSE' });
    const { inbound, byLocalPort } = tally([dns, answer, connection(53, '198.51.100.7', 51_000)]);
    expect(inbound).toBe(1);
    expect(byLocalPort).toMatchObject([{ port: 53, connections: 2, inbound: 1, listening: 1 }]);
  });

  it('describes each peer', () => {
    const rows = [
      web,
      connection(443, '198.51.100.7', 51_000),
      connection(443, '198.51.100.7', 51_001, { state: 'SYN_RECV' }),
      connection(40_000, '198.51.100.7', 25, { state: 'SYN_SENT' }),
    ];
    expect(tally(rows).byAddress).toEqual([
      {
        address: '198.51.100.7',
        connections: 3,
        inbound: 2,
        outbound: 1,
        halfOpen: 1,
        own: false,
        states: { ESTABLISHED: 1, SYN_RECV: 1, SYN_SENT: 1 },
        localPorts: { 443: 2, 40_000: 1 },
        receiveQueued: 0,
        otherLocalPorts: 0,
      },
    ]);
  });

  it('lists other machines first, then this one, each cut on its own', () => {
    const rows = [
      web,
      ...[1, 2, 3].map((n) => connection(443, `198.51.100.${n}`, 51_000)),
      ...[1, 2, 3, 4].map((n) => connection(443, '127.0.0.1', 51_000 + n, { localAddress: address('127.0.0.1') })),
      connection(443, '192.0.2.10', 51_000),
    ];
    const { byAddress, own, distinct, total } = tally(rows, 2);
    expect(byAddress.map((peer) => [peer.address, peer.own])).toEqual([
      ['198.51.100.1', false],
      ['198.51.100.2', false],
      ['127.0.0.1', true],
      ['192.0.2.10', true],
    ]);
    expect(own).toEqual({ connections: 5, inbound: 5, outbound: 0 });
    expect(distinct.addresses).toBe(5);
    expect(total).toBe(8);
  });

  it('groups IPv4 by /24 and IPv6 by /64, own and foreign apart', () => {
    const rows = [
      web,
      connection(443, '192.0.2.10', 51_000),
      ...[1, 2, 2].map((n, index) => connection(443, `192.0.2.${n}`, 51_000 + index)),
      ...['1', '2', 'ffff:1'].map((tail) => connection(443, `2001:db8:66:1::${tail}`, 51_000)),
      connection(443, '2001:db8:66:2::1', 51_000),
    ];
    const { bySubnet, distinct } = tally(rows);
    expect(bySubnet).toEqual([
      { subnet: '192.0.2.0/24', addresses: 2, connections: 3, own: false },
      { subnet: '2001:db8:66:1::/64', addresses: 3, connections: 3, own: false },
      { subnet: '2001:db8:66:2::/64', addresses: 1, connections: 1, own: false },
      { subnet: '192.0.2.0/24', addresses: 1, connections: 1, own: true },
    ]);
    expect(distinct.subnets).toBe(4);
  });

  it('describes each local port, ephemeral ones and idle listeners too', () => {
    const rows = [
      listener('::', 443, { owner: owner(null, 'nginx') }),
      listener('192.0.2.10', 443, { owner: owner(null, 'nginx'), receiveQueue: 3, sendQueue: 128 }),
      listener('::', 2087),
      connection(443, '198.51.100.7', 51_000, { receiveQueue: 100 }),
      connection(443, '198.51.100.8', 51_000, { receiveQueue: 20, state: 'SYN_RECV' }),
      connection(40_000, '203.0.113.25', 25, { receiveQueue: null }),
    ];
    expect(tally(rows).byLocalPort).toEqual([
      {
        port: 443,
        service: 'HTTPS',
        connections: 2,
        listening: 2,
        inbound: 2,
        halfOpen: 1,
        receiveQueueBytes: 120,
        acceptQueue: { waiting: 3, limit: 128, full: false },
        programs: ['nginx'],
      },
      {
        port: 40_000,
        service: null,
        connections: 1,
        listening: 0,
        inbound: 0,
        halfOpen: 0,
        receiveQueueBytes: null,
        acceptQueue: null,
        programs: [],
      },
      {
        port: 2087,
        service: 'WHM (TLS)',
        connections: 0,
        listening: 1,
        inbound: 0,
        halfOpen: 0,
        receiveQueueBytes: null,
        acceptQueue: { waiting: 0, limit: 511, full: false },
        programs: [],
      },
    ]);
  });

  it('names who sends where', () => {
    const rows = [
      ...[1, 2, 3].map((n) => connection(40_000 + n, `203.0.113.${n}`, 25, { owner: owner('alice', null, 1001) })),
      connection(40_010, '203.0.113.1', 25, { owner: owner('mailnull', 'exim', 47) }),
      connection(40_011, '203.0.113.1', 25, { owner: owner(null, null, 1002) }),
      connection(40_012, '203.0.113.1', 25, { state: 'TIME_WAIT' }),
      connection(40_013, '203.0.113.9', 443, { owner: owner('root', null, 0) }),
      connection(40_014, '127.0.0.1', 3306, { owner: owner('alice', null, 1001) }),
      listener('::', 22),
    ];
    expect(tally(rows).outboundByPort).toEqual([
      {
        port: 25,
        service: 'SMTP',
        connections: 6,
        addresses: 3,
        owners: [
          { user: 'alice', program: null, connections: 3 },
          { user: null, program: null, connections: 1 },
          { user: '1002', program: null, connections: 1 },
          { user: 'mailnull', program: 'exim', connections: 1 },
        ],
      },
      { port: 443, service: 'HTTPS', connections: 1, addresses: 1, owners: [{ user: 'root', program: null, connections: 1 }] },
    ]);
  });

  it('of one address knows the rest of the table for the direction', () => {
    const rows = [
      web,
      listener('::', 22),
      connection(443, '198.51.100.7', 51_000),
      connection(40_000, '198.51.100.7', 25),
      connection(443, '198.51.100.8', 51_000),
    ];
    const only = tallySockets(table(rows), { top: null, address: address('198.51.100.7') });
    expect(only).toMatchObject({ total: 2, inbound: 1, outbound: 1, listening: 1, distinct: { addresses: 1, subnets: 1, localPorts: 2 } });
    expect(only.byLocalPort.map(({ port, listening }) => [port, listening])).toEqual([
      [443, 1],
      [40_000, 0],
    ]);
  });

  it('guesses where no listener is known', () => {
    const rows = [connection(443, '198.51.100.7', 51_000), connection(40_000, '203.0.113.25', 25)];
    expect(tally(rows)).toMatchObject({ inbound: 1, outbound: 1 });
    expect(tallySockets(table(rows, { hasListeners: true }), { top: null, address: null })).toMatchObject({ inbound: 0, outbound: 2 });
  });
});
