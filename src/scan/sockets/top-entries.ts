/**
 * The first `top` (null: all) of the numbers from 0 to `size` that belong, in the order of `compare`. Of hundreds of
 * thousands only those that are shown are sorted.
 */
export function topEntries(
  size: number,
  top: number | null,
  belongs: (entry: number) => boolean,
  compare: (one: number, other: number) => number,
): readonly number[] {
  const kept: number[] = [];
  for (let entry = 0; entry < size; entry++) {
    if (!belongs(entry)) continue;
    if (top === null) kept.push(entry);
    else if (kept.length < top || compare(entry, kept.at(-1) ?? entry) < 0) {
      kept.splice(placeFor(entry, kept, compare), 0, entry);
      if (kept.length > top) kept.pop();
    }
  }
  return top === null ? kept.sort(compare) : kept;
}

/** Where an entry belongs in a sorted list: behind all that come before it. */
function placeFor(entry: number, sorted: readonly number[], compare: (one: number, other: number) => number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(sorted[middle] ?? entry, entry) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
