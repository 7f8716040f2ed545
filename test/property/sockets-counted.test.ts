import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reviewConnections } from '../../src/actions/review-connections.ts';
import type { ConnectionReport } from '../../src/model/connection-report.ts';
import { type IpAddress, parseIpAddress } from '../../src/model/ip-address.ts';
import { ok } from '../../src/model/result.ts';
import type { Protocol } from '../../src/model/socket.ts';
import { ownersByNumber } from '../../src/scan/sockets/owner-of.ts';
import { scanSockets } from '../../src/scan/sockets/scan-sockets.ts';
import { joinScans } from '../../src/sources/sockets/join-scans.ts';
import { readLiveSockets } from '../../src/sources/sockets/read-live.ts';
import { type ProcTable, procTables } from '../../src/system/proc-net.ts';
import { pretendMachine } from '../unit/sources/sockets/machine.ts';
import { asProc, type RandomRow, randomRows, truthOf } from './sockets-rows.ts';

const heading = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const own = ['192.0.2.1', '2001:db8::1'].map((text) => parseIpAddress(text) as IpAddress);

type Texts = Record<ProcTable, string>;

const aRow = '   1: 0A0200C0:01BB 076433C6:C738 01 00000000:00000000 00:00000000 00000000 0 0 1';

/** A row with some of its bytes replaced, and perhaps cut, or longer than any. */
const bent = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(aRow.length), fc.constantFrom('', ' ', ':', '0', 'f', 'G', '/', '@', '`', '\u0000', '\n', 'é')), {
      maxLength: 2,
    }),
    fc.constantFrom('', ' ', '7', ' '.repeat(200), '0'.repeat(15), 'x'.repeat(5000)),
    fc.nat(aRow.length),
    fc.boolean(),
  )
  .map(([changes, tail, length, whole]) => {
    const text = changes.reduce((row, [at, by]) => row.slice(0, at) + by + row.slice(at + 1), aRow);
    return (whole ? text : text.slice(0, length)) + tail;
  });

/** Lines the kernel would not write: cut, with a letter that is no digit, or of something else. */
const broken = fc.oneof(
  bent,
  randomRows.filter((rows) => rows.length > 0).map(([row]) => (row === undefined ? '' : asProc(row, 1).slice(0, 60))),
  fc.constantFrom(
    '',
    '   ',
    '   7: 0A0200C0:01BB',
    'strange',
    '   1: 0A0200G0:01BB 076433C6:C738 01 00000000:00000000 00:00000000 00000000 0 0 1',
  ),
);

/** The same row on one of few local addresses and ports, so that listeners and connections meet. */
const crowded = (row: RandomRow): RandomRow => ({
  ...row,
  localPort: [25, 443, 8080][row.localPort % 3] ?? 25,
  local: row.local.every((byte) => byte === 0)
    ? row.local
    : row.local.map((byte, at) =>
        at < row.local.length - 4 ? byte : ([192, 0, 2, 1 + (row.localPort % 2)][at - row.local.length + 4] ?? 0),
      ),
});

/** The rows where the kernel would print them, in any order: listeners may come last. */
const texts: fc.Arbitrary<{ readonly texts: Texts; readonly rows: readonly RandomRow[] }> = fc
  .tuple(fc.array(randomRows, { maxLength: 3 }), fc.array(broken, { maxLength: 3 }))
  .map(([lists, brokenLines]) => {
    const rows = lists.flat().map(crowded);
    const textOf = (protocol: Protocol, ipv6: boolean): string => {
      const those = rows.filter((row) => row.protocol === protocol && (row.local.length === 16) === ipv6);
      return [heading, ...those.map(asProc), ...brokenLines, ...those.slice(0, 2).map(asProc), ''].join('\n');
    };
    return { rows, texts: { tcp: textOf('tcp', false), tcp6: textOf('tcp', true), udp: textOf('udp', false), udp6: textOf('udp', true) } };
  });

interface Question {
  readonly top: number | null;
  readonly address: IpAddress | null;
}

function plainly(given: Texts, question: Question): ConnectionReport {
  const scans = procTables.map((table) =>
    scanSockets(Buffer.from(given[table]), ownersByNumber(), table.startsWith('tcp') ? 'tcp' : 'udp'),
  );
  const table = { ...joinScans(scans), source: '/proc/net', takenAt: null, ownAddresses: own, hasListeners: true, hasAcceptQueue: true };
  return reviewConnections(table, question);
}

/** How the text is cut, and how much of it there has to be before WebAssembly counts. */
interface Way {
  readonly pieceBytes: number;
  readonly kernelFromBytes: number;
  readonly seed: number;
}

async function counted(given: Texts, question: Question, { pieceBytes, kernelFromBytes, seed }: Way): Promise<ConnectionReport> {
  const tables = Object.fromEntries(procTables.map((table) => [table, ok(Buffer.from(given[table]))]));
  const machine = pretendMachine({ tables, pieceBytes, rest: { ownAddresses: () => own, seed: () => seed } });
  const read = await readLiveSockets({ withPrograms: false, kernelFromBytes, ...question }, { ...machine, passwd: () => ok('') });
  if (!read.ok) throw new Error(read.problem.kind);
  return { ...reviewConnections(read.value.table, question, read.value.problems), takenAt: null };
}

/** Carriage returns are no part of a line to one, and of a shown sample to the other: so they are only compared among the counters. */
const returned = (given: Texts): Texts => {
  const withReturns = (text: string): string => text.replaceAll('\n', (_feed, at: number) => (at % 3 === 0 ? '\r\n' : '\n'));
  return { tcp: withReturns(given.tcp), tcp6: withReturns(given.tcp6), udp: withReturns(given.udp), udp6: withReturns(given.udp6) };
};

describe('sockets counted as they are read', () => {
  it('are reported as if each had been a row, in pieces of any size, listeners anywhere, lines broken', async () => {
    await fc.assert(
      fc.asyncProperty(
        texts,
        fc.record({
          pieceBytes: fc.constantFrom(1, 7, 150, 151, 4096, 100_000),
          kernelFromBytes: fc.constantFrom(0, 0, 1000, Number.POSITIVE_INFINITY),
          seed: fc.integer(),
        }),
        fc.constantFrom(null, 1, 3),
        fc.boolean(),
        async ({ texts: given, rows }, way, top, askForOne) => {
          const asked = rows.find((row) => row.peerPort !== 0);
          const question = { top, address: askForOne && asked !== undefined ? truthOf(asked, false).peerAddress : null };
          expect(await counted(given, question, way)).toEqual(plainly(given, question));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are reported the same by WebAssembly and without it where lines end with carriage returns', async () => {
    await fc.assert(
      fc.asyncProperty(texts, fc.constantFrom(7, 150, 4096), fc.integer(), async ({ texts: given }, pieceBytes, seed) => {
        const question = { top: null, address: null };
        const report = (kernelFromBytes: number): Promise<ConnectionReport> =>
          counted(returned(given), question, { pieceBytes, kernelFromBytes, seed });
        expect(await report(0)).toEqual(await report(Number.POSITIVE_INFINITY));
      }),
      { numRuns: 100 },
    );
  });
});
