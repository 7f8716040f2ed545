import type { Room } from './room.ts';

/** Times up to 2³² and numbers below 2²⁰ share one exact number. */
const perTime = 2 ** 20;
const fewest = 8;
const lookedBack = 4;

/** How often something happened at each time: each time once, oldest first. */
export interface Tally {
  readonly times: Uint32Array;
  readonly counts: Uint32Array;
}

/**
 * How often something happened at each time (a whole number: minutes, for one), in eight bytes a time. Times may come in any
 * order, mostly nearly in their own: those that come again late are put together now and then.
 */
export class TalliedTimes {
  /** Each a time and a count. */
  #tallies = new Float64Array(fewest);
  #used = 0;
  #isSorted = true;
  /** So many of them are in order and different. */
  #inOrder = 0;
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  /** What finds no room is missing here, and the room knows. @param count below 2²⁰ */
  add(time: number, count = 1): void {
    const tally = time * perTime;
    const isNewest = this.#isSorted && tally > (this.#tallies[this.#used - 1] ?? -1);
    for (let at = this.#used - 1; !isNewest && at >= 0 && at >= this.#used - lookedBack; at--) {
      const sum = (this.#tallies[at] ?? 0) - tally + count;
      if (sum < count || sum >= perTime) continue;
      this.#tallies[at] = tally + sum;
      return;
    }
    if (this.#used === this.#tallies.length && !this.#putTogether()) this.#widen();
    if (!this.#room.take()) return;
    if (tally < (this.#tallies[this.#used - 1] ?? 0)) this.#isSorted = false;
    this.#tallies[this.#used++] = tally + count;
  }

  sorted(): Tally {
    const times = new Uint32Array(this.#used);
    const counts = new Uint32Array(this.#used);
    let last = -1;
    const tallies = this.#inTime();
    for (let at = 0; at < tallies.length; at++) {
      const tally = tallies[at] ?? 0;
      const time = Math.floor(tally / perTime);
      if (last < 0 || times[last] !== time) times[++last] = time;
      counts[last] = (counts[last] ?? 0) + (tally % perTime);
    }
    return { times: times.subarray(0, last + 1), counts: counts.subarray(0, last + 1) };
  }

  /** In order, in place. */
  #inTime(): Float64Array {
    const tallies = this.#tallies.subarray(0, this.#used);
    if (!this.#isSorted) tallies.sort();
    this.#isSorted = true;
    return tallies;
  }

  /** Makes one of those alike, and tells whether that freed a good part. */
  #putTogether(): boolean {
    if (this.#used - this.#inOrder < this.#used >> 2) return false;
    const used = this.#used;
    let last = -1;
    const tallies = this.#inTime();
    for (let at = 0; at < used; at++) {
      const tally = tallies[at] ?? 0;
      const before = this.#tallies[last] ?? 0;
      const count = tally % perTime;
      const isSameTime = last >= 0 && Math.floor(before / perTime) === Math.floor(tally / perTime);
      if (isSameTime && (before % perTime) + count < perTime) this.#tallies[last] = before + count;
      else this.#tallies[++last] = tally;
    }
    this.#used = this.#inOrder = last + 1;
    this.#room.giveBack(used - this.#used);
    return this.#used < used - (used >> 2);
  }

  #widen(): void {
    const wider = new Float64Array(this.#tallies.length + Math.max(fewest, this.#tallies.length >> 1));
    wider.set(this.#tallies);
    this.#tallies = wider;
  }
}
