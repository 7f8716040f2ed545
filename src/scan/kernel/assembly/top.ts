import { compareBytes } from './bytes';
import { reserve } from './memory';
import { Entry } from './entry';
import { Table } from './table';

/** Where the chosen entries lie, four bytes each. */
let chosen: usize = 0;

export function chosenAt(): usize {
  return chosen;
}

export function prepareTop(mostKeys: u32): void {
  chosen = reserve(<usize>mostKeys << 2);
}

/**
 * Chooses the `limit` entries with the highest counts, most first, equal counts in byte order of their keys; gives how
 * many there are. While it looks, the chosen ones are a heap whose root is the last of them.
 */
export function chooseTop(table: Table, limit: u32): u32 {
  let size: u32 = 0;
  if (limit == 0) return 0;
  for (let entry = table.first(); changetype<usize>(entry) < table.entriesEnd; entry = table.next(entry)) {
    if (size < limit) siftUp(table, size++, entry);
    else if (isBefore(table, entry, heapAt(0))) siftDown(table, size, entry);
  }
  // The last one goes to the end, again and again.
  for (let left = size; left > 1; ) {
    const last = heapAt(--left);
    const root = heapAt(0);
    siftDown(table, left, last);
    setHeap(left, root);
  }
  return size;
}

@inline
function heapAt(index: u32): Entry {
  return changetype<Entry>(load<usize>(chosen + (<usize>index << 2)));
}

@inline
function setHeap(index: u32, entry: Entry): void {
  store<usize>(chosen + (<usize>index << 2), changetype<usize>(entry));
}

function isBefore(table: Table, a: Entry, b: Entry): bool {
  const requestsA = table.requestsOf(a);
  const requestsB = table.requestsOf(b);
  if (requestsA != requestsB) return requestsA > requestsB;
  return compareBytes(table.keyOf(a), a.length, table.keyOf(b), b.length) < 0;
}

/** Puts an entry into the free place `at` of the heap. */
function siftUp(table: Table, at: u32, entry: Entry): void {
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBefore(table, heapAt(parent), entry)) break;
    setHeap(at, heapAt(parent));
    at = parent;
  }
  setHeap(at, entry);
}

/** Puts an entry in the place of the root of a heap of `size`. */
function siftDown(table: Table, size: u32, entry: Entry): void {
  let at: u32 = 0;
  while (true) {
    let child: u32 = 2 * at + 1;
    if (child >= size) break;
    if (child + 1 < size && isBefore(table, heapAt(child), heapAt(child + 1))) child++;
    if (!isBefore(table, entry, heapAt(child))) break;
    setHeap(at, heapAt(child));
    at = child;
  }
  setHeap(at, entry);
}
