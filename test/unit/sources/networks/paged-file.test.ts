import { expect, it } from 'vitest';
import { pagedFile } from '../../../../src/sources/networks/paged-file.ts';

/** A file of numbered bytes that says which places were read. */
function numbered(sizeBytes: number) {
  const places: number[] = [];
  const read = (into: Uint8Array, position: number | null): number => {
    const from = position ?? 0;
    places.push(from);
    const length = Math.max(0, Math.min(into.length, sizeBytes - from));
    for (let at = 0; at < length; at++) into[at] = (from + at) % 251;
    return length;
  };
  return { places, readAt: pagedFile({ sizeBytes, read }) };
}

it('reads across pages, and each page once', () => {
  const { places, readAt } = numbered(10_000);
  expect([...(readAt(4090, 10) ?? [])]).toEqual(Array.from({ length: 10 }, (_, at) => (4090 + at) % 251));
  expect(readAt(0, 9000)?.length).toBe(9000);
  expect(places).toEqual([0, 4096, 8192]);
});

it('gives nothing beyond the end', () => {
  const { readAt } = numbered(100);
  expect(readAt(99, 1)?.length).toBe(1);
  expect([readAt(99, 2), readAt(100, 1), readAt(-1, 1), readAt(0, -1)]).toEqual([undefined, undefined, undefined, undefined]);
});

it('keeps the pages that were used last, and no more than a megabyte', () => {
  const { places, readAt } = numbered(4096 * 1000);
  for (let page = 0; page < 300; page++) {
    readAt(page * 4096, 1);
    readAt(0, 1);
  }
  expect(places.filter((place) => place === 0).length).toBe(1);
  readAt(4096, 1);
  expect(places.filter((place) => place === 4096).length).toBe(2);
});
