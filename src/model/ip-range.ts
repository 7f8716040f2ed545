import { type IpAddress, type IpRange, isIpv6, parseIpAddress, withoutZone } from './ip-address.ts';
import { ipv6Groups, ipv6Text } from './ip-numbers.ts';

/** Where a range begins and ends, as numbers; both ends belong to it. */
export interface RangeBounds {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * Canonical CIDR text: `203.0.113.7/24` becomes `203.0.113.0/24`, an address alone a /32 or /128. Undefined when the text is
 * no range, or has a zone. An IPv4-mapped range is the IPv4 range it stands for.
 */
export function parseIpRange(text: string): IpRange | undefined {
  const [addressText = '', prefixText, ...rest] = text.split('/');
  const address = parseIpAddress(addressText);
  if (address === undefined || address.includes('%') || rest.length > 0) return undefined;
  if (prefixText !== undefined && !/^(0|[1-9]\d{0,2})$/.test(prefixText)) return undefined;
  const written = addressText.includes(':') ? 128 : 32;
  const prefix = prefixText === undefined ? written : Number(prefixText);
  const width = isIpv6(address) ? 128 : 32;
  const own = prefix - (written - width);
  if (prefix > written || own < 0) return undefined;
  return rangeAround(address, own);
}

/** The range of `prefix` bits that an address lies in. */
export function rangeAround(address: IpAddress, prefix: number): IpRange {
  const bits = isIpv6(address) ? 128 : 32;
  const free = BigInt(bits - prefix);
  const number = numberOf(address);
  const first = (number >> free) << free;
  if (first === number) return `${withoutZone(address)}/${prefix}` as IpRange;
  return `${textOf(first, bits)}/${prefix}` as IpRange;
}

export const prefixOf = (range: IpRange): number => Number(range.slice(range.indexOf('/') + 1));

/** The bounds of a range, or of an address as a range of one. */
export function boundsOf(of: IpRange | IpAddress): RangeBounds {
  const slash = of.indexOf('/');
  const address = (slash < 0 ? of : of.slice(0, slash)) as IpAddress;
  const family = isIpv6(address) ? 6 : 4;
  const bits = family === 6 ? 128 : 32;
  const prefix = slash < 0 ? bits : Number(of.slice(slash + 1));
  const first = numberOf(address);
  return { family, first, last: first + (1n << BigInt(bits - prefix)) - 1n };
}

/** The first and the last address of a range, canonical. */
export function endAddresses(range: IpRange): readonly [IpAddress, IpAddress] {
  const { family, first, last } = boundsOf(range);
  const bits = family === 6 ? 128 : 32;
  return [textOf(first, bits) as IpAddress, textOf(last, bits) as IpAddress];
}

/** The place of the last of these numbers, which are in order, that is not above `number`; -1 where all are. */
export function lastNotAfter(sorted: readonly bigint[], number: bigint): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0n) <= number) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** True when every address of `inner` lies in `outer`. */
export function isWithin(inner: IpRange | IpAddress, outer: IpRange | IpAddress): boolean {
  const [a, b] = [boundsOf(inner), boundsOf(outer)];
  return a.family === b.family && a.first >= b.first && a.last <= b.last;
}

/** True when the two have an address in common. */
export function overlaps(one: IpRange | IpAddress, other: IpRange | IpAddress): boolean {
  const [a, b] = [boundsOf(one), boundsOf(other)];
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

/** The number an address is, without its zone. */
export function numberOf(address: IpAddress): bigint {
  // Not bit by bit in bigints: lists of thousands of ranges are read before a page is drawn.
  if (isIpv6(address))
    return BigInt(`0x${(ipv6Groups(withoutZone(address)) ?? []).map((group) => group.toString(16).padStart(4, '0')).join('')}`);
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.');
  return BigInt(((Number(a) * 256 + Number(b)) * 256 + Number(c)) * 256 + Number(d));
}

function textOf(number: bigint, bits: 32 | 128): string {
  const size = bits === 128 ? 16 : 8;
  const parts = Array.from({ length: bits / size }, (_, at) => Number((number >> BigInt(bits - size * (at + 1))) & BigInt(2 ** size - 1)));
  return bits === 128 ? ipv6Text(parts) : parts.join('.');
}
