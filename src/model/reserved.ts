import type { IpAddress, IpRange } from './ip-address.ts';
import { boundsOf, parseIpRange } from './ip-range.ts';

/** Why an address is nobody's on the internet. */
export type ReservedKind = 'this-host' | 'loopback' | 'private' | 'carrier-nat' | 'link-local' | 'multicast' | 'translated' | 'reserved';

/**
 * From IANA's registries of special-purpose addresses (RFC 6890 and its successors). The networks for documentation
 * (RFC 5737, RFC 3849) are left out on purpose: nobody has them, so a block of one harms nobody, and examples and tests
 * that use them meet the rules of ordinary addresses.
 */
const reserved: readonly (readonly [ReservedKind, string])[] = [
  ['this-host', '0.0.0.0/8'],
  ['private', '10.0.0.0/8'],
  ['carrier-nat', '100.64.0.0/10'],
  ['loopback', '127.0.0.0/8'],
  ['link-local', '169.254.0.0/16'],
  ['private', '172.16.0.0/12'],
  ['reserved', '192.0.0.0/24'],
  ['reserved', '192.88.99.0/24'],
  ['private', '192.168.0.0/16'],
  ['reserved', '198.18.0.0/15'],
  ['multicast', '224.0.0.0/4'],
  ['reserved', '240.0.0.0/4'],
  ['this-host', '::/128'],
  ['loopback', '::1/128'],
  // The rest of ::/96 once meant IPv4 addresses (RFC 4291, 2.5.5.1); ::ffff:0:0/96 still does, and is read as such.
  ['reserved', '::/96'],
  ['translated', '::ffff:0:0:0/96'],
  ['translated', '64:ff9b::/96'],
  ['translated', '64:ff9b:1::/48'],
  ['reserved', '100::/64'],
  ['reserved', '2001::/23'],
  ['translated', '2002::/16'],
  ['reserved', '5f00::/16'],
  ['private', 'fc00::/7'],
  ['link-local', 'fe80::/10'],
  ['reserved', 'fec0::/10'],
  ['multicast', 'ff00::/8'],
];

const bounds = reserved.flatMap(([kind, text]) => {
  const range = parseIpRange(text);
  return range === undefined ? [] : [{ kind, ...boundsOf(range) }];
});

/**
 * What an address is reserved for; null when it is an ordinary one of the internet. A range is reserved when any address of it
 * is. IPv4-mapped IPv6 is IPv4 by the time it is an {@link IpAddress}.
 */
export function reservedKind(of: IpAddress | IpRange): ReservedKind | null {
  const { family, first, last } = boundsOf(of);
  return bounds.find((one) => one.family === family && one.first <= last && first <= one.last)?.kind ?? null;
}
