import { ipv6Groups, ipv6Text, isIpv4Text, mappedIpv4 } from './ip-numbers.ts';

declare const ipAddressBrand: unique symbol;
declare const ipRangeBrand: unique symbol;

/** An IPv4 or IPv6 address in canonical text; comes only from {@link parseIpAddress}. A zone (`%eth0`) is kept. */
export type IpAddress = string & { readonly [ipAddressBrand]: true };

/** A range in CIDR text with no host bits set; comes only from this file. */
export type IpRange = string & { readonly [ipRangeBrand]: true };

/**
 * Canonical text of an address, or undefined when the text is none.
 *
 * `::ffff:1.2.3.4` becomes `1.2.3.4`, IPv6 is compressed and lower case (RFC 5952), a zone id stays. No other notation is
 * taken: not `1`, `01.2.3.4` or `0x7f.1`, which some parsers take for addresses.
 */
export function parseIpAddress(text: string): IpAddress | undefined {
  return text.includes(':') ? canonicalIpv6(text) : isIpv4Text(text) ? (text as IpAddress) : undefined;
}

/** A zone is the name of an interface (15 bytes on Linux) or a number. */
const zoneShape = /^%[\dA-Za-z.:-]{1,32}$/;

function canonicalIpv6(text: string): IpAddress | undefined {
  const zoneAt = text.indexOf('%');
  const zone = zoneAt < 0 ? '' : text.slice(zoneAt);
  const groups = ipv6Groups(zoneAt < 0 ? text : text.slice(0, zoneAt));
  if (groups === undefined || (zone !== '' && !zoneShape.test(zone))) return undefined;
  return zone === '' ? ipAddressOfGroups(groups) : (`${ipv6Text(groups)}${zone}` as IpAddress);
}

/** The address of eight groups of 16 bits; an IPv4-mapped one becomes the IPv4 address it stands for. */
export const ipAddressOfGroups = (groups: readonly number[]): IpAddress => (mappedIpv4(groups) ?? ipv6Text(groups)) as IpAddress;

/** The address of four bytes. */
export const ipAddressOfBytes = (a: number, b: number, c: number, d: number): IpAddress => `${a}.${b}.${c}.${d}` as IpAddress;

export const isIpv6 = (address: IpAddress): boolean => address.includes(':');

/** The address without its zone, as text: tables name the zone of a link-local address in some places and not in others. */
export const withoutZone = (address: IpAddress): string => {
  const zoneAt = address.indexOf('%');
  return zoneAt < 0 ? address : address.slice(0, zoneAt);
};

/** True for 127.0.0.0/8 and ::1. */
export const isLoopback = (address: IpAddress): boolean => address.startsWith('127.') || withoutZone(address) === '::1';

/** True for `0.0.0.0` and `::`, which stand for "any address" in socket tables. */
export const isUnspecified = (address: IpAddress): boolean => address === '0.0.0.0' || withoutZone(address) === '::';

/** The subnet one customer usually sits in: the /24 of an IPv4 address, the /64 of an IPv6 address. */
export function subnetOf(address: IpAddress): IpRange {
  if (!isIpv6(address)) return `${address.slice(0, address.lastIndexOf('.'))}.0/24` as IpRange;
  const groups = ipv6Groups(withoutZone(address)) ?? [];
  return `${ipv6Text([...groups.slice(0, 4), 0, 0, 0, 0])}/64` as IpRange;
}
