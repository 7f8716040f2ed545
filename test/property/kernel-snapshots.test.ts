import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { AccessKernel } from '../../src/scan/kernel/access-kernel.ts';
import { everything } from '../../src/scan/kernel/kernel-question.ts';
import { anyLog, goodLog } from '../reference/log-arbitraries.ts';
import { feedInPieces } from '../reference/engine-counts.ts';
import { countsOf, kernelOf, newKernel, smallKernel } from '../unit/scan/kernel/kernel-counts.ts';

const site = Buffer.from('alice.example');

/** All that can be asked of a kernel. */
const answers = (kernel: AccessKernel): unknown => ({
  counts: countsOf(kernel),
  lines: kernel.lineCounts(),
  kinds: kernel.addresses.top(null).map(({ key, kinds }) => [Buffer.from(key).toString('latin1'), kinds]),
  fileSites: kernel.fileSites.top(null).map(({ key, count }) => [Buffer.from(key).toString('latin1'), count]),
  samples: kernel.skippedSamples().map((sample) => Buffer.from(sample).toString('latin1')),
  errorBounds: [kernel.pages.errorBound, kernel.addresses.errorBound],
});

/** Three kernels: one to make snapshots, one to take them, and one to scan everything at once. */
const [maker, taker, whole] = [newKernel({}, 1), newKernel({}, 2), newKernel({}, 3)];

const scan = (kernel: AccessKernel, ...logs: readonly Uint8Array[]): AccessKernel => {
  kernel.begin(everything);
  for (const log of logs) {
    feedInPieces(kernel, log);
    kernel.endFile(site);
  }
  return kernel;
};

describe('snapshots of the kernel', () => {
  const ran = { snapshots: 0, bytes: 0, damaged: 0, forged: 0, taken: 0 };
  afterAll(() => {
    console.log(
      `kernel snapshots: ${String(ran.snapshots)} of ${String(ran.bytes)} bytes, ${String(ran.damaged)} damaged, ${String(ran.forged)} forged (${String(ran.taken)} of them taken)`,
    );
  });
  const snapshotOf = (kernel: AccessKernel): Uint8Array => {
    const snapshot = kernel.snapshot();
    ran.snapshots++;
    ran.bytes += snapshot.length;
    return snapshot;
  };

  it('hold everything, and joined they are what one scan of all files gives', () => {
    fc.assert(
      fc.property(anyLog, anyLog, goodLog, (a, b, c) => {
        const snapshots = [a, b, c].map(({ bytes }) => snapshotOf(scan(maker, bytes)));
        taker.begin(everything);
        for (const snapshot of snapshots) expect(taker.merge(snapshot)).toEqual({ ok: true, value: null });
        expect(answers(taker)).toEqual(answers(scan(whole, a.bytes, b.bytes, c.bytes)));
        // And into a kernel that has counted something itself.
        scan(taker, a.bytes);
        for (const snapshot of snapshots.slice(1)) taker.merge(snapshot);
        expect(answers(taker)).toEqual(answers(whole));
      }),
      { numRuns: 400 },
    );
  });

  it('keep the promise of the tables when they are joined in too little room', () => {
    const pages = fc.array(
      fc.nat({ max: 90 }).map((number) => `/page-${String(number > 60 ? number : number % 5)}`),
      { maxLength: 300, size: 'max' },
    );
    const logOf = (targets: readonly string[]): Uint8Array =>
      Buffer.from(targets.map((target) => `203.0.113.7 - - [22/Nov/2026:06:39:45 +0000] "GET ${target} HTTP/1.1" 200 5\n`).join(''));
    fc.assert(
      fc.property(fc.array(pages, { minLength: 2, maxLength: 4 }), fc.constantFrom(2, 6, 30), (parts, maxKeys) => {
        const small = smallKernel('pages', maxKeys, 65_535);
        const snapshots = parts.map((part) => snapshotOf(kernelOf(logOf(part), {}, [Infinity], small)));
        const joined = kernelOf(new Uint8Array(), {}, [1], small);
        for (const snapshot of snapshots) expect(joined.merge(snapshot).ok).toBe(true);
        const truth = new Map<string, number>();
        for (const page of parts.flat()) truth.set(page, (truth.get(page) ?? 0) + 1);
        const { pages: table } = joined;
        const wrong = [...truth].filter(([page, count]) => {
          const held = table.lookUp(Buffer.from(page)) ?? { count: 0, missing: table.errorBound };
          return held.count > count || held.count + held.missing < count || held.missing > table.errorBound;
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('lose nothing of a key that both tables held from its first request on', () => {
    const small = smallKernel('pages', 6, 65_535);
    const line = (page: string): string => `203.0.113.7 - - [22/Nov/2026:06:39:45 +0000] "GET ${page} HTTP/1.1" 200 5\n`;
    const log = (...others: readonly string[]): Buffer =>
      Buffer.from([...Array.from({ length: 100 }, () => '/'), ...others].map(line).join(''));
    const many = kernelOf(log(...Array.from({ length: 50 }, (_, at) => `/${String(at)}`)), {}, [Infinity], small).snapshot();
    const few = kernelOf(log('/a', '/b', '/b'), {}, [Infinity], small).snapshot();
    for (const [first, second] of [
      [many, few],
      [few, many],
      [many, many],
    ] as const) {
      const joined = kernelOf(new Uint8Array(), {}, [1], small);
      joined.merge(first);
      joined.merge(second);
      expect(joined.pages.errorBound).toBeGreaterThan(0);
      expect(joined.pages.lookUp(Buffer.from('/'))).toMatchObject({ count: 200, missing: 0 });
    }
  });

  it('are refused when they are damaged or cut, and nothing of them is added', () => {
    const change = fc.record({ at: fc.nat(), to: fc.nat({ max: 255 }), cut: fc.boolean() });
    fc.assert(
      fc.property(anyLog, goodLog, change, (mine, theirs, { at, to, cut }) => {
        const snapshot = snapshotOf(scan(maker, theirs.bytes));
        const place = at % snapshot.length;
        if (!cut && snapshot[place] === to) return;
        const damaged = cut ? snapshot.slice(0, place) : snapshot.with(place, to);
        scan(taker, mine.bytes);
        const before = answers(taker);
        ran.damaged++;
        expect(taker.merge(damaged).ok).toBe(false);
        expect(answers(taker)).toEqual(before);
      }),
      { numRuns: 1500 },
    );
  });

  it('do no harm when they are forged', () => {
    const edit = fc.record({ piece: fc.nat(), at: fc.nat(), bytes: fc.uint8Array({ maxLength: 12 }), drop: fc.nat({ max: 12 }) });
    fc.assert(
      fc.property(goodLog, fc.array(edit, { minLength: 1, maxLength: 4 }), (log, edits) => {
        const forged = forge(snapshotOf(scan(maker, log.bytes)), edits);
        ran.forged++;
        taker.begin(everything);
        if (taker.merge(forged).ok) ran.taken++;
        // It still answers, writes and counts.
        answers(taker);
        for (const table of [taker.pages, taker.addresses, taker.agents, taker.methods]) {
          const { errorBound } = table;
          expect(table.top(null).filter(({ count, missing }) => count < 0 || missing > errorBound)).toEqual([]);
        }
        taker.begin(everything);
        expect(taker.merge(taker.snapshot()).ok).toBe(true);
        expect(countsOf(scan(taker, log.bytes))).toEqual(countsOf(scan(whole, log.bytes)));
      }),
      { numRuns: 1500 },
    );
  });

  it('do no harm either when they hold a key twice, or more missing requests than the bound says', () => {
    const [head = new Uint8Array(), , ...rest] = piecesOf(scan(maker).snapshot());
    // Table 0 with two entries and a bound of 5; then for each entry its count, what is missing, and its key.
    const pages = (...entries: readonly (readonly number[])[]): Uint8Array => {
      const [table, list] = [[0, entries.length, 5], entries.flat()].map((content, at) => {
        const piece = new Uint8Array([...new Uint8Array(headerBytes), ...content]);
        new DataView(piece.buffer).setUint32(4, at === 0 ? 0x54534341 : 0x45534341, true);
        return sealed(piece);
      });
      return joined([head, table, list, ...rest]);
    };
    taker.begin(everything);
    expect(taker.merge(pages([3, 6, 1, 0x78], [1, 0, 1, 0x79]))).toEqual({ ok: false, problem: 'broken' });
    expect(taker.merge(pages([3, 5, 1, 0x78], [1, 0, 1, 0x79])).ok).toBe(true);
    expect(taker.pages.top(null).map(({ count, missing }) => ({ count, missing }))).toEqual([
      { count: 6, missing: 0 },
      { count: 3, missing: 5 },
    ]);
    taker.begin(everything);
    expect(taker.merge(pages([3, 0, 1, 0x78], [1, 0, 1, 0x78])).ok).toBe(true);
    expect(taker.pages.top(null)).toMatchObject([{ count: 9, missing: 0 }]);
  });

  it('do no harm either when they hold more years than there are', () => {
    const [head = new Uint8Array(), ...rest] = piecesOf(scan(maker).snapshot());
    const number = (value: number): number[] => (value > 127 ? [(value % 128) + 128, ...number(Math.floor(value / 128))] : [value]);
    // The head of an empty snapshot ends with steps of 60 seconds, none of them, and no samples.
    const years = (first: number, count: number): Uint8Array => {
      const steps = Array.from({ length: count }, (_, at) => [...number(2 * (first + at)), 1]).flat();
      return joined([sealed(new Uint8Array([...head.subarray(0, -3), ...number(31_536_000), ...number(count), ...steps, 0])), ...rest]);
    };
    taker.begin(everything);
    expect(taker.merge(years(0, 8000))).toEqual({ ok: true, value: null });
    expect(taker.steps()).toMatchObject({ stepSeconds: 31_536_000, steps: { length: 8000 } });
    expect(taker.merge(years(8000, 8000))).toEqual({ ok: false, problem: 'broken' });
    expect(taker.merge(years(0, 20_001))).toEqual({ ok: false, problem: 'broken' });
  });

  it('of another question are told from those of this one', () => {
    const snapshot = scan(maker, Buffer.from('x\n')).snapshot();
    taker.begin({ ...everything, pageKey: 'path' });
    expect(taker.merge(snapshot)).toEqual({ ok: false, problem: 'other-question' });
    taker.begin({ ...everything, parts: ['pages'] });
    expect(taker.merge(snapshot)).toEqual({ ok: false, problem: 'other-question' });
  });
});

const headerBytes = 16;

function piecesOf(snapshot: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  const view = new DataView(snapshot.buffer, snapshot.byteOffset);
  for (let at = 0; at < snapshot.length; at += view.getUint32(at, true)) pieces.push(snapshot.slice(at, at + view.getUint32(at, true)));
  return pieces;
}

const joined = (pieces: readonly (Uint8Array | undefined)[]): Uint8Array => new Uint8Array(pieces.flatMap((piece) => [...(piece ?? [])]));

/** Changes the content of some pieces and gives them sizes and sums that are right. */
function forge(snapshot: Uint8Array, edits: readonly { piece: number; at: number; bytes: Uint8Array; drop: number }[]): Uint8Array {
  const pieces = piecesOf(snapshot);
  for (const { piece, at, bytes, drop } of edits) {
    const index = piece % pieces.length;
    const old = pieces[index] ?? new Uint8Array(headerBytes);
    const place = headerBytes + (at % (old.length - headerBytes + 1));
    pieces[index] = sealed(new Uint8Array([...old.subarray(0, place), ...bytes, ...old.subarray(Math.min(place + drop, old.length))]));
  }
  return joined(pieces);
}

function sealed(piece: Uint8Array): Uint8Array {
  const view = new DataView(piece.buffer);
  view.setUint32(0, piece.length, true);
  const content = new Uint8Array(Math.ceil((piece.length - headerBytes) / 8) * 8);
  content.set(piece.subarray(headerBytes));
  const words = new DataView(content.buffer);
  let sum = view.getBigUint64(0, true);
  for (let at = 0; at < content.length; at += 8) {
    sum = BigInt.asUintN(64, (sum ^ words.getBigUint64(at, true)) * 0x9e3779b97f4a7c15n);
    sum ^= sum >> 29n;
  }
  view.setBigUint64(8, sum, true);
  return piece;
}
