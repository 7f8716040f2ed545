import fc from 'fast-check';
import { expect, it } from 'vitest';
import { NamedCounts } from '../../../../src/scan/behaviour/named-counts.ts';
import { NumberCounts } from '../../../../src/scan/behaviour/number-counts.ts';
import { Room } from '../../../../src/scan/behaviour/room.ts';

it('gives the most frequent names, equal ones by name, and leaves out what has none', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 40 }), { maxLength: 120 }), fc.integer({ min: 1, max: 45 }), (numbers, wanted) => {
      const counts = new NumberCounts(new Room(1_000));
      for (const number of numbers) counts.add(number);
      const nameOf = (number: number): string | null => (number % 5 === 0 ? null : `n${String(number)}`);
      const all = [...new Set(numbers)].flatMap((number) => {
        const name = nameOf(number);
        return name === null ? [] : [{ name, count: numbers.filter((one) => one === number).length }];
      });
      const sorted = all.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
      expect(new NamedCounts(counts, nameOf).top(wanted)).toEqual(sorted.slice(0, wanted));
    }),
    { numRuns: 500 },
  );
});
