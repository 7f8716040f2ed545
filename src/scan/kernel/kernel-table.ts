import type { KernelExports } from './kernel-exports.ts';
import { handOver } from './start-kernel.ts';

/** One key and what was counted for it: count ≤ true count ≤ count + missing. */
export interface KernelCount {
  readonly key: Uint8Array;
  readonly count: number;
  /** How many requests may be missing: 0 for a key that was held from its first request on. */
  readonly missing: number;
}

/** From an entry's place to its numbers: see `Entry` in `assembly/table.ts`. */
const countAt = 4;
const lengthAt = 8;
const missingAt = 12;
const sidesAt = 16;

/**
 * One of the kernel's tables, as it stands now: see `Table` in `assembly/table.ts` for what is exact and what is not.
 * `finish` adds to each entry what its side numbers say.
 */
export class KernelTable<Entry> {
  readonly #kernel: KernelExports;
  readonly #index: number;
  readonly #finish: (entry: KernelCount, sides: Uint32Array) => Entry;

  constructor(kernel: KernelExports, index: number, finish: (entry: KernelCount, sides: Uint32Array) => Entry) {
    this.#kernel = kernel;
    this.#index = index;
    this.#finish = finish;
  }

  /** Distinct keys held now; equal to the number seen as long as `errorBound` is 0. */
  get size(): number {
    return this.#kernel.tableSize(this.#index);
  }

  /** How often a key that is not held may have come, and the most that may be missing from one that is. 0 = all is exact. */
  get errorBound(): number {
    return this.#kernel.errorBound(this.#index) >>> 0;
  }

  /** The `limit` keys with the highest counts (null: all), highest first, equal counts in byte order of the key. Keys are copies. */
  top(limit: number | null): Entry[] {
    const kernel = this.#kernel;
    const chosen = kernel.choose(this.#index, limit ?? 0xffff_ffff);
    return this.#read(new Uint32Array(kernel.memory.buffer, kernel.chosenAt(), chosen));
  }

  /** What is held for one key, or null. */
  lookUp(key: Uint8Array): Entry | null {
    const place = this.#kernel.lookUp(this.#index, handOver(this.#kernel, key));
    return place === 0 ? null : (this.#read(Uint32Array.of(place))[0] ?? null);
  }

  /** The entries at these places. There may be a million: all keys are copied into one buffer, and no view is made twice. */
  #read(places: Uint32Array): Entry[] {
    const { errorBound } = this;
    const bytes = new Uint8Array(this.#kernel.memory.buffer);
    const numbers = new Uint32Array(this.#kernel.memory.buffer);
    const keyOffset = this.#kernel.keyOffset(this.#index);
    const lengthOf = (place: number): number => numbers[(place + lengthAt) / 4] ?? 0;
    const keys = new Uint8Array(places.reduce((sum, place) => sum + lengthOf(place), 0));
    let at = 0;
    return Array.from(places, (place) => {
      const key = keys.subarray(at, (at += lengthOf(place)));
      key.set(bytes.subarray(place + keyOffset, place + keyOffset + key.length));
      const missing = numbers[(place + missingAt) / 4] ?? 0;
      // The tolls that this key has paid are given back to it.
      const count = (numbers[(place + countAt) / 4] ?? 0) + errorBound - missing;
      return this.#finish({ key, count, missing }, numbers.subarray((place + sidesAt) / 4, (place + keyOffset) / 4));
    });
  }
}
