import { ownCopy } from './own-copy.ts';

/** Room for distinct keys that several counts share, so that all of them together stay bounded. */
export interface SharedRoom {
  left: number;
}

/**
 * How often each key came, for a limited number of distinct keys. Keys that come when there is no room are not kept apart:
 * the counts of the others stay exact, the number of distinct keys becomes a lower bound.
 */
export class BoundedCounts {
  readonly #counts = new Map<string, number>();
  readonly #limit: number;
  readonly #room: SharedRoom;
  #complete = true;

  constructor(limit: number, room: SharedRoom) {
    this.#limit = limit;
    this.#room = room;
  }

  add(key: string): void {
    const known = this.#counts.get(key);
    if (known !== undefined) this.#counts.set(key, known + 1);
    else if (this.#counts.size < this.#limit && this.#room.left > 0) {
      this.#room.left--;
      this.#counts.set(ownCopy(key), 1);
    } else this.#complete = false;
  }

  get distinct(): number {
    return this.#counts.size;
  }

  /** False when there were more distinct keys than were kept. */
  get complete(): boolean {
    return this.#complete;
  }

  /** The keys that came most often, most first. */
  top(length: number): readonly string[] {
    const sorted = [...this.#counts].sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a < b ? -1 : 1));
    return sorted.slice(0, length).map(([key]) => key);
  }
}
