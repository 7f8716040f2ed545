import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

declare const ipAddressBrand: unique symbol;
declare const ipRangeBrand: unique symbol;

/** An IPv4 or IPv6 address in canonical text; comes only from {@link parseIpAddress}. A zone (`%eth0`) is kept. */
export type IpAddress = string & { readonly [ipAddressBrand]: true };

/** A range in CIDR text with no host bits set; comes only from this file. */
export type IpRange = string & { readonly [ipRangeBrand]: true };

/**
 * Canonical text of an address, or undefined when the text is none.
 *
 * `::ffff:1.2.3.4` becomes `1.2.3.4`, IPv6 is compressed and lower case (RFC 5952), a zone id stays.
 * `net.isIP` is the gate because ipaddr.js alone accepts `1`, `01.2.3.4` and `0x7f.1`.
 */
export function parseIpAddress(text: string): IpAddress | undefined {
  switch (isIP(text)) {
    case 4:
      return text as IpAddress;
    case 6:
      return canonicalIpv6(text);
    default:
      return undefined;
  }
}

function canonicalIpv6(text: string): IpAddress {
  const zoneAt = text.indexOf('%');
  const bare = zoneAt < 0 ? text : text.slice(0, zoneAt);
  const zone = zoneAt < 0 ? '' : text.slice(zoneAt);
  const address = ipaddr.IPv6.parse(withHexTail(bare));
  if (address.isIPv4MappedAddress() && zone === '') return address.toIPv4Address().toString() as IpAddress;
  return `${address.toRFC5952String()}${zone}` as IpAddress;
}

/** `64:ff9b::192.0.2.1` with its tail as two groups: ipaddr.js takes `::192.0.2.1` for `::ffff:192.0.2.1`, another address. */
function withHexTail(text: string): string {
  const group = (high: string, low: string): string => (Number(high) * 256 + Number(low)).toString(16);
  return text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a: string, b: string, c: string, d: string) => `${group(a, b)}:${group(c, d)}`);
}

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
  const parts = ipaddr.IPv6.parse(withoutZone(address)).parts.slice(0, 4);
  const network = new ipaddr.IPv6([...parts, 0, 0, 0, 0]);
  return `${network.toRFC5952String()}/64` as IpRange;
}
