/** Keys are cut to this many bytes. */
export const longestKey: usize = 0xffff;

/** One key and what was counted for it. Behind this come the side numbers of its table, and behind them the key. */
@unmanaged
export class Entry {
  hash: u32;
  /** What is left of the requests that were counted, after all the tolls since the key came: see `Table`. */
  count: u32;
  /** Of the key. */
  length: u32;
  /** The table's error bound when the key came: so many requests may have been forgotten before. */
  missing: u32;

  @inline
  add(weight: u32): void {
    this.count = limitedSum(this.count, weight);
  }

  /** The `index`th side number. */
  @inline
  sideAt(index: u32): usize {
    return changetype<usize>(this) + offsetof<Entry>() + (<usize>index << 2);
  }

  @inline
  addToSide(index: u32, weight: u32): void {
    const at = this.sideAt(index);
    store<u32>(at, limitedSum(load<u32>(at), weight));
  }

  /** For a side number that is a set of bits. */
  @inline
  markSide(index: u32, bits: u32): void {
    const at = this.sideAt(index);
    store<u32>(at, load<u32>(at) | bits);
  }
}

/** Counts stop at 4,294,967,295. */
@inline
export function limitedSum(a: u32, b: u32): u32 {
  const sum = a + b;
  return sum >= a ? sum : <u32>-1;
}
