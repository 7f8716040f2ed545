import type { SignHit } from '../../model/behaviour.ts';

/** The busiest stretch of a series. */
export interface Stretch {
  readonly count: number;
  /** From its first to its last event. */
  readonly seconds: number;
}

/** Most hits within any `seconds`; hits without a time stamp cannot be placed and do not count. Null: any time, all count. */
export function mostWithin(hits: readonly SignHit[], seconds: number | null): Stretch {
  if (seconds === null) return { count: hits.length, seconds: spanOf(hits) };
  return busiestStretch(
    stamped(hits).map(({ epoch }) => epoch),
    seconds,
  );
}

/** The same of bare times, in their order. */
export function busiestStretch(epochs: ArrayLike<number>, seconds: number): Stretch {
  let most: Stretch = { count: 0, seconds: 0 };
  let from = 0;
  for (let at = 0; at < epochs.length; at++) {
    const epoch = epochs[at] ?? 0;
    while (epoch - (epochs[from] ?? epoch) > seconds) from++;
    if (at - from + 1 > most.count) most = { count: at - from + 1, seconds: epoch - (epochs[from] ?? epoch) };
  }
  return most;
}

/** Most different `what` within any `seconds`, in the same manner. */
export function mostDistinctWithin(hits: readonly SignHit[], seconds: number | null): Stretch {
  if (seconds === null) return { count: new Set(hits.map(({ what }) => what)).size, seconds: spanOf(hits) };
  const sorted = stamped(hits);
  const inside = new Map<string, number>();
  let most: Stretch = { count: 0, seconds: 0 };
  let from = 0;
  for (const { epoch, what } of sorted) {
    inside.set(what, (inside.get(what) ?? 0) + 1);
    for (let first = sorted[from]; first !== undefined && epoch - first.epoch > seconds; first = sorted[++from]) drop(inside, first.what);
    if (inside.size > most.count) most = { count: inside.size, seconds: epoch - (sorted[from]?.epoch ?? epoch) };
  }
  return most;
}

function drop(inside: Map<string, number>, what: string): void {
  const left = (inside.get(what) ?? 0) - 1;
  if (left > 0) inside.set(what, left);
  else inside.delete(what);
}

interface StampedHit {
  readonly epoch: number;
  readonly what: string;
}

/** In order of time, without those that have none. Of one sign they are so mostly; several are looked at together, too. */
function stamped(hits: readonly SignHit[]): readonly StampedHit[] {
  return areInOrder(hits) ? hits : hits.filter(hasTime).sort((a, b) => a.epoch - b.epoch);
}

const hasTime = (hit: SignHit): hit is SignHit & StampedHit => hit.epoch !== null;

const areInOrder = (hits: readonly SignHit[]): hits is readonly (SignHit & StampedHit)[] =>
  hits.every(({ epoch }, at) => epoch !== null && epoch >= (hits[at - 1]?.epoch ?? epoch));

function spanOf(hits: readonly SignHit[]): number {
  const sorted = stamped(hits);
  return (sorted.at(-1)?.epoch ?? 0) - (sorted[0]?.epoch ?? 0);
}

/** The sites that hits name, most hits first. */
export function sitesOf(hits: readonly { readonly site: string | null }[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { site } of hits) if (site !== null) counts.set(site, (counts.get(site) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([site]) => site);
}
