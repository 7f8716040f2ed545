import { describe, expect, it } from 'vitest';
import { compareBytes, KeyTable } from '../../../../src/scan/access/key-table.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const add = (table: KeyTable, key: string, weight = 1): void => {
  table.add(bytes(key), 0, key.length, weight);
};
const top = (table: KeyTable, limit: number | null): [string, number][] =>
  table.top(limit).map(({ key, count }) => [Buffer.from(key).toString('latin1'), count]);
const roomy = { maxKeys: 10_000, maxKeyBytes: 1 << 20 };

describe('a table of counts', () => {
  it('tells keys apart by every byte, NUL, high bytes and the empty key included', () => {
    const table = new KeyTable(roomy, 1);
    for (const key of ['a', 'a\0', '\xff', '', 'a', 'ab']) add(table, key);
    expect(top(table, null)).toEqual([
      ['a', 2],
      ['', 1],
      ['a\0', 1],
      ['ab', 1],
      ['\xff', 1],
    ]);
  });

  it('gives equal counts in byte order, so that lists are the same in every run', () => {
    for (const seed of [0, 1, 0xffffffff]) {
      const table = new KeyTable(roomy, seed);
      for (const key of ['c', 'b', 'a', 'b']) add(table, key);
      expect(top(table, 2)).toEqual([
        ['b', 2],
        ['a', 1],
      ]);
    }
  });

  it('gives as many as asked, none for none, all for more than there are', () => {
    const table = new KeyTable(roomy, 7);
    for (let number = 0; number < 1000; number++) add(table, `key ${String(number)}`, (number % 50) + 1);
    expect(table.top(0)).toEqual([]);
    expect(top(table, 25)).toEqual(top(table, null).slice(0, 25));
    expect(table.top(5000)).toHaveLength(1000);
  });

  it('cuts keys beyond 65,535 bytes, so that the table and not the log decides their size', () => {
    const table = new KeyTable(roomy, 7);
    add(table, `${'x'.repeat(65_535)}a`);
    add(table, `${'x'.repeat(65_535)}b`);
    expect(table.size).toBe(1);
    expect(table.top(1)[0]).toMatchObject({ count: 2 });
  });

  it('makes room at its limit of keys and says by how much counts may be too low', () => {
    const table = new KeyTable({ maxKeys: 10, maxKeyBytes: 1 << 20 }, 7);
    for (let number = 0; number < 10; number++) add(table, `key ${String(number)}`, number === 0 ? 100 : 1);
    expect(table.errorBound).toBe(0);
    add(table, 'one more');
    expect(table.errorBound).toBe(1);
    expect(top(table, null)).toEqual([
      ['key 0', 99],
      ['one more', 1],
    ]);
  });

  it('never holds more key text than allowed, even when a long key comes and only short ones go', () => {
    const table = new KeyTable({ maxKeys: 1000, maxKeyBytes: 1000 }, 7);
    for (let number = 0; number < 4; number++) add(table, `${String(number)}${'x'.repeat(199)}`, 50 + number);
    for (let number = 0; number < 20; number++) add(table, `s${String(number)}`);
    add(table, 'y'.repeat(300));
    const held = top(table, null);
    expect(held.reduce((total, [key]) => total + key.length, 0)).toBeLessThanOrEqual(1000);
    expect(held.at(-1)).toEqual(['y'.repeat(300), 1]);
  });

  it('keeps counts that no 32-bit number holds', () => {
    const table = new KeyTable(roomy, 7);
    for (let turn = 0; turn < 3; turn++) add(table, 'a', 4_000_000_000);
    expect(top(table, 1)).toEqual([['a', 12_000_000_000]]);
  });

  it('orders bytes as memcmp does', () => {
    expect(
      ['b', 'a\xff', 'a', '', 'ab']
        .map(bytes)
        .sort(compareBytes)
        .map((key) => Buffer.from(key).toString('latin1')),
    ).toEqual(['', 'a', 'ab', 'a\xff', 'b']);
  });
});
