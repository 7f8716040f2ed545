import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { engineCounts } from '../reference/engine-counts.ts';
import { anyLog, goodLine, newest } from '../reference/log-arbitraries.ts';
import { type ReferenceCounts, type ReferenceOptions, referenceScan } from '../reference/reference-scanner.ts';
import { kernelCounts } from '../unit/scan/kernel/kernel-counts.ts';

const everything: ReferenceOptions = { pageKey: 'target', fromEpoch: -Infinity, toEpoch: Infinity };

const options = fc.constantFrom<ReferenceOptions>(
  everything,
  { ...everything, pageKey: 'path' },
  { pageKey: 'target', fromEpoch: newest - 900, toEpoch: newest },
  { pageKey: 'path', fromEpoch: newest - 86_400, toEpoch: newest - 1 },
);

const pieceSizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 });
const bigPieceSizes = fc.array(fc.integer({ min: 5000, max: 300_000 }), { minLength: 1, maxLength: 8 });

/** A line and how it grows: to just below, at and far beyond the limit of 128 KiB, in one place, by something awkward. */
const growth = fc.record({
  line: goodLine.map(({ text }) => text),
  place: fc.nat({ max: 200 }),
  filler: fc.constantFrom('x', '"', '\\', '[', ' ', '\\"', '" 200 ', ':', '\0', ', ', '@', '%41', '?', '/', '9'),
  length: fc.constantFrom(0, 131_070, 131_071, 131_072, 131_073, 131_074, 1 << 20),
});

function grown({ line, place, filler, length }: { line: string; place: number; filler: string; length: number }): string {
  const missing = Math.max(0, length - line.length);
  const at = place % line.length;
  return line.slice(0, at) + filler.repeat(missing / filler.length + 1).slice(0, missing) + line.slice(at);
}

describe('the kernel over generated access logs', () => {
  const ran = { logs: 0, bytes: 0, parsed: 0, skipped: 0 };
  const note = (log: Uint8Array, counts: ReferenceCounts): void => {
    ran.logs++;
    ran.bytes += log.length;
    ran.parsed += counts.parsed;
    ran.skipped += counts.skipped;
  };
  afterAll(() => {
    console.log(
      `kernel: ${String(ran.logs)} logs, ${String(ran.bytes)} bytes, ${String(ran.parsed)} lines counted, ${String(ran.skipped)} not understood`,
    );
  });

  it('counts what the plain engine and the slow and obvious reference count', () => {
    fc.assert(
      fc.property(anyLog, options, ({ bytes }, asked) => {
        const counts = kernelCounts(bytes, asked);
        note(bytes, counts);
        expect(counts).toEqual(referenceScan(bytes, asked));
        expect(counts).toEqual(engineCounts(bytes, asked));
      }),
      { numRuns: 4000 },
    );
  });

  it('gives the same whatever pieces the bytes come in', () => {
    fc.assert(
      fc.property(anyLog, pieceSizes, ({ bytes }, sizes) => {
        const whole = kernelCounts(bytes, everything);
        note(bytes, whole);
        expect(kernelCounts(bytes, everything, sizes)).toEqual(whole);
        expect(kernelCounts(bytes, everything, [1])).toEqual(whole);
      }),
      { numRuns: 1000 },
    );
  });

  it('cuts lines beyond the limit as the reference does, whatever they are made of', () => {
    fc.assert(
      fc.property(fc.array(growth, { maxLength: 6 }), bigPieceSizes, fc.boolean(), (growths, sizes, endsWithLineFeed) => {
        const lines = growths.map(grown);
        const bytes = new Uint8Array(Buffer.from(lines.join('\n') + (endsWithLineFeed ? '\n' : ''), 'latin1'));
        const counts = kernelCounts(bytes, everything, sizes);
        note(bytes, counts);
        expect(counts).toEqual(referenceScan(bytes, everything));
      }),
      { numRuns: 60 },
    );
  });

  it('accounts for every line, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        const counts = kernelCounts(bytes, everything);
        note(bytes, counts);
        expect(counts.lines).toBe(counts.parsed + counts.skipped + counts.blank + counts.outside);
        expect(counts.lines).toBe(
          Buffer.from(bytes).toString('latin1').replace(/\n$/, '').split('\n').length - (bytes.length === 0 ? 1 : 0),
        );
      }),
      { numRuns: 1500 },
    );
  });
});
