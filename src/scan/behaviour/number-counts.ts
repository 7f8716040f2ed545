import type { Room } from './room.ts';

const fewestSlots = 4;
/** 2³² ÷ the golden ratio: spreads numbers that follow each other. */
const spreading = 0x9e3779b1;

/**
 * Counts numbers, each in eight bytes: open addressing, a slot is a number and how often it came (0: free). What finds no room
 * is not counted.
 */
export class NumberCounts {
  #slots = new Uint32Array(fewestSlots * 2);
  #size = 0;
  #recent = 0;
  readonly #most: number;
  readonly #room: Room;

  /** @param room of all such counts together; @param most different numbers of these */
  constructor(room: Room, most = Infinity) {
    this.#most = most;
    this.#room = room;
  }

  /** @param number below 2³² @param times how often it came */
  add(number: number, times = 1): void {
    if (this.#slots[this.#recent] === number && (this.#slots[this.#recent + 1] ?? 0) > 0) {
      this.#countAt(this.#recent, times);
      return;
    }
    let at = this.#placeOf(number);
    if (this.#slots[at + 1] === 0) {
      if (this.#size >= this.#most || !this.#room.take()) return;
      if ((this.#size + 1) * 8 > this.#slots.length * 3) {
        this.#widen();
        at = this.#placeOf(number);
      }
      this.#slots[at] = number;
      this.#size++;
    }
    this.#recent = at;
    this.#countAt(at, times);
  }

  /** Different numbers, at most as many as are counted. */
  get distinct(): number {
    return this.#size;
  }

  /** Every number with its count, in no order. */
  entries(): { readonly number: number; readonly count: number }[] {
    return this.#entriesFrom(1);
  }

  /** The `most` highest counts, and whatever is equal to the lowest of them; in no order. */
  mostOf(most: number): { readonly number: number; readonly count: number }[] {
    if (this.#size <= most) return this.entries();
    const counts = new Uint32Array(this.#size);
    let used = 0;
    for (let at = 1; at < this.#slots.length; at += 2) if ((this.#slots[at] ?? 0) > 0) counts[used++] = this.#slots[at] ?? 0;
    const least = counts.sort()[this.#size - most] ?? 0;
    return this.#entriesFrom(least);
  }

  #entriesFrom(least: number): { readonly number: number; readonly count: number }[] {
    const entries: { readonly number: number; readonly count: number }[] = [];
    for (let at = 0; at < this.#slots.length; at += 2) {
      const count = this.#slots[at + 1] ?? 0;
      if (count >= least) entries.push({ number: this.#slots[at] ?? 0, count });
    }
    return entries;
  }

  /** Counts stop at 4,294,967,295. */
  #countAt(at: number, times: number): void {
    this.#slots[at + 1] = Math.min((this.#slots[at + 1] ?? 0) + times, 0xffff_ffff);
  }

  /** The slot of a number, or the free one where it would be. */
  #placeOf(number: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let at = ((Math.imul(number, spreading) >>> 7) << 1) & mask;
    while (slots[at + 1] !== 0 && slots[at] !== number) at = (at + 2) & mask;
    return at;
  }

  #widen(): void {
    const before = this.#slots;
    this.#slots = new Uint32Array(before.length * 2);
    for (let from = 0; from < before.length; from += 2) {
      if (before[from + 1] === 0) continue;
      const at = this.#placeOf(before[from] ?? 0);
      this.#slots[at] = before[from] ?? 0;
      this.#slots[at + 1] = before[from + 1] ?? 0;
    }
  }
}
