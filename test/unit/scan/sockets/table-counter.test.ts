import { describe, expect, it } from 'vitest';
import type { IpAddress } from '../../../../src/model/ip-address.ts';
import { parseIpAddress } from '../../../../src/model/ip-address.ts';
import { ListenerBook } from '../../../../src/scan/sockets/listener-book.ts';
import { ownersByNumber } from '../../../../src/scan/sockets/owner-of.ts';
import { TableCounter } from '../../../../src/scan/sockets/table-counter.ts';

const withKernel = 0;
const withoutKernel = Number.POSITIVE_INFINITY;
const seed = 5;

const hex = (value: number, width: number): string => value.toString(16).toUpperCase().padStart(width, '0');

/** A row of /proc/net/tcp, to port 443 of 192.0.2.10 or from one of its others, with a peer of 198.18.0.0/15 by its number. */
function row(peer: number, outbound: boolean, state: number): string {
  const address = hex((((peer & 255) << 24) | ((peer & 0xff00) << 8) | (((peer >> 16) + 18) << 8) | 198) >>> 0, 8);
  const ports = outbound ? [hex(10_000 + (peer % 50_000), 4), '0050'] : ['01BB', hex(1024 + (peer % 60_000), 4)];
  const owner = ` 1000        0 ${String(100_000 + peer)} 1 0 20 4 30 10 -1`;
  return `${String(peer)}: 0A0200C0:${ports[0]} ${address}:${ports[1]} ${hex(state, 2)} 00000000:0000000${hex(peer % 3, 1)} 00:00000000 00000000 ${owner}`;
}

const listener = '   0: 0A0200C0:01BB 00000000:0000 0A 00000000:00000002 00:00000000 00000000     0        0 7 1 0 100 0 0 10 0';

/** All that is told of a table, in pieces of `pieceBytes`. */
function told(tables: readonly Buffer[], paysFrom: number, pieceBytes = 200_000): unknown {
  const ownAddresses = ['192.0.2.10', '2001:db8::1'].map((text) => parseIpAddress(text) as IpAddress);
  const tableCounter = new TableCounter({ seed, ownAddresses, address: null, listeners: new ListenerBook(seed) }, paysFrom);
  for (const text of tables) {
    tableCounter.begin('tcp');
    for (let at = 0; at < text.length; at += pieceBytes) tableCounter.push(text.subarray(at, at + pieceBytes));
    tableCounter.finish();
  }
  tableCounter.end();
  const { eachOutbound, eachCloseWait, ...counts } = tableCounter.counter.finish(ownersByNumber(), 50);
  const outbound: Record<string, number> = {};
  eachOutbound((port, peer, owner, connections) => {
    const key = `${String(port)} ${String(peer)} ${String(owner?.uid)}`;
    outbound[key] = (outbound[key] ?? 0) + connections;
  });
  const closeWait: Record<string, number> = {};
  eachCloseWait((owner, connections) => {
    closeWait[String(owner?.uid)] = (closeWait[String(owner?.uid)] ?? 0) + connections;
  });
  const { count, samples } = tableCounter.unparsed;
  return { ...counts, outbound, closeWait, count, samples };
}

const text = (rows: number, rowAt: (at: number) => string): Buffer =>
  Buffer.from([listener, ...Array.from({ length: rows }, (_, at) => rowAt(at)), 'strange', ''].join('\n'));

describe('counting with and without the kernel', () => {
  it.each([
    ['few addresses', text(5000, (at) => row(at % 700, at % 3 === 0, 1 + (at % 12)))],
    ['more addresses than there is room for', text(70_000, (at) => row(at, at % 2 === 0, 1))],
    ['more rows than are written down', text(280_000, (at) => row(at % 5000, false, 1 + (at % 11)))],
    ['more outbound connections than are kept', text(140_000, (at) => row(at % 40_000, true, 8))],
  ])(
    'tells the same of %s',
    (_name, table) => {
      expect(told([table, table], withKernel)).toEqual(told([table, table], withoutKernel));
    },
    60_000,
  );

  it('goes without WebAssembly where there is none', () => {
    const table = text(50, (at) => row(at, false, 1));
    const plain = told([table], withoutKernel);
    const { WebAssembly: runs } = globalThis;
    Reflect.deleteProperty(globalThis, 'WebAssembly');
    try {
      expect(told([table], withKernel)).toEqual(plain);
    } finally {
      Object.assign(globalThis, { WebAssembly: runs });
    }
  });

  it('tells the same however much text is held back, and in whatever pieces it comes', () => {
    const table = text(3000, (at) => row(at % 900, at % 5 === 0, 1));
    const plain = told([table, table], withoutKernel);
    for (const paysFrom of [0, 1, 100_000, 600_000])
      for (const pieceBytes of [997, 65_536, 300_000]) expect(told([table, table], paysFrom, pieceBytes)).toEqual(plain);
  });
});
