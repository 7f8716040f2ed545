import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SocketRow } from '../../src/model/socket.ts';
import { ownersByNumber } from '../../src/scan/sockets/owner-of.ts';
import { scanSockets, type SocketScan } from '../../src/scan/sockets/scan-sockets.ts';
import { asNetstat, asProc, asSs, type RandomRow, randomRows, truthOf } from './sockets-rows.ts';

const scan = (lines: readonly string[]): SocketScan => scanSockets(Buffer.from(lines.join('\n')), ownersByNumber());

const truth = (rows: readonly RandomRow[], tellsBacklog: boolean): readonly SocketRow[] => rows.map((row) => truthOf(row, tellsBacklog));

/** Its address is too long for a narrow table. */
const wideRow = 'tcp6 0 0 2001:db8:1234:5678:9abc:def0:1234:5678:443 :::* LISTEN 0 1';

const asText = (row: SocketRow): string => JSON.stringify(row);

describe('random socket tables', () => {
  it('are read back from /proc/net', () => {
    fc.assert(
      fc.property(randomRows, (rows) => {
        expect(scan(rows.map(asProc))).toMatchObject({ rows: truth(rows, false), unparsedLines: 0 });
      }),
    );
  });

  it('are read back from ss', () => {
    fc.assert(
      fc.property(randomRows, (rows) => {
        expect(scan(rows.map(asSs))).toMatchObject({ rows: truth(rows, true), unparsedLines: 0 });
      }),
    );
  });

  it('are read back from netstat that writes wide', () => {
    fc.assert(
      fc.property(randomRows, (rows) => {
        const { rows: found, unparsedLines } = scan([wideRow, ...rows.map((row) => asNetstat(row, true))]);
        expect(unparsedLines).toBe(0);
        expect(found.slice(1).map(asText).sort()).toEqual(truth(rows, false).map(asText).sort());
      }),
    );
  });

  it('are never misread from netstat that cuts: a row is true, or it is counted as not understood', () => {
    fc.assert(
      fc.property(randomRows, (rows) => {
        const { rows: found, unparsedLines } = scan(rows.map((row) => asNetstat(row, false)));
        const known = new Set(truth(rows, false).map(asText));
        expect(found.map(asText).filter((row) => !known.has(row))).toEqual([]);
        expect(found.length + unparsedLines).toBe(rows.length);
      }),
    );
  });

  it('are read the same in one text and in several', () => {
    fc.assert(
      fc.property(randomRows, randomRows, randomRows, (first, second, third) => {
        const lines = [...first.map(asProc), ...second.map(asSs), ...third.map((row) => asNetstat(row, true))];
        const apart = [first.map(asProc), second.map(asSs), third.map((row) => asNetstat(row, true))].map(scan);
        const together = scan([...lines, wideRow]).rows.map(asText);
        // Apart, the third text may not be believed; together, the wide row vouches for it.
        for (const row of apart.flatMap((part) => part.rows)) expect(together).toContain(asText(row));
      }),
    );
  });
});

describe('text that is no socket table', () => {
  const rowLike = fc.oneof(
    randomRows.map((rows) => rows.map(asProc).join('\n')),
    randomRows.map((rows) => rows.map(asSs).join('\n')),
  );

  it('is survived, and every line of it is a row, a known line, or counted', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
        const { rows, unparsedLines, unparsedSamples } = scanSockets(bytes, ownersByNumber());
        expect(unparsedSamples.length).toBeLessThanOrEqual(Math.min(5, unparsedLines));
        expect(rows.length + unparsedLines).toBeLessThanOrEqual(Buffer.from(bytes).toString('latin1').split('\n').length);
      }),
    );
  });

  it('is survived where a table was damaged', () => {
    fc.assert(
      fc.property(rowLike, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 20 }), (text, damages) => {
        const bytes = Buffer.from(text);
        for (const [at, byte] of damages) if (bytes.length > 0) bytes[at % bytes.length] = byte;
        for (const row of scanSockets(bytes, ownersByNumber()).rows) {
          expect(row.localPort).toBeLessThanOrEqual(65_535);
          expect(row.peerPort).toBeLessThanOrEqual(65_535);
        }
      }),
    );
  });
});
