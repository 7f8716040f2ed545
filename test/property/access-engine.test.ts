import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { engineCounts } from '../reference/engine-counts.ts';
import { anyLog, goodLine, goodLog, newest } from '../reference/log-arbitraries.ts';
import { canonicalAddress, type ReferenceCounts, type ReferenceOptions, referenceScan } from '../reference/reference-scanner.ts';
import { kernelCounts } from '../unit/scan/kernel/kernel-counts.ts';

const engines = [
  ['the kernel', kernelCounts],
  ['the plain engine', engineCounts],
] as const;

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

describe.each(engines)('%s over generated access logs', (name, countsOf) => {
  const ran = { logs: 0, bytes: 0, parsed: 0, skipped: 0 };
  const note = (log: Uint8Array, counts: ReferenceCounts): void => {
    ran.logs++;
    ran.bytes += log.length;
    ran.parsed += counts.parsed;
    ran.skipped += counts.skipped;
  };
  afterAll(() => {
    console.log(
      `${name}: ${String(ran.logs)} logs, ${String(ran.bytes)} bytes, ${String(ran.parsed)} lines counted, ${String(ran.skipped)} not understood`,
    );
  });

  it('counts what the slow and obvious reference counts', () => {
    fc.assert(
      fc.property(anyLog, options, ({ bytes }, asked) => {
        const counts = countsOf(bytes, asked);
        note(bytes, counts);
        expect(counts).toEqual(referenceScan(bytes, asked));
      }),
      { numRuns: 4000 },
    );
  });

  it('understands every line of a known format, and reads from it what was put in', () => {
    fc.assert(
      fc.property(goodLog, ({ bytes, lines }) => {
        const counts = countsOf(bytes, everything);
        note(bytes, counts);
        expect(counts).toEqual(truthOf(lines.map(({ truth }) => truth)));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives the same whatever pieces the bytes come in', () => {
    fc.assert(
      fc.property(anyLog, pieceSizes, ({ bytes }, sizes) => {
        const whole = countsOf(bytes, everything);
        note(bytes, whole);
        expect(countsOf(bytes, everything, sizes)).toEqual(whole);
        expect(countsOf(bytes, everything, [1])).toEqual(whole);
      }),
      { numRuns: 1000 },
    );
  });

  it('cuts lines beyond the limit as the reference does, whatever they are made of', () => {
    fc.assert(
      fc.property(fc.array(growth, { maxLength: 6 }), bigPieceSizes, fc.boolean(), (growths, sizes, endsWithLineFeed) => {
        const lines = growths.map(grown);
        const bytes = new Uint8Array(Buffer.from(lines.join('\n') + (endsWithLineFeed ? '\n' : ''), 'latin1'));
        const counts = countsOf(bytes, everything, sizes);
        note(bytes, counts);
        expect(counts).toEqual(referenceScan(bytes, everything));
      }),
      { numRuns: 60 },
    );
  });

  it('accounts for every line, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        const counts = countsOf(bytes, everything);
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

/** The counts of lines whose content is known. */
function truthOf(
  lines: readonly { [Field in 'host' | 'file' | 'address' | 'method' | 'target' | 'status' | 'agent']: string }[] &
    readonly { epoch: number }[],
) {
  const counts = referenceScan(new Uint8Array(), everything);
  const add = <Key>(into: Map<Key, number>, key: Key): void => {
    into.set(key, (into.get(key) ?? 0) + 1);
  };
  for (const line of lines) {
    counts.lines++;
    counts.parsed++;
    counts.oldestEpoch = Math.min(counts.oldestEpoch, line.epoch);
    counts.newestEpoch = Math.max(counts.newestEpoch, line.epoch);
    add(counts.minutes, Math.floor(line.epoch / 60) * 60);
    add(counts.addresses, canonicalAddress(line.address));
    add(counts.statuses, line.status);
    add(counts.agents, line.agent);
    if (line.host !== '') add(counts.hosts, line.host);
    else if (line.file !== '') add(counts.fileNames, line.file);
    if (line.target === '') counts.withoutPage++;
    else {
      add(counts.methods, line.method);
      add(counts.pages, line.target);
    }
  }
  return counts;
}
