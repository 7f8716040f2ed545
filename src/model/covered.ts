import type { IpAddress, IpRange } from './ip-address.ts';
import { boundsOf, lastNotAfter, type RangeBounds } from './ip-range.ts';

/**
 * Whether all of an address or range lies in one of these, asked many times over: each is parsed once, and an
 * answer takes a few steps however many there are.
 */
export function coveredBy(outers: readonly (IpAddress | IpRange)[]): (inner: IpAddress | IpRange) => boolean {
  const outermost = outermostByFamily(outers.map(boundsOf));
  const starts = { 4: outermost[4].map(startOf), 6: outermost[6].map(startOf) };
  return (inner) => {
    const { family, first, last } = boundsOf(inner);
    const before = outermost[family][lastNotAfter(starts[family], first)];
    return before !== undefined && last <= before.last;
  };
}

/** Two ranges of CIDR have nothing in common, or one holds the other: without those that lie in others, each is alone in its place. */
function outermostByFamily(all: readonly RangeBounds[]): Readonly<Record<RangeBounds['family'], readonly RangeBounds[]>> {
  const outermost: Record<RangeBounds['family'], RangeBounds[]> = { 4: [], 6: [] };
  for (const bounds of all.toSorted((a, b) => compare(a.first, b.first) || compare(b.last, a.last))) {
    const before = outermost[bounds.family].at(-1);
    if (before === undefined || bounds.first > before.last) outermost[bounds.family].push(bounds);
  }
  return outermost;
}

const startOf = ({ first }: RangeBounds): bigint => first;

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
