import type { CountedPeers } from './counted-rows.ts';

/**
 * Numbers keys of four 32-bit words (addresses as /proc/net has them) in the order they come: 0, 1, 2, … and keeps four counts
 * beside each. Open addressing over typed arrays, because there are hundreds of thousands of them and none may cost an object.
 * Never holds more than `limit` keys: what comes first stays, and its number with it.
 */
export class WordTable {
  /**
   * Two numbers a slot, which lie side by side in memory: the number of the key + 1 (0 in a free slot), and its last word,
   * where most keys differ. Slots are a power of two and at least twice the number of keys.
   */
  #slots: Int32Array<ArrayBuffer> = new Int32Array(2 * 2048);
  /** The words of a key and its counts, in one line of the processor's cache. */
  #entries: Int32Array<ArrayBuffer> = new Int32Array(8 * 1024);
  #size = 0;
  readonly #seed: number;
  /** May be raised between keys, never lowered. */
  limit: number;

  /** @param seed random per process: attackers choose addresses, and must not be able to aim for one slot */
  constructor(seed: number, limit: number) {
    this.#seed = seed | 0;
    this.limit = limit;
  }

  /** Takes over keys that were put in elsewhere, with the same seed; the arrays are written on. */
  goOnFrom({ size, limit, slots, entries }: CountedPeers): void {
    this.#size = size;
    this.limit = limit;
    this.#slots = slots;
    this.#entries = entries;
  }

  get size(): number {
    return this.#size;
  }

  /** Word 0…3 of a key, signed. */
  word(key: number, at: number): number {
    return this.#entries[key * 8 + at] as number;
  }

  /** Whether a key is this one. */
  is(key: number, a: number, b: number, c: number, d: number): boolean {
    return this.word(key, 3) === d && this.#begins(key, a, b, c);
  }

  /** Count 0…3 of a key; all begin at 0. */
  count(key: number, column: number): number {
    return this.#entries[key * 8 + 4 + column] as number;
  }

  addTo(key: number, column: number, amount: number): void {
    const at = key * 8 + 4 + column;
    this.#entries[at] = (this.#entries[at] as number) + amount;
  }

  /** The number of a key, or -1 when it is not in the table. */
  find(a: number, b: number, c: number, d: number): number {
    return (this.#slots[this.#slotOf(a, b, c, d)] as number) - 1;
  }

  /** The number of a key, taken in if need be; -1 when it is new and the table is full. */
  add(a: number, b: number, c: number, d: number): number {
    const slot = this.#slotOf(a, b, c, d);
    const found = (this.#slots[slot] as number) - 1;
    if (found >= 0) return found;
    return this.#size >= this.limit ? -1 : this.#append(slot, a, b, c, d);
  }

  /** Where the key is, or the free slot where it would be. */
  #slotOf(a: number, b: number, c: number, d: number): number {
    const slots = this.#slots;
    const mask = slots.length / 2 - 1;
    for (let at = this.#hash(a, b, c, d) & mask; ; at = (at + 1) & mask) {
      const slot = at * 2;
      if (slots[slot] === 0 || (slots[slot + 1] === d && this.#begins((slots[slot] as number) - 1, a, b, c))) return slot;
    }
  }

  #begins(key: number, a: number, b: number, c: number): boolean {
    const entries = this.#entries;
    const at = key * 8;
    return entries[at + 2] === c && entries[at + 1] === b && entries[at] === a;
  }

  #append(slot: number, a: number, b: number, c: number, d: number): number {
    const key = this.#size++;
    const at = key * 8;
    this.#entries[at] = a;
    this.#entries[at + 1] = b;
    this.#entries[at + 2] = c;
    this.#entries[at + 3] = d;
    this.#slots[slot] = key + 1;
    this.#slots[slot + 1] = d;
    if (this.#size * 8 === this.#entries.length) this.#grow();
    return key;
  }

  #grow(): void {
    const entries = new Int32Array(this.#entries.length * 4);
    entries.set(this.#entries);
    this.#entries = entries;
    this.#slots = new Int32Array(this.#slots.length * 4);
    for (let key = 0; key < this.#size; key++) {
      const last = this.word(key, 3);
      const slot = this.#slotOf(this.word(key, 0), this.word(key, 1), this.word(key, 2), last);
      this.#slots[slot] = key + 1;
      this.#slots[slot + 1] = last;
    }
  }

  #hash(a: number, b: number, c: number, d: number): number {
    // The three first words of all IPv4 addresses are the same.
    if (a === 0 && b === 0) return mixed(this.#seed ^ c ^ d);
    return mixed(mixed(mixed(mixed(this.#seed ^ a) ^ b) ^ c) ^ d);
  }
}

/** The finalizer of MurmurHash3: every bit of the number decides over every bit of what comes out. */
function mixed(number: number): number {
  let hash = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
