import { describe, expect, it } from 'vitest';
import type { SocketCounts } from '../../../../src/model/socket-counts.ts';
import type { Protocol } from '../../../../src/model/socket.ts';
import { ListenerBook } from '../../../../src/scan/sockets/listener-book.ts';
import { ownersByNumber } from '../../../../src/scan/sockets/owner-of.ts';
import { addressesKeptPerTable } from '../../../../src/scan/sockets/peer-table.ts';
import { ProcCounter } from '../../../../src/scan/sockets/proc-counter.ts';
import { ProcTableReader } from '../../../../src/scan/sockets/proc-table-reader.ts';
import { UnparsedLines } from '../../../../src/scan/sockets/unparsed-lines.ts';

const hex = (value: number, width: number): string => value.toString(16).toUpperCase().padStart(width, '0');

const line = (local: string, port: number, peer: string, peerPort: number, state: string, inode: number): string =>
  `   1: ${local}:${hex(port, 4)} ${peer}:${hex(peerPort, 4)} ${state} 00000000:00000001 00:00000000 00000000  1001        0 ${inode} 1\n`;

const here = '0A0200C0';
const web = line(here, 443, '00000000', 0, '0A', 9);

/** What is counted over tables, each with its rows. */
function counted(top: number | null, ...tables: readonly (readonly [Protocol, string])[]): SocketCounts {
  const counter = new ProcCounter({ seed: 5, ownAddresses: [], address: null, listeners: new ListenerBook(5) });
  const reader = new ProcTableReader(counter, new UnparsedLines());
  for (const [protocol, text] of tables) {
    counter.beginTable();
    reader.begin(protocol);
    reader.push(Buffer.from(text));
    reader.finish();
  }
  return counter.finish(ownersByNumber(), top);
}

const flooding = addressesKeptPerTable + 100;
const flood = web + Array.from({ length: flooding }, (_, at) => line(here, 443, hex(0xc6000000 + at, 8), 50_000, '01', at + 10)).join('');

describe('more addresses than are told apart', () => {
  it('are in every total, and the report says how many connections are in no list', () => {
    const { connections, inbound, states, addresses, beyond, byLocalPort } = counted(3, ['tcp', flood]);
    // The machine's own address is one of those kept.
    expect({ connections, inbound, addresses, beyond }).toEqual({
      connections: flooding,
      inbound: flooding,
      addresses: addressesKeptPerTable - 1,
      beyond: { connections: 101, inbound: 101 },
    });
    expect(states.get('ESTABLISHED')).toBe(flooding);
    expect(byLocalPort).toMatchObject([{ port: 443, connections: flooding, inbound: flooding, receiveQueueBytes: flooding }]);
  });

  it('leave room for those of the next table', () => {
    const ipv6 = (last: number): string => `B80D01200000000000000000${hex(last * 0x1000000, 8)}`;
    const busy = line(ipv6(1), 443, ipv6(2), 50_000, '01', 7).repeat(3);
    expect(counted(1, ['tcp', flood], ['tcp', busy]).byAddress[0]).toMatchObject({ address: '2001:db8::2', connections: 3 });
  });
});

describe('more outbound connections than owners are looked up for', () => {
  it('are counted by port without an owner', () => {
    const text = line(here, 40_000, '076433C6', 25, '01', 8).repeat(140_000);
    let total = 0;
    let unknown = 0;
    counted(1, ['tcp', text]).eachOutbound((peerPort, _peer, owner, connections) => {
      expect(peerPort).toBe(25);
      total += connections;
      if (owner === null) unknown += connections;
    });
    expect([total, unknown]).toEqual([140_000, 140_000 - 131_072]);
  });
});

describe('connections that the program here does not close', () => {
  it('are counted by their owner', () => {
    const found: unknown[] = [];
    counted(1, ['tcp', line(here, 40_000, '076433C6', 25, '08', 8)]).eachCloseWait((owner, connections) =>
      found.push([owner?.uid, connections]),
    );
    expect(found).toEqual([[1001, 1]]);
  });
});
