/** Something counted, with the text or number that orders it among those of equal count. */
export interface Counted {
  readonly connections: number;
  readonly order: string | number;
}

/**
 * The entries with the most connections, most first, ties in the order of `order`; all of them when `top` is null.
 * A list of hundreds of thousands is not sorted for its twenty longest bars.
 */
export function busiest<T extends Counted>(entries: readonly T[], top: number | null): readonly T[] {
  if (top === null || entries.length <= top) return [...entries].sort(byConnections);
  const kept: T[] = [];
  for (const entry of entries) {
    const last = kept.at(-1);
    if (kept.length === top && (last === undefined || byConnections(entry, last) >= 0)) continue;
    kept.splice(placeFor(entry, kept), 0, entry);
    if (kept.length > top) kept.pop();
  }
  return kept;
}

function byConnections(a: Counted, b: Counted): number {
  if (a.connections !== b.connections) return b.connections - a.connections;
  return a.order < b.order ? -1 : a.order > b.order ? 1 : 0;
}

/** Where an entry belongs in a sorted list: behind all that come before it. */
function placeFor(entry: Counted, sorted: readonly Counted[]): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = sorted[middle];
    if (other !== undefined && byConnections(other, entry) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
