import { type IpAddress, isIpv6, withoutZone } from '../../model/ip-address.ts';

/**
 * A short text whose alphabetical order is the numerical order of addresses: IPv4 before IPv6, each ascending. For stable
 * lists where the counts are equal. It is not printable: a `4` or `6`, then each 16 bits as one character, then the zone.
 */
export const addressOrder = (address: IpAddress): string => (isIpv6(address) ? ipv6Order(address) : ipv4Order(address));

/** The same for the subnet an address is in (its /24 or /64): equal for all addresses of a subnet. */
export function subnetOrder(order: string): string {
  if (order.startsWith('6')) return order.slice(0, 5);
  return order.slice(0, 2) + String.fromCharCode(order.charCodeAt(2) & 0xff00);
}

function ipv4Order(address: string): string {
  let bits = 0;
  let octet = 0;
  for (let at = 0; at < address.length; at++) {
    const code = address.charCodeAt(at);
    if (code === dot) {
      bits = (bits << 8) | octet;
      octet = 0;
    } else octet = octet * 10 + code - digitZero;
  }
  bits = (bits << 8) | octet;
  return `4${String.fromCharCode(bits >>> 16, bits & 0xffff)}`;
}

/** Canonical IPv6 text has at most one `::`, which stands for as many zero groups as are missing; a zone comes last. */
function ipv6Order(address: IpAddress): string {
  const bare = withoutZone(address);
  const groups: number[] = [];
  let gapAt = 8;
  let groupFrom = 0;
  for (let at = 0; at <= bare.length; at++) {
    if (at < bare.length && bare.charCodeAt(at) !== colon) continue;
    if (at > groupFrom) groups.push(Number.parseInt(bare.slice(groupFrom, at), 16));
    else if (at < bare.length) gapAt = groups.length;
    groupFrom = at + 1;
  }
  while (groups.length < 8) groups.splice(gapAt, 0, 0);
  return `6${String.fromCharCode(...groups)}${address.slice(bare.length)}`;
}

const dot = 0x2e;
const colon = 0x3a;
const digitZero = 0x30;
