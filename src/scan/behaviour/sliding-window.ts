/** Seconds with requests, oldest first, and how many each had: as numbers, for there may be a million. */
export interface Seconds {
  readonly epochs: Uint32Array;
  readonly requests: Uint32Array;
}

/** Most requests within any `seconds` seconds. */
export function mostWithin({ epochs, requests }: Seconds, seconds: number): number {
  let most = 0;
  let inside = 0;
  let first = 0;
  // Counted by hand: an iterator makes an object for each of a million seconds.
  for (let at = 0; at < epochs.length; at++) {
    const epoch = epochs[at] ?? 0;
    inside += requests[at] ?? 0;
    for (; (epochs[first] ?? 0) <= epoch - seconds; first++) inside -= requests[first] ?? 0;
    most = Math.max(most, inside);
  }
  return most;
}

/** Something that happened, and what it is to be told apart by. */
export interface Happening {
  readonly epoch: number;
  readonly key: number;
}

/** The stretch of at most `seconds` with the most different keys: how many, and from where to where in the list (both inclusive). */
export interface DistinctStretch {
  readonly distinct: number;
  readonly from: number;
  readonly to: number;
}

/** The first stretch with the most different keys. In order of time; -1 for both ends where there is nothing. */
export function mostDistinctWithin(sorted: readonly Happening[], seconds: number): DistinctStretch {
  const inside = new Map<number, number>();
  let best: DistinctStretch = { distinct: 0, from: -1, to: -1 };
  let first = 0;
  for (const [at, { epoch, key }] of sorted.entries()) {
    inside.set(key, (inside.get(key) ?? 0) + 1);
    for (let oldest = sorted[first]; oldest !== undefined && oldest.epoch <= epoch - seconds; oldest = sorted[++first]) {
      const left = (inside.get(oldest.key) ?? 0) - 1;
      if (left > 0) inside.set(oldest.key, left);
      else inside.delete(oldest.key);
    }
    if (inside.size > best.distinct) best = { distinct: inside.size, from: first, to: at };
  }
  return best;
}
