import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../src/scan/errors/normalise.ts';
import type { LogFamily } from '../../src/scan/errors/record-formats.ts';
import { RecordReader } from '../../src/scan/errors/record-reader.ts';
import { createErrorTally, type TalliedErrors } from '../../src/scan/errors/tally-errors.ts';
import { createLineFeeder, lineFlags } from '../../src/scan/lines/line-feeder.ts';
import { utcClock } from '../unit/scan/errors/records.ts';

const heads = [
  '[Sun Nov 22 06:39:45.123456 2026] [core:error] [pid 1:tid 2] [client 203.0.113.7:51234] ',
  '[Sun Nov 22 06:39:45 2026] [error] [client 2001:db8::7] ',
  '2026/11/22 07:01:05 [error] 811#811: *5521 open() "',
  '2026/11/22 07:01:05 [alert] 811#811: ',
  '[22-Nov-2026 06:39:45] WARNING: [pool a_example] ',
  '[22-Nov-2026 06:39:45] WARNING: [pool a_example] child 7 said into stderr: "',
  '[22-Nov-2026 06:39:45]  [pool a_example] pid 7',
  '[22-Nov-2026 06:39:45 Europe/Berlin] ',
  'PHP Warning:  ',
  '',
];
const words = [
  "AH01071: Got error '",
  'PHP message: ',
  'PHP Fatal error:  ',
  ', client: 192.0.2.1',
  ', server: a.example',
  '" failed (2: x)',
  'ModSecurity: x [id "1"]',
  'script_filename = /x',
  '#0 {main}',
  '\\x41',
  '(2)No such file: ',
  ' in /x.php on line 3',
  '==> x <==',
  '\r',
  '\0',
  'ä',
  '"',
  "'",
  '/',
  '12',
  ' ',
];

const anyLine = fc
  .tuple(fc.constantFrom(...heads), fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 8 })), { maxLength: 8 }))
  .map(([head, tail]) => head + tail.join(''));
const anyLog = fc.oneof(
  fc.array(anyLine, { maxLength: 30 }).map((lines) => new TextEncoder().encode(lines.join('\n'))),
  fc.uint8Array({ maxLength: 400 }),
);

/** Reads bytes in pieces of the given sizes; a line of the log is at most 200 bytes long, so that cutting happens. */
function read(
  bytes: Uint8Array,
  sizes: readonly number[],
  family: LogFamily,
  startsInside: boolean,
): { result: TalliedErrors; lines: number } {
  const from = Date.parse('2026-11-22T06:00:00Z') / 1000;
  const tally = createErrorTally({ span: { fromEpoch: from, toEpoch: from + 3600 }, site: null, address: null, siteOfPool: new Map() });
  const reader = new RecordReader({ family, clock: utcClock(), startsInside }, tally.fileSink(null));
  let lines = 0;
  const feeder = createLineFeeder({ limitBytes: 200 }, (buffer, start, end) => {
    lines++;
    reader.line(new TextDecoder().decode(buffer.subarray(start, end)));
  });
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    feeder.push(bytes.slice(at, at + size));
    at += size;
  }
  feeder.finish();
  reader.finish();
  return { result: tally.result(), lines };
}

const anyFamily = fc.constantFrom<LogFamily>('any', 'apache', 'nginx', 'php');

describe('any bytes as an error log', () => {
  it('give the same in any pieces, and every line is counted once', () => {
    fc.assert(
      fc.property(
        anyLog,
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 5 }),
        anyFamily,
        fc.boolean(),
        (bytes, sizes, family, inside) => {
          const whole = read(bytes, [Math.max(1, bytes.length)], family, inside);
          const { result, lines } = whole;
          const counted = result.groups.reduce((sum, group) => sum + group.count, 0);
          expect(result.lines).toBe(lines);
          expect(counted + result.unparsed + result.continued + result.outside).toBe(lines);
          expect(read(bytes, sizes, family, inside)).toEqual(whole);
          expect(read(bytes, [1], family, inside)).toEqual(whole);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('give groups of bounded length', () => {
    fc.assert(
      fc.property(anyLog, anyFamily, (bytes, family) => {
        for (const group of read(bytes, [4096], family, false).result.groups) {
          expect(new TextEncoder().encode(group.sample).length).toBeLessThanOrEqual(500);
          expect(group.message.length).toBeLessThanOrEqual(301 + 500);
        }
      }),
    );
  });
});

describe('any bytes as lines', () => {
  it('give back all bytes of lines that were not cut', () => {
    const anyPieces = fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 20 });
    fc.assert(
      fc.property(anyPieces, fc.integer({ min: 1, max: 20 }), (pieces, limitBytes) => {
        const expected: string[] = [];
        const bytes = Uint8Array.from(pieces.flatMap((piece) => [...piece]));
        const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
        const parts = text.split('\n');
        for (const [index, part] of parts.entries()) {
          const isLast = index === parts.length - 1;
          if (part.length > limitBytes) expected.push(`cut ${part.slice(0, limitBytes)}`);
          else if (!isLast) expected.push(`whole ${part.replace(/\r$/, '')}`);
          else if (part !== '') expected.push(`open ${part}`);
        }
        const got: string[] = [];
        const feeder = createLineFeeder({ limitBytes }, (buffer, start, end, flags) => {
          const kind = flags === lineFlags.cut ? 'cut' : flags === lineFlags.unterminated ? 'open' : 'whole';
          got.push(`${kind} ${Array.from(buffer.subarray(start, end), (byte) => String.fromCharCode(byte)).join('')}`);
        });
        for (const piece of pieces) feeder.push(piece);
        feeder.finish();
        expect(got).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('any message', () => {
  it('is the same when its variable parts are taken out again', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words, 'open', 'N', '<path>', '203.0.113.7:80'), { maxLength: 12 }), (parts) => {
        const once = normalise(parts.join(' ').replaceAll("'", '').replaceAll('"', ''));
        expect(normalise(once)).toBe(once);
      }),
    );
  });
});
