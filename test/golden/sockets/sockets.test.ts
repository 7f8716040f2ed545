import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { reviewConnections } from '../../../src/actions/review-connections.ts';
import type { AddressConnections, ConnectionReport } from '../../../src/model/connection-report.ts';
import type { SocketRow, SocketTable } from '../../../src/model/socket.ts';
import { readGivenSockets } from '../../../src/sources/sockets/read-given.ts';
import { scenarios, type Truth } from './scenarios.mjs';

const kinds = Object.keys(scenarios);

const folder = fileURLToPath(new URL('.', import.meta.url));
const truthOf = (kind: string): Truth => JSON.parse(readFileSync(`${folder}${kind}/truth.json`, 'utf8')) as Truth;

/** The same moment of the same machine, as each source shows it. */
const readings = {
  'proc-net': ['proc-tcp.txt', 'proc-tcp6.txt', 'proc-udp.txt', 'proc-udp6.txt'],
  ss: ['ss.txt'],
  'ss -pe': ['ss-details.txt'],
  'netstat -W': ['netstat.txt'],
  'netstat -Wpe': ['netstat-details.txt'],
} as const;
type Reading = keyof typeof readings;

function tableOf(kind: string, files: readonly string[]): SocketTable {
  const { table, problems } = readGivenSockets(files.map((file) => ({ path: `${folder}${kind}/${file}` })));
  expect(problems).toEqual([]);
  expect(table.unparsedSamples).toEqual([]);
  return table;
}

const reportOf = (table: SocketTable): ConnectionReport => reviewConnections(table, { top: null, address: null });

/** Those parts of a list entry that a truth tells. */
const shown = ({ connections, inbound, outbound, states }: AddressConnections): object => ({ connections, inbound, outbound, states });

const peersOf = ({ byAddress }: ConnectionReport): object =>
  Object.fromEntries(byAddress.filter(({ own }) => !own).map((peer) => [peer.address, shown(peer)]));

describe.each(kinds)('the captured tables of kind %s', (kind) => {
  const truth = truthOf(kind);

  describe.each(Object.keys(readings) as Reading[])('as %s', (reading) => {
    const report = reportOf(tableOf(kind, readings[reading]));

    it('give the true totals', () => {
      const { total, inbound, outbound, listening, established, halfOpen, own } = truth;
      expect(report).toMatchObject({ total, inbound, outbound, listening, established, halfOpen, own: { connections: own } });
      expect(report.directionGuessed).toBe(false);
    });

    it('give the true peers', () => {
      expect(peersOf(report)).toEqual(truth.peers);
    });

    it('give the true ports', () => {
      const ports = Object.fromEntries(report.byLocalPort.map(({ port, connections, listening }) => [port, { connections, listening }]));
      expect(ports).toMatchObject(truth.ports);
    });

    it('give the true queues', () => {
      const limitKnown = reading.startsWith('ss');
      for (const [port, { waiting, limit }] of Object.entries(truth.acceptQueues ?? {})) {
        const full = limitKnown || waiting === 0 ? waiting >= limit : null;
        const queue = report.byLocalPort.find((entry) => entry.port === Number(port))?.acceptQueue;
        expect(queue).toEqual({ waiting, limit: limitKnown ? limit : null, full });
      }
      for (const [port, bytes] of Object.entries(truth.unreadBytes ?? {})) {
        expect(report.byLocalPort.find((entry) => entry.port === Number(port))?.receiveQueueBytes).toBe(bytes);
      }
    });

    it('name who opened what goes out, as far as the source tells', () => {
      const tellsUser = reading === 'proc-net' || reading.endsWith('e');
      const tellsProgram = reading.endsWith('pe');
      const found = Object.fromEntries(
        report.outboundByPort.map(({ port, connections, addresses, owners }) => [port, { connections, addresses, owners }]),
      );
      const expected = Object.entries(truth.outboundTo ?? {}).map(([port, { connections, addresses, uid, program }]) => {
        const owners = [{ user: tellsUser ? String(uid) : null, program: tellsProgram ? program : null, connections }];
        return [port, { connections, addresses, owners }];
      });
      expect(found).toEqual(Object.fromEntries(expected));
    });

    it('add up', () => {
      const sum = (list: readonly { readonly connections: number }[]): number =>
        list.reduce((total, { connections }) => total + connections, 0);
      const { byAddress, bySubnet, byLocalPort, byState, total } = report;
      expect([byAddress, bySubnet, byLocalPort, byState].map(sum)).toEqual([total, total, total, total]);
    });
  });

  it('say the same in every format', () => {
    const [proc, ...others] = Object.values(readings).map((files) => sameForAll(tableOf(kind, files)));
    for (const other of others) expect(other).toEqual(proc);
  });

  it('say the same about owners in /proc/net, ss and netstat', () => {
    const users = (reading: Reading): readonly string[] =>
      tableOf(kind, readings[reading])
        .rows.map((row) => `${ends(row)} ${String(row.owner?.uid ?? null)}`)
        .sort();
    expect(users('ss -pe')).toEqual(users('proc-net'));
    expect(users('netstat -Wpe')).toEqual(users('proc-net'));
  });
});

// Not ipv6: there netstat cuts the addresses; see below.
describe.each(kinds.filter((kind) => kind !== 'ipv6'))('the captured table of kind %s without its listeners', (kind) => {
  const truth = truthOf(kind);
  const report = reportOf(tableOf(kind, ['netstat-ntu.txt']));

  it('gives the true totals, and says that the direction is guessed', () => {
    const { total, inbound, outbound } = truth;
    expect(report).toMatchObject({ total, inbound, outbound, listening: 0, directionGuessed: true });
  });

  it('gives the true peers', () => {
    expect(peersOf(report)).toEqual(truth.peers);
  });
});

describe('a table in which netstat has cut IPv6 addresses', () => {
  const { table } = readGivenSockets([{ path: `${folder}ipv6/netstat-tuna.txt` }]);
  const { peers } = truthOf('ipv6');

  it('shows no address that is not there', () => {
    for (const { address, own } of reportOf(table).byAddress) expect(own || address in peers).toBe(true);
  });

  it('counts the rows it cannot be sure of, and every other one', () => {
    expect(table.unparsedLines).toBeGreaterThan(0);
    expect(table.rows.length + table.unparsedLines).toBe(truthOf('ipv6').total + truthOf('ipv6').listening);
  });
});

const ends = (row: SocketRow): string =>
  `${row.protocol} ${row.state} ${row.localAddress} ${row.localPort} ${row.peerAddress} ${row.peerPort}`;

/** The rows without what only some formats tell. */
const sameForAll = ({ rows }: SocketTable): readonly string[] =>
  rows.map((row) => `${ends(row)} ${row.family} ${String(row.receiveQueue)} ${String(row.listening || row.sendQueue)}`).sort();
