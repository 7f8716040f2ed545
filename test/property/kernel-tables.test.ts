import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parseIpAddress } from '../../src/model/ip-address.ts';
import { KeyTable } from '../../src/scan/access/key-table.ts';
import type { KernelCount, KernelTable } from '../../src/scan/kernel/kernel-table.ts';
import { requestKinds } from '../../src/scan/access/request-kinds.ts';
import { canonicalAddress } from '../reference/reference-scanner.ts';
import { kernelOf, newKernel, smallKernel, tableCounts } from '../unit/scan/kernel/kernel-counts.ts';

/** Few distinct keys, some of them long, in an order that favours some. */
const keys = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.nat({ max: 5 }).map((number) => `/busy-${String(number)}`) },
    { weight: 4, arbitrary: fc.nat({ max: 300 }).map((number) => `/page-${String(number)}`) },
    { weight: 1, arbitrary: fc.nat({ max: 40 }).map((number) => `/long-${String(number)}-${'x'.repeat(number * 35)}`) },
    { weight: 1, arbitrary: fc.nat({ max: 9 }).map((number) => `/huge-${String(number)}-${'y'.repeat(9000 + 512 * number)}`) },
  ),
  { maxLength: 800, size: 'max' },
);

const logOf = (lines: readonly { address?: string; target?: string }[]): Buffer =>
  Buffer.from(
    lines
      .map(
        ({ address = '203.0.113.7', target = '/' }) =>
          `${address} - - [22/Nov/2026:06:39:45 +0000] "GET ${target} HTTP/1.1" 200 5 "-" "-"\n`,
      )
      .join(''),
    'latin1',
  );

function trueCounts(added: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of added) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

const order = ([a, countA]: [string, number], [b, countB]: [string, number]): number =>
  countB - countA || Buffer.compare(Buffer.from(a, 'latin1'), Buffer.from(b, 'latin1'));

interface Held {
  readonly count: number;
  readonly missing: number;
}

/** Keys whose count is above the truth, or further below it than their entry says (or, without an entry, than the bound says). */
const broken = (truth: ReadonlyMap<string, number>, held: ReadonlyMap<string, Held>, errorBound: number): unknown[] =>
  [...truth]
    .map(([key, count]) => ({ key, truth: count, ...(held.get(key) ?? { count: 0, missing: errorBound }) }))
    .filter(({ truth: count, ...entry }) => entry.count > count || entry.count + entry.missing < count || entry.missing > errorBound);

const heldBy = (table: KernelTable<KernelCount>): Map<string, Held> =>
  new Map(table.top(null).map(({ key, count, missing }) => [Buffer.from(key).toString('latin1'), { count, missing }]));

describe("the kernel's tables", () => {
  const ran = { tables: 0, keys: 0, purged: 0, addresses: 0 };
  const note = (added: readonly string[], errorBound: number): void => {
    ran.tables++;
    ran.keys += added.length;
    if (errorBound > 0) ran.purged++;
  };
  afterAll(() => {
    console.log(
      `kernel tables: ${String(ran.tables)} tables, ${String(ran.keys)} keys added, ${String(ran.purged)} tables that had to make room, ${String(ran.addresses)} spellings of addresses`,
    );
  });

  it('are exact below their limits, in the order of a plain sort, with any seed', () => {
    const kernels = [0, 1, 12_345, 0xffff_ffff].map((seed) => newKernel({}, seed));
    fc.assert(
      fc.property(fc.constantFrom(...kernels), keys, fc.nat({ max: 40 }), (kernel, added, limit) => {
        const { pages } = kernelOf(logOf(added.map((target) => ({ target }))), {}, [Infinity], kernel);
        note(added, pages.errorBound);
        const expected = [...trueCounts(added)].sort(order);
        expect(pages.errorBound).toBe(0);
        expect(pages.size).toBe(expected.length);
        expect([...tableCounts(pages)]).toEqual(expected);
        expect(pages.top(limit).map(({ key, count }) => [Buffer.from(key).toString('latin1'), count])).toEqual(expected.slice(0, limit));
        for (const [key, count] of expected) expect(pages.lookUp(Buffer.from(key, 'latin1'))?.count).toBe(count);
        expect(pages.lookUp(Buffer.from('/never'))).toBeNull();
      }),
      { numRuns: 150 },
    );
  });

  it('make room as the plain table does, and keep its promise: count ≤ true count ≤ count + errorBound', () => {
    const limits = fc.record({ maxKeys: fc.constantFrom(2, 3, 7, 20, 64), maxKeyBytes: fc.constantFrom(65_535, 80_001) });
    fc.assert(
      fc.property(limits, fc.nat(), keys, (small, seed, added) => {
        const kernel = smallKernel('pages', small.maxKeys, small.maxKeyBytes);
        const { pages } = kernelOf(logOf(added.map((target) => ({ target }))), {}, [Infinity], kernel);
        note(added, pages.errorBound);
        const plain = new KeyTable(small, seed);
        for (const key of added) plain.add(Buffer.from(key, 'latin1'), 0, key.length, 1);
        const held = heldBy(pages);
        expect(pages.size).toBeLessThanOrEqual(small.maxKeys);
        expect(pages.errorBound).toBe(plain.errorBound);
        expect([...held.keys()]).toEqual(
          [...held]
            .map(([key, { count }]): [string, number] => [key, count])
            .sort(order)
            .map(([key]) => key),
        );
        // The plain table does not give back the tolls that a key has paid.
        const afterTolls = [...held].map(([key, { count, missing }]): [string, number] => [key, count - pages.errorBound + missing]);
        expect(afterTolls.sort(order)).toEqual(plain.top(null).map(({ key, count }) => [Buffer.from(key).toString('latin1'), count]));
        expect(broken(trueCounts(added), held, pages.errorBound)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('keep that promise for the kinds of each address, too', () => {
    const targets = ['/', '/a.css', '/wp-json/wp/v2/users'];
    const requests = fc.array(
      fc.tuple(
        fc.nat({ max: 200 }).map((n) => (n > 100 ? n : n % 4)),
        fc.nat({ max: 2 }),
      ),
      { maxLength: 600, size: 'max' },
    );
    fc.assert(
      fc.property(requests, fc.constantFrom(2, 5, 13, 40), (made, maxKeys) => {
        const kernel = smallKernel('addresses', maxKeys, 65_535);
        const lines = made.map(([client, kind]) => ({ address: `203.0.113.${String(client)}`, target: targets[kind] ?? '' }));
        const { addresses } = kernelOf(logOf(lines), {}, [Infinity], kernel);
        note(
          lines.map(({ address }) => address),
          addresses.errorBound,
        );
        for (const kind of requestKinds) {
          const ofKind = { page: '/', asset: '/a.css', userEnumeration: '/wp-json/wp/v2/users' }[kind as string];
          const truth = trueCounts(lines.filter(({ target }) => target === ofKind).map(({ address }) => address));
          const held = new Map(
            addresses.top(null).map(({ key, kinds, missing }) => [Buffer.from(key).toString('latin1'), { count: kinds[kind], missing }]),
          );
          expect(broken(truth, held, addresses.errorBound)).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('hold every address under its one spelling', () => {
    const group = fc.constantFrom('0', '00', '0000', '1', 'a', 'AB', '0db8', 'ffff', 'FFFF', '12345', 'g');
    const separators = fc.constantFrom(':', ':', ':', ':', '::', ':::');
    const tail = fc.constantFrom('', '', '', '203.0.113.7', '1.2.3', '01.2.3.4', '1.2.3.256', '1.2.3.4.5', '::', ':');
    const zone = fc.constantFrom('', '', '', '%eth0', '%', '%a.b:c-1', '%e_0');
    const parts = fc.array(fc.tuple(separators, group), { maxLength: 8 });
    const madeUp = fc
      .tuple(fc.constantFrom('', '::', '::ffff:', '::FFFF:0:'), group, parts, fc.boolean(), tail, zone)
      .map(
        ([start, first, rest, joins, end, name]) => `${start}${first}${rest.flat().join('')}${joins && end !== '' ? ':' : ''}${end}${name}`,
      );
    const valid = fc.ipV6().chain((text) => fc.constantFrom(text, text.toUpperCase(), `${text}%eth0`));
    fc.assert(
      fc.property(fc.oneof(madeUp, valid, fc.ipV4()), (address) => {
        const [only] = kernelOf(logOf([{ address }, { address }])).addresses.top(null);
        ran.addresses++;
        if (only === undefined) return;
        const logged = Buffer.from(only.key).toString('latin1');
        // What is no address is a client's name, or was taken apart as `file:address`; then its last part stands here.
        if (logged === address || parseIpAddress(address) !== undefined) {
          expect(logged).toBe(parseIpAddress(address) ?? address);
          expect(logged).toBe(canonicalAddress(address));
        }
        expect(only.count).toBe(2);
      }),
      { numRuns: 20_000 },
    );
  });
});
