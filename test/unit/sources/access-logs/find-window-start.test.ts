import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { findWindowStart } from '../../../../src/sources/access-logs/find-window-start.ts';
import { type OpenFile, openLog } from '../../../../src/system/open-file.ts';
import { fileTree } from '../../../file-tree.ts';

const firstEpoch = Date.UTC(2026, 10, 21, 0, 0, 0) / 1000;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function stamp(epoch: number): string {
  const at = new Date(epoch * 1000);
  const day = `${String(at.getUTCDate()).padStart(2, '0')}/${months[at.getUTCMonth()] ?? ''}/${String(at.getUTCFullYear())}`;
  return `${day}:${at.toISOString().slice(11, 19)} +0000`;
}

const line = (epoch: number, filling = ''): string =>
  `203.0.113.7 - - [${stamp(epoch)}] "GET /page?${filling} HTTP/1.1" 200 5 "-" "Mozilla/5.0"\n`;

/** Opens a log with these lines and remembers how many bytes of it were read. */
function openWith(text: string): { readonly file: OpenFile; readonly bytesRead: () => number } {
  const opened = openLog(join(fileTree({ log: text }), 'log'), { in: 'system' });
  if (!opened.ok) throw new Error(opened.problem.kind);
  let bytes = 0;
  const read = (into: Uint8Array, position: number | null): number => {
    const got = opened.value.read(into, position);
    bytes += got;
    return got;
  };
  return { file: { ...opened.value, read }, bytesRead: () => bytes };
}

/** Offset of the first line stamped at or after the window's start. */
function firstWanted(lines: readonly { readonly epoch: number; readonly text: string }[], fromEpoch: number): number {
  let offset = 0;
  for (const { epoch, text } of lines) {
    if (epoch >= fromEpoch) return offset;
    offset += text.length;
  }
  return offset;
}

describe('the place where a window begins', () => {
  const lines = Array.from({ length: 60_000 }, (_, at) => ({ epoch: firstEpoch + at, text: line(firstEpoch + at) }));
  const text = lines.map((one) => one.text).join('');

  it('lies before every line of the window, and close to it, after a look at little', () => {
    for (const back of [10, 900, 3600, 40_000]) {
      const fromEpoch = firstEpoch + 60_000 - back;
      const { file, bytesRead } = openWith(text);
      const start = findWindowStart(file, fromEpoch);
      const wanted = firstWanted(lines, fromEpoch);
      expect(start).toBeLessThanOrEqual(wanted);
      expect(wanted - start).toBeLessThan(64 * 1024);
      expect(bytesRead()).toBeLessThan(200 * 1024);
    }
  });

  it('is the beginning for a young file, an open window, and a log that tells no time', () => {
    expect(findWindowStart(openWith(text).file, firstEpoch - 100)).toBe(0);
    expect(findWindowStart(openWith(text).file, -Infinity)).toBe(0);
    expect(findWindowStart(openWith('no stamps here\n'.repeat(50_000)).file, firstEpoch)).toBe(0);
  });

  it('is near the end for a log that ended before the window', () => {
    const start = findWindowStart(openWith(text).file, firstEpoch + 500_000);
    expect(text.length - start).toBeLessThanOrEqual(16 * 1024);
  });

  it('is not misled by requests that took long, nor by long lines', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ gap: fc.integer({ min: 0, max: 30 }), took: fc.integer({ min: 0, max: 55 }), filling: fc.nat(3000) }), {
          minLength: 200,
          maxLength: 800,
        }),
        fc.integer({ min: 0, max: 5000 }),
        (requests, back) => {
          // Written in the order requests end, stamped with their beginnings.
          let ended = firstEpoch;
          const written = requests.map(({ gap, took, filling }) => {
            ended += gap;
            return { epoch: ended - took, text: line(ended - took, 'x'.repeat(filling)) };
          });
          const fromEpoch = ended - back;
          const { file } = openWith(written.map((one) => one.text).join(''));
          expect(findWindowStart(file, fromEpoch)).toBeLessThanOrEqual(firstWanted(written, fromEpoch));
        },
      ),
      { numRuns: 60 },
    );
  });
});
