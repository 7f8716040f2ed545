import type { IpRange } from '../../model/ip-address.ts';
import { boundsOf, prefixOf } from '../../model/ip-range.ts';
import type { ListRefusal } from '../../model/ranges-report.ts';
import { reservedKind } from '../../model/reserved.ts';

/** No service has more; the widest known have /10 and /24. */
const widest = { 4: 8, 6: 19 } as const;

/** A list may become this many times as long or as wide, or as short or narrow, at once. */
const mostChange = 3;

/** Few networks come and go freely: prefixes, /24 networks, /48 networks. */
const fewEnough = 16;

/**
 * Why a fetched list must not take the place of the one in use, or null. Whoever gets into a publisher's web server must not
 * be able to vouch for the whole internet, nor can an error page or a half-written file take the real list away.
 */
export function listRefusal(inUse: readonly IpRange[], fresh: readonly IpRange[]): ListRefusal | null {
  if (fresh.length === 0) return { kind: 'empty' };
  const wide = tooWide(fresh);
  if (wide !== undefined) return { kind: 'too-wide', range: wide };
  const reserved = fresh.find((range) => reservedKind(range) !== null);
  if (reserved !== undefined) return { kind: 'reserved', range: reserved };
  const sizes = [
    { what: 'prefixes', was: inUse.length, is: fresh.length },
    { what: 'ipv4', was: networks(inUse, 4), is: networks(fresh, 4) },
    { what: 'ipv6', was: networks(inUse, 6), is: networks(fresh, 6) },
  ] as const;
  const changed = sizes.find(({ was, is }) => isBeyondReason(was, is));
  return changed === undefined ? null : { kind: 'size-changed', ...changed };
}

/** The first range that is wider than the network of any service. */
export const tooWide = (ranges: readonly IpRange[]): IpRange | undefined =>
  ranges.find((range) => prefixOf(range) < widest[range.includes(':') ? 6 : 4]);

function isBeyondReason(was: number, is: number): boolean {
  const [fewer, more] = was < is ? [was, is] : [is, was];
  return more > fewEnough && more > mostChange * Math.max(fewer, 1);
}

/** How many networks of one customer (a /24, a /48) the ranges of a family cover, about; overlaps count twice. */
function networks(ranges: readonly IpRange[], family: 4 | 6): number {
  const size = family === 4 ? 24 : 48;
  const own = ranges.filter((range) => boundsOf(range).family === family);
  return Math.round(own.reduce((sum, range) => sum + 2 ** (size - Math.min(prefixOf(range), size)), 0));
}
