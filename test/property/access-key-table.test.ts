import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { compareBytes, KeyTable } from '../../src/scan/access/key-table.ts';

const encoder = new TextEncoder();
const seed = fc.nat();
const roomy = { maxKeys: 4096, maxKeyBytes: 1 << 20 };

/** Few distinct keys, some of them long, in an order that favours some. */
const keys = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.nat({ max: 5 }).map((number) => `/busy-${String(number)}`) },
    { weight: 4, arbitrary: fc.nat({ max: 300 }).map((number) => `/page-${String(number)}`) },
    { weight: 1, arbitrary: fc.nat({ max: 40 }).map((number) => `/long-${String(number)}-${'x'.repeat(number * 5)}`) },
    { weight: 1, arbitrary: fc.string({ maxLength: 4 }) },
  ),
  { maxLength: 800, size: 'max' },
);

function tableOf(limits: { maxKeys: number; maxKeyBytes: number }, tableSeed: number, added: readonly string[]): KeyTable {
  const table = new KeyTable(limits, tableSeed);
  for (const key of added) {
    // The key lies somewhere inside a larger buffer, as in a log.
    const bytes = encoder.encode(`"${key}"`);
    table.add(bytes, 1, bytes.length - 1, 1);
  }
  return table;
}

function trueCounts(added: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of added) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

const texts = (table: KeyTable, limit: number | null): [string, number][] =>
  table.top(limit).map(({ key, count }) => [Buffer.from(key).toString('utf8'), count]);

/** The order of `top`, the slow way. */
const sorted = (counts: ReadonlyMap<string, number>): [string, number][] =>
  [...counts].sort(([a, countA], [b, countB]) => countB - countA || compareBytes(encoder.encode(a), encoder.encode(b)));

describe('the table of counts', () => {
  const ran = { tables: 0, keys: 0, purged: 0 };
  const note = (added: readonly string[], table: KeyTable): void => {
    ran.tables++;
    ran.keys += added.length;
    if (table.errorBound > 0) ran.purged++;
  };
  afterAll(() => {
    console.log(
      `key table: ${String(ran.tables)} tables, ${String(ran.keys)} keys added, ${String(ran.purged)} tables that had to make room`,
    );
  });

  it('is exact below its limits, in the order of a plain sort', () => {
    fc.assert(
      fc.property(seed, keys, fc.nat({ max: 40 }), (tableSeed, added, limit) => {
        const table = tableOf(roomy, tableSeed, added);
        note(added, table);
        const expected = sorted(trueCounts(added));
        expect(table.errorBound).toBe(0);
        expect(table.size).toBe(expected.length);
        expect(texts(table, null)).toEqual(expected);
        expect(texts(table, limit)).toEqual(expected.slice(0, limit));
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps the Misra–Gries promise above them: count ≤ true count ≤ count + errorBound, for every key, and never grows', () => {
    const limits = fc.record({ maxKeys: fc.integer({ min: 2, max: 64 }), maxKeyBytes: fc.integer({ min: 260, max: 2000 }) });
    fc.assert(
      fc.property(limits, seed, keys, (small, tableSeed, added) => {
        const table = tableOf(small, tableSeed, added);
        note(added, table);
        const held = new Map(texts(table, null));
        expect(table.size).toBe(held.size);
        expect(table.size).toBeLessThanOrEqual(small.maxKeys);
        expect([...held.keys()].reduce((sum, key) => sum + encoder.encode(key).length, 0)).toBeLessThanOrEqual(small.maxKeyBytes);
        const truth = trueCounts(added);
        const broken = [...truth].filter(([key, count]) => {
          const shown = held.get(key) ?? 0;
          return shown > count || shown + table.errorBound < count;
        });
        expect(broken).toEqual([]);
        expect([...held.keys()].filter((key) => !truth.has(key))).toEqual([]);
        expect(texts(table, null)).toEqual(sorted(held));
      }),
      { numRuns: 1000 },
    );
  });

  it('counts the same with any seed', () => {
    fc.assert(
      fc.property(seed, seed, keys, (one, other, added) => {
        const [a, b] = [tableOf(roomy, one, added), tableOf(roomy, other, added)];
        note(added, a);
        expect(texts(a, null)).toEqual(texts(b, null));
      }),
      { numRuns: 300 },
    );
  });
});
