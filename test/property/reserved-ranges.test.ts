/** What is nobody's on the internet stands in three tables, each for its own question. Where they speak of the same, they agree. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noGuardFacts } from '../../src/block/guard/guard-facts.ts';
import { reservedRanges } from '../../src/block/guard/reserved.ts';
import { isPrivate } from '../../src/classify/judge/private-ranges.ts';
import type { GuardId } from '../../src/model/block-report.ts';
import { type IpAddress, ipAddressOfGroups, isIpv6 } from '../../src/model/ip-address.ts';
import { isWithin } from '../../src/model/ip-range.ts';
import { type ReservedKind, reservedKind } from '../../src/model/reserved.ts';
import { given, givenRange } from '../given-address.ts';

const byte = fc.nat(255);
/** Before, at, and behind the beginnings and ends of ranges. */
const edges = [
  ...'0.0 1.0 9.255 10.0 11.0 100.63 100.64 100.127 100.128 126.255 127.0 128.0 169.253 169.254 169.255 172.15 172.16'.split(' '),
  ...'172.31 172.32 192.0 192.1 192.88 192.167 192.168 192.169 198.17 198.18 198.19 198.20 223.255 224.0 239.255 240.0'.split(' '),
];
const beginning = fc.oneof(
  fc.constantFrom(...edges),
  fc.tuple(byte, byte).map((bytes) => bytes.join('.')),
);
const ipv4 = fc
  .tuple(beginning, fc.oneof(fc.constantFrom(0, 1, 98, 99, 100), byte), byte)
  .map(([start, c, d]) => given(`${start}.${String(c)}.${String(d)}`));
const firstGroup = fc.oneof(
  fc.constantFrom(0, 0x64, 0x100, 0x1fff, 0x2000, 0x2001, 0x2002, 0x3fff, 0x4000, 0x5f00, 0xfbff, 0xfc00, 0xfdff, 0xfe00),
  fc.constantFrom(0xfe7f, 0xfe80, 0xfebf, 0xfec0, 0xff00),
  fc.nat(0xffff),
);
const laterGroups = fc.array(fc.oneof(fc.constantFrom(0, 0, 0, 1, 0xff9b), fc.nat(0xffff)), { minLength: 7, maxLength: 7 });
const ipv6 = fc.tuple(firstGroup, laterGroups).map(([first, others]) => ipAddressOfGroups([first, ...others]));
const address = fc.oneof(ipv4, ipv6);

const near: ReadonlySet<ReservedKind | null> = new Set<ReservedKind>(['private', 'carrier-nat', 'link-local']);

/** What the guard says of each kind; of addresses that were translated, and of relays of old, see below. */
const guardIdOf = {
  'this-host': 'network-essential',
  'link-local': 'network-essential',
  multicast: 'network-essential',
  loopback: 'loopback',
  private: 'private-or-reserved',
  'carrier-nat': 'private-or-reserved',
  reserved: 'private-or-reserved',
  translated: 'private-or-reserved',
} as const satisfies Record<ReservedKind, GuardId>;

const isGlobalIpv6 = (one: IpAddress): boolean => isIpv6(one) && isWithin(one, givenRange('2000::/3'));
/** Teredo and 6to4 in IPv6 and in IPv4: the guard takes them for ordinary. */
const isRelay = (one: IpAddress): boolean => isGlobalIpv6(one) || one.startsWith('192.88.99.');

describe('reserved ranges', () => {
  it('are private for the judge where the model says private, carrier or link-local', () => {
    fc.assert(
      fc.property(address, (one) => {
        const kind = reservedKind(one);
        expect(isPrivate(one)).toBe(near.has(kind) || (kind === 'loopback' && !isIpv6(one)));
      }),
      { numRuns: 5000 },
    );
  });

  it('are refused by the guard by their kind, and so is all of IPv6 that is given to nobody', () => {
    fc.assert(
      fc.property(address, (one) => {
        const kind = reservedKind(one);
        const unassigned = isIpv6(one) && !isGlobalIpv6(one) ? 'private-or-reserved' : null;
        const expected = kind === null || isRelay(one) ? unassigned : guardIdOf[kind];
        const found = reservedRanges({ target: one, scope: { kind: 'server' } }, noGuardFacts).map(({ id }) => id);
        expect(found).toEqual(expected === null ? [] : [expected]);
      }),
      { numRuns: 5000 },
    );
  });
});
