import { type IpAddress, isIpv6, withoutZone } from '../../model/ip-address.ts';

/**
 * True in the ranges of private networks: RFC 1918, 3927 (link-local), 6598 (carriers' own), 4193 and 4291. Whoever comes from
 * there is a neighbour, a container or a proxy of this network.
 */
export function isPrivate(address: IpAddress): boolean {
  const text = withoutZone(address);
  // fc00::/7 and fe80::/10; canonical text is lower case and writes a first group of this size in full.
  if (isIpv6(address)) return /^f[cd][\da-f]{2}:/.test(text) || /^fe[89ab][\da-f]:/.test(text);
  const [a = 0, b = 0] = text.split('.', 2).map(Number);
  return (
    a === 10 ||
    a === 127 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254) ||
    (a === 100 && b >= 64 && b < 128)
  );
}
