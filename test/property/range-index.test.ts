import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rangeIndex } from '../../src/classify/identity/range-index.ts';
import { shippedServices } from '../../src/classify/identity/shipped-services.ts';
import { type IpAddress, type IpRange, ipAddressOfBytes, ipAddressOfGroups } from '../../src/model/ip-address.ts';
import { boundsOf, isWithin, rangeAround } from '../../src/model/ip-range.ts';

const byte = fc.integer({ min: 0, max: 255 });
const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }));
const ipv4 = fc.tuple(byte, byte, byte, byte).map((bytes) => ipAddressOfBytes(...bytes));
const ipv6 = fc.array(group, { minLength: 8, maxLength: 8 }).map(ipAddressOfGroups);
const address = fc.oneof(ipv4, ipv6);
// Few bits are free in the first byte, so that ranges meet each other and addresses.
const near = fc
  .tuple(fc.constantFrom(10, 11), fc.constantFrom(0, 1, 255), byte, fc.constantFrom(0, 1, 127, 128, 255))
  .map((bytes) => ipAddressOfBytes(...bytes));
const range = fc.oneof(
  fc.tuple(fc.oneof(near, ipv4), fc.integer({ min: 0, max: 32 })).map(([of, prefix]) => rangeAround(of, prefix)),
  fc.tuple(ipv6, fc.integer({ min: 0, max: 128 })).map(([of, prefix]) => rangeAround(of, of.includes(':') ? prefix : prefix % 33)),
);
const owners = fc.array(fc.record({ ranges: fc.array(range, { maxLength: 6 }) }), { maxLength: 8 });

const scanned = <Owner extends { readonly ranges: readonly IpRange[] }>(all: readonly Owner[], of: IpAddress): Owner[] =>
  all.filter(({ ranges }) => ranges.some((one) => isWithin(of, one)));

it('finds what looking at every range finds', () => {
  fc.assert(
    fc.property(owners, fc.array(fc.oneof(near, address), { maxLength: 10 }), (all, asked) => {
      const index = rangeIndex(all);
      for (const one of asked) expect(index.ownersOf(one)).toEqual(scanned(all, one));
    }),
  );
});

it('finds the services of any address, and those at the ends of their ranges', async () => {
  const services = await shippedServices();
  const index = rangeIndex(services);
  fc.assert(
    fc.property(address, (one) => {
      expect(index.ownersOf(one)).toEqual(scanned(services, one));
    }),
    { numRuns: 20 },
  );
  const some = services.flatMap(({ ranges }) => ranges.slice(0, 1));
  for (const one of some) {
    const first = one.slice(0, one.indexOf('/')) as IpAddress;
    expect(index.ownersOf(first), one).toEqual(scanned(services, first));
    expect(boundsOf(first).first).toBe(boundsOf(one).first);
  }
});
