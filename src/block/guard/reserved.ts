import type { GuardId } from '../../model/block-report.ts';
import type { IpRange } from '../../model/ip-address.ts';
import { isWithin, overlaps, parseIpRange } from '../../model/ip-range.ts';
import { isIpv6Target } from '../target.ts';
import { type Check, type Finding, never, refuse } from './guard-facts.ts';
import { isOrHolds } from './names.ts';

interface Reserved {
  readonly range: IpRange;
  readonly id: Extract<GuardId, 'loopback' | 'network-essential' | 'private-or-reserved'>;
  readonly what: string;
}

const reserved = (text: string, id: Reserved['id'], what: string): Reserved => {
  const range = parseIpRange(text);
  if (range === undefined) throw new Error(`no range: ${text}`);
  return { range, id, what };
};

/**
 * The special ranges of IANA's registries (RFC 6890 and its successors) from which no stranger calls. The documentation
 * networks are missing on purpose: they count as ordinary addresses. Relays of old (6to4, Teredo) are ordinary too.
 */
const ranges: readonly Reserved[] = [
  reserved('0.0.0.0/8', 'network-essential', '“this network”'),
  reserved('10.0.0.0/8', 'private-or-reserved', 'a private network'),
  reserved('100.64.0.0/10', 'private-or-reserved', 'a network inside a provider'),
  reserved('127.0.0.0/8', 'loopback', 'the loopback network'),
  reserved('169.254.0.0/16', 'network-essential', 'the link-local network'),
  reserved('172.16.0.0/12', 'private-or-reserved', 'a private network'),
  reserved('192.0.0.0/24', 'private-or-reserved', 'a reserved network'),
  reserved('192.168.0.0/16', 'private-or-reserved', 'a private network'),
  reserved('198.18.0.0/15', 'private-or-reserved', 'a network for measurements'),
  reserved('224.0.0.0/4', 'network-essential', 'the multicast network'),
  reserved('240.0.0.0/4', 'private-or-reserved', 'a reserved network'),
  reserved('::1', 'loopback', 'the loopback address'),
  reserved('::', 'network-essential', 'the address that stands for any'),
  reserved('fe80::/10', 'network-essential', 'the link-local network'),
  reserved('ff00::/8', 'network-essential', 'the multicast network'),
  reserved('fc00::/7', 'private-or-reserved', 'a private network'),
];

/** All of IPv6 that is given out to anybody (RFC 4291, section 2.4; IANA's global unicast space). */
const globalIpv6 = reserved('2000::/3', 'private-or-reserved', '').range;

/** Loopback and what a network cannot live without, never; private and reserved ranges only on somebody's word. */
export const reservedRanges: Check = ({ target }) => {
  const met = ranges.filter(({ range }) => overlaps(target, range));
  if (met.length > 0) return met.map(({ id, what, range }) => finding(id, isOrHolds(target, `part of ${what} (${range})`)));
  if (!isIpv6Target(target) || isWithin(target, globalIpv6)) return [];
  return [finding('private-or-reserved', isOrHolds(target, 'part of a reserved network, outside of 2000::/3'))];
};

function finding(id: Reserved['id'], subject: string): Finding {
  switch (id) {
    case 'loopback':
      return never(
        id,
        `${subject}: the server talks with itself through it.`,
        'Look for the program on this server that makes these connections.',
      );
    case 'network-essential':
      return never(id, `${subject}: the network itself needs it, and no visitor comes from there.`, 'Nothing needs to be blocked there.');
    case 'private-or-reserved':
      return refuse(
        id,
        `${subject}: that is your own or your provider's network, often a proxy, a balancer or another server of yours.`,
        'Find out which machine it is, and stop the program there.',
      );
  }
}
