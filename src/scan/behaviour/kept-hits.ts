import { hitsKept, type SignHit, type SignHits } from '../../model/behaviour.ts';

/** A hit with what is needed to tell later whether it is one. */
export interface Hit extends SignHit {
  readonly sizeBytes: number | null;
  /** See `FoundSign`. */
  readonly unlessEditor: boolean;
}

/** Hits of all addresses together: past this the lists are made shorter. */
export const mostHits = 400_000;
const fewestKept = 8;

/** How many hits each list keeps: fewer when attackers send so much that all lists together grow too large. */
export class HitRoom {
  #kept: number;
  readonly #most: number;
  readonly #lists: KeptHits[] = [];
  #held = 0;
  #isTight = false;

  constructor(most = mostHits, kept = hitsKept) {
    this.#most = most;
    this.#kept = kept;
  }

  /** How many hits of one sign and address are kept now. */
  get kept(): number {
    return this.#kept;
  }

  /** Whether lists had to be made shorter. */
  get isTight(): boolean {
    return this.#isTight;
  }

  join(list: KeptHits): void {
    this.#lists.push(list);
  }

  hold(change: number): void {
    this.#held += change;
    while (this.#held > this.#most && this.#kept > fewestKept) {
      this.#isTight = true;
      this.#kept = Math.max(fewestKept, this.#kept >> 1);
      for (const list of this.#lists) list.cut();
    }
  }
}

/** The hits of one sign of one address: all counted, the first ones by time kept. */
export class KeptHits {
  #count = 0;
  #hits: Hit[] = [];
  readonly #room: HitRoom;

  constructor(room: HitRoom) {
    this.#room = room;
    room.join(this);
  }

  get count(): number {
    return this.#count;
  }

  add(hit: Hit): void {
    this.#count++;
    this.#hits.push(hit);
    this.#room.hold(1);
    if (this.#hits.length >= 2 * this.#room.kept) this.cut();
  }

  /** Leaves the first ones by time: whatever is dropped is none of them, in whatever order they came. */
  cut(): void {
    const before = this.#hits.length;
    if (before > this.#room.kept) this.#hits = this.#hits.sort(byTime).slice(0, this.#room.kept);
    this.#room.hold(this.#hits.length - before);
  }

  /** What `isOne` lets pass, or null when none does; hits that are not kept one by one pass as long as any other does. */
  result(isOne: (hit: Hit) => boolean): SignHits | null {
    const hits = this.#hits.filter(isOne);
    if (hits.length === 0) return null;
    return {
      count: this.#count - (this.#hits.length - hits.length),
      hits: hits
        .sort(byTime)
        .slice(0, this.#room.kept)
        .map(({ epoch, site, what, method, status, agent, forgeable }) => ({ epoch, site, what, method, status, agent, forgeable })),
    };
  }

  all(): readonly Hit[] {
    return this.#hits;
  }
}

/** By time, then by what they say, so that the order of the files does not matter. A hit without a time comes last. */
function byTime(a: Hit, b: Hit): number {
  const order = (a.epoch ?? Infinity) - (b.epoch ?? Infinity);
  if (order !== 0 && !Number.isNaN(order)) return order;
  return (
    compare(a.what, b.what) ||
    compare(a.method, b.method) ||
    compare(a.agent, b.agent) ||
    compare(a.site ?? '', b.site ?? '') ||
    (a.status ?? 0) - (b.status ?? 0)
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
