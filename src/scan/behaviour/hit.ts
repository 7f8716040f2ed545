import type { SignHit } from '../../model/behaviour.ts';

/** A hit with what is needed to tell later whether it is one. */
export interface Hit extends SignHit {
  readonly sizeBytes: number | null;
  /** See `FoundSign`. */
  readonly unlessEditor: boolean;
}

/** By time, then by all that they say, so that the order of the files does not matter. A hit without a time comes last. */
export function byTime(a: Hit, b: Hit): number {
  const order = (a.epoch ?? Infinity) - (b.epoch ?? Infinity);
  if (order !== 0 && !Number.isNaN(order)) return order;
  return (
    compare(a.what, b.what) ||
    compare(a.method, b.method) ||
    compare(a.agent, b.agent) ||
    compare(a.site, b.site) ||
    compare(a.status, b.status) ||
    compare(a.sizeBytes, b.sizeBytes) ||
    compare(a.forgeable, b.forgeable) ||
    compare(a.unlessEditor, b.unlessEditor)
  );
}

/** Nothing comes before anything. */
function compare<Value extends string | number | boolean>(a: Value | null, b: Value | null): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  return a < b ? -1 : a > b ? 1 : 0;
}
