import type { Room } from './room.ts';

/** Times up to 2³² and numbers below 2²⁰ share one exact number. */
const perTime = 2 ** 20;
const fewest = 8;
const lookedBack = 4;

/** Something that happened at a time, how often. */
interface Tallied {
  readonly time: number;
  readonly count: number;
}

/**
 * How often something happened at each time (a whole number: minutes, for one), in eight bytes a time. Times may come in any
 * order, mostly nearly in their own: those that come again late are put together now and then.
 */
export class TalliedTimes {
  #times = new Uint32Array(fewest);
  #counts = new Uint32Array(fewest);
  #used = 0;
  /** So many of them are in order and different. */
  #inOrder = 0;
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  /** What finds no room is missing here, and the room knows. */
  add(time: number): void {
    for (let at = this.#used - 1; at >= 0 && at >= this.#used - lookedBack; at--) {
      if (this.#times[at] !== time || this.#counts[at] === perTime - 1) continue;
      this.#counts[at] = (this.#counts[at] ?? 0) + 1;
      return;
    }
    if (this.#used === this.#times.length && !this.#putTogether()) this.#widen();
    if (!this.#room.take()) return;
    this.#times[this.#used] = time;
    this.#counts[this.#used++] = 1;
  }

  /** Each time once, oldest first. */
  sorted(): readonly Tallied[] {
    const merged: { time: number; count: number }[] = [];
    for (const both of this.#bothSorted()) {
      const time = Math.floor(both / perTime);
      const last = merged.at(-1);
      if (last?.time === time) last.count += both % perTime;
      else merged.push({ time, count: both % perTime });
    }
    return merged;
  }

  /** Makes one of those alike, and tells whether that freed a good part. */
  #putTogether(): boolean {
    if (this.#used - this.#inOrder < this.#used >> 2) return false;
    const before = this.#used;
    let used = -1;
    for (const both of this.#bothSorted()) {
      const time = Math.floor(both / perTime);
      const count = both % perTime;
      const sum = (this.#counts[used] ?? 0) + count;
      if (used >= 0 && this.#times[used] === time && sum < perTime) this.#counts[used] = sum;
      else {
        used++;
        this.#times[used] = time;
        this.#counts[used] = count;
      }
    }
    this.#used = this.#inOrder = used + 1;
    this.#room.giveBack(before - this.#used);
    return this.#used < before - (before >> 2);
  }

  #bothSorted(): Float64Array {
    const both = new Float64Array(this.#used);
    for (let at = 0; at < this.#used; at++) both[at] = (this.#times[at] ?? 0) * perTime + (this.#counts[at] ?? 0);
    return both.sort();
  }

  #widen(): void {
    const times = new Uint32Array(this.#times.length + Math.max(fewest, this.#times.length >> 1));
    const counts = new Uint32Array(times.length);
    times.set(this.#times);
    counts.set(this.#counts);
    this.#times = times;
    this.#counts = counts;
  }
}
