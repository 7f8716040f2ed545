import { Entry } from './entry';
import { reserve } from './memory';

/** So few at first that the slots of a small log stay in the nearest cache. */
const fewestSlots: u32 = 1024;
const slotBytes: usize = 8;

/** Finds entries by the hashes of their keys: open addressing, linear probing. */
@unmanaged
export class Slots {
  /** A slot: a hash, then where the entry with it lies (0: free). */
  start: usize;
  /** Slots in use − 1. Their number is a power of two, and at most three quarters of them are taken. */
  mask: u32;
  most: u32;

  /** Takes the memory for so many entries. */
  prepare(entries: u32): void {
    this.most = fewestSlots;
    while (threeQuarters(this.most) < entries) this.most <<= 1;
    this.start = reserve(<usize>this.most * slotBytes);
  }

  clear(): void {
    this.mask = fewestSlots - 1;
    this.free();
  }

  /** Frees all slots, so that every entry must be put anew. */
  free(): void {
    memory.fill(this.start, 0, <usize>(this.mask + 1) * slotBytes);
  }

  /** Is there a place missing for one more than so many entries? Then `widen`, unless all slots are in use already. */
  @inline
  isCrowded(entries: u32): bool {
    return entries >= threeQuarters(this.mask + 1) && this.mask + 1 < this.most;
  }

  /** Twice as many slots, all free. */
  widen(): void {
    this.mask = ((this.mask + 1) << 1) - 1;
    this.free();
  }

  /** The slot where the search for a hash begins. */
  @inline
  home(hash: u32): usize {
    return this.start + (<usize>(hash & this.mask) << 3);
  }

  /** The slot behind another. */
  @inline
  after(slot: usize): usize {
    return this.start + ((slot + slotBytes - this.start) & (<usize>this.mask << 3));
  }

  /** The first entry with this hash, or 0; looks at slots only. */
  @inline
  guess(hash: u32): usize {
    let slot = this.home(hash);
    while (true) {
      const entry = load<usize>(slot, 4);
      if (entry == 0 || load<u32>(slot) == hash) return entry;
      slot = this.after(slot);
    }
  }

  /** For an entry that has no slot yet. */
  put(entry: Entry): void {
    let slot = this.home(entry.hash);
    while (load<usize>(slot, 4) != 0) slot = this.after(slot);
    store<u32>(slot, entry.hash);
    store<usize>(slot, changetype<usize>(entry), 4);
  }
}

@inline
function threeQuarters(slots: u32): u32 {
  return slots - (slots >> 2);
}
