/**
 * Counts byte strings in bounded memory.
 *
 * Exact up to `maxKeys` distinct keys (and `maxKeyBytes` of key text). Past that the table makes room the way
 * Misra–Gries frequent-items counting does: the median count (of a sample) is taken off every entry, entries that reach
 * zero go, and the median is added to `errorBound`. From then on `count ≤ true count ≤ count + errorBound` holds for
 * every key, present or not, so the busiest keys stay right and the table never grows, however many distinct URLs an
 * attacker makes up.
 *
 * Open addressing with linear probing over dense entries; keys lie one after the other in one arena, in entry order.
 */
export interface KeyTableLimits {
  readonly maxKeys: number;
  readonly maxKeyBytes: number;
}

export interface KeyCount {
  readonly key: Uint8Array;
  readonly count: number;
}

const longestKey = 0xffff;
const medianSample = 1024;

export class KeyTable {
  /** Entry number + 1, or 0 for a free slot. Length is a power of two and at least twice the number of entries. */
  #slots = new Int32Array(256);
  #hashes = new Uint32Array(128);
  #counts = new Float64Array(128);
  #offsets = new Uint32Array(128);
  #lengths = new Uint16Array(128);
  #arena = new Uint8Array(4096);
  #arenaUsed = 0;
  #size = 0;
  #errorBound = 0;
  readonly #seed: number;
  readonly #limits: KeyTableLimits;

  /** @param seed random per process: keys come from attackers, who must not be able to aim for one slot */
  constructor(limits: KeyTableLimits, seed: number) {
    this.#limits = limits;
    this.#seed = seed >>> 0;
  }

  /** Distinct keys held now; equal to the number seen as long as `errorBound` is 0. */
  get size(): number {
    return this.#size;
  }

  /** 0 as long as all counts are exact. */
  get errorBound(): number {
    return this.#errorBound;
  }

  /** Adds to the count of the key `bytes[start, end)`. Keys beyond 65,535 bytes are cut there. */
  add(bytes: Uint8Array, start: number, end: number, weight: number): void {
    const length = Math.min(end - start, longestKey);
    const hash = this.#hash(bytes, start, length);
    const found = this.#find(bytes, start, length, hash);
    if (found >= 0) {
      this.#counts[found] = (this.#counts[found] ?? 0) + weight;
      return;
    }
    // Again and again: the entries that go first may be short, and the key that comes long.
    while (this.#size > 0 && this.#isFull(length)) this.#makeRoom();
    this.#append(bytes, start, length, hash, weight);
  }

  /** The `limit` keys with the highest counts (null: all), highest first, equal counts in byte order of the key. Keys are views. */
  top(limit: number | null): KeyCount[] {
    const chosen = limit === null || limit >= this.#size ? this.#allEntries() : this.#highest(limit);
    return chosen.sort((a, b) => this.#before(a, b)).map((entry) => ({ key: this.#key(entry), count: this.#counts[entry] ?? 0 }));
  }

  #isFull(newBytes: number): boolean {
    return this.#size >= this.#limits.maxKeys || this.#arenaUsed + newBytes > this.#limits.maxKeyBytes;
  }

  #hash(bytes: Uint8Array, start: number, length: number): number {
    let hash = this.#seed;
    for (let at = start; at < start + length; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    // FNV leaves the low bits weak, and slots are chosen by them.
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d);
    return (hash ^ (hash >>> 13)) >>> 0;
  }

  #find(bytes: Uint8Array, start: number, length: number, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = (this.#slots[slot] ?? 0) - 1;
      if (entry < 0) return -1;
      if (this.#hashes[entry] === hash && this.#lengths[entry] === length && this.#sameKey(entry, bytes, start, length)) return entry;
    }
  }

  #sameKey(entry: number, bytes: Uint8Array, start: number, length: number): boolean {
    const offset = this.#offsets[entry] ?? 0;
    for (let at = 0; at < length; at++) if (this.#arena[offset + at] !== bytes[start + at]) return false;
    return true;
  }

  #append(bytes: Uint8Array, start: number, length: number, hash: number, weight: number): void {
    if (this.#size === this.#hashes.length) this.#growEntries();
    if ((this.#size + 1) * 2 > this.#slots.length) this.#rebuildSlots(this.#slots.length * 2);
    this.#growArena(this.#arenaUsed + length);
    const entry = this.#size++;
    this.#hashes[entry] = hash;
    this.#counts[entry] = weight;
    this.#offsets[entry] = this.#arenaUsed;
    this.#lengths[entry] = length;
    this.#arena.set(bytes.subarray(start, start + length), this.#arenaUsed);
    this.#arenaUsed += length;
    this.#place(entry);
  }

  #place(entry: number): void {
    const mask = this.#slots.length - 1;
    let slot = (this.#hashes[entry] ?? 0) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = entry + 1;
  }

  #rebuildSlots(length: number): void {
    this.#slots = new Int32Array(length);
    for (let entry = 0; entry < this.#size; entry++) this.#place(entry);
  }

  #growEntries(): void {
    const length = this.#hashes.length * 2;
    const grown = <T extends Uint32Array | Uint16Array | Float64Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.#hashes = grown(this.#hashes, new Uint32Array(length));
    this.#counts = grown(this.#counts, new Float64Array(length));
    this.#offsets = grown(this.#offsets, new Uint32Array(length));
    this.#lengths = grown(this.#lengths, new Uint16Array(length));
  }

  #growArena(needed: number): void {
    if (needed <= this.#arena.length) return;
    const arena = new Uint8Array(Math.max(needed, Math.min(this.#arena.length * 2, this.#limits.maxKeyBytes)));
    arena.set(this.#arena.subarray(0, this.#arenaUsed));
    this.#arena = arena;
  }

  #makeRoom(): void {
    const toll = this.#sampledMedian();
    let kept = 0;
    let used = 0;
    for (let entry = 0; entry < this.#size; entry++) {
      const left = (this.#counts[entry] ?? 0) - toll;
      if (left <= 0) continue;
      const offset = this.#offsets[entry] ?? 0;
      const length = this.#lengths[entry] ?? 0;
      // Entries lie in arena order, so a key only ever moves towards the beginning.
      this.#arena.copyWithin(used, offset, offset + length);
      this.#counts[kept] = left;
      this.#hashes[kept] = this.#hashes[entry] ?? 0;
      this.#lengths[kept] = length;
      this.#offsets[kept] = used;
      used += length;
      kept++;
    }
    this.#size = kept;
    this.#arenaUsed = used;
    this.#errorBound += toll;
    this.#rebuildSlots(this.#slots.length);
  }

  #sampledMedian(): number {
    const step = Math.max(1, Math.floor(this.#size / medianSample));
    const sample: number[] = [];
    for (let entry = 0; entry < this.#size; entry += step) sample.push(this.#counts[entry] ?? 0);
    sample.sort((a, b) => a - b);
    return sample[sample.length >> 1] ?? 1;
  }

  #key(entry: number): Uint8Array {
    const offset = this.#offsets[entry] ?? 0;
    return this.#arena.subarray(offset, offset + (this.#lengths[entry] ?? 0));
  }

  /** Negative when entry a comes before entry b in `top`. */
  #before(a: number, b: number): number {
    const byCount = (this.#counts[b] ?? 0) - (this.#counts[a] ?? 0);
    return byCount !== 0 ? byCount : compareBytes(this.#key(a), this.#key(b));
  }

  #allEntries(): number[] {
    return Array.from({ length: this.#size }, (_, entry) => entry);
  }

  /** The `limit` first entries in `top` order, unordered: a heap whose root is the worst of the best so far. */
  #highest(limit: number): number[] {
    const heap: number[] = [];
    for (let entry = 0; entry < this.#size && limit > 0; entry++) {
      if (heap.length < limit) {
        heap.push(entry);
        this.#siftUp(heap);
      } else if (this.#before(entry, heap[0] ?? 0) < 0) {
        heap[0] = entry;
        this.#siftDown(heap);
      }
    }
    return heap;
  }

  #siftUp(heap: number[]): void {
    let at = heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.#before(heap[at] ?? 0, heap[parent] ?? 0) <= 0) return;
      swap(heap, at, parent);
      at = parent;
    }
  }

  #siftDown(heap: number[]): void {
    let at = 0;
    for (;;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && this.#before(heap[child] ?? 0, heap[worst] ?? 0) > 0) worst = child;
      }
      if (worst === at) return;
      swap(heap, at, worst);
      at = worst;
    }
  }
}

function swap(list: number[], a: number, b: number): void {
  const kept = list[a] ?? 0;
  list[a] = list[b] ?? 0;
  list[b] = kept;
}

/** Order of byte strings as memcmp has it, the shorter one first when one begins the other. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
