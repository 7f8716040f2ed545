import type { Room } from './room.ts';

interface Counted {
  readonly name: string;
  requests: number;
}

/** Counts by name in bounded memory: what finds no room is not counted by name. */
export class BoundedNames {
  readonly #counts = new Map<string, Counted>();
  readonly #most: number;
  readonly #room: Room;

  /** @param most names of this list; @param room of all such lists together */
  constructor(most: number, room: Room) {
    this.#most = most;
    this.#room = room;
  }

  add(name: string, requests = 1): void {
    let counted = this.#counts.get(name);
    if (counted === undefined) {
      if (this.#counts.size >= this.#most || !this.#room.take()) return;
      counted = { name, requests: 0 };
      this.#counts.set(name, counted);
    }
    counted.requests += requests;
  }

  get distinct(): number {
    return this.#counts.size;
  }

  /** The most frequent ones, equal ones by name. */
  top(count: number): readonly { readonly name: string; readonly requests: number }[] {
    return [...this.#counts.values()].sort((a, b) => b.requests - a.requests || (a.name < b.name ? -1 : 1)).slice(0, count);
  }

  asRecord(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.top(Infinity).map(({ name, requests }) => [name, requests]));
  }
}
