import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveredBy } from '../../src/model/covered.ts';
import { ipAddressOfBytes, ipAddressOfGroups } from '../../src/model/ip-address.ts';
import { isWithin, rangeAround } from '../../src/model/ip-range.ts';

/** Few addresses and many prefixes, so that ranges meet: each may hold others, stand beside them, or be told twice. */
const few = fc.constantFrom(0, 1, 2, 127, 128, 255);
const ipv4 = fc.tuple(few, few).map(([c, d]) => ipAddressOfBytes(203, 0, c, d));
const ipv6 = fc.tuple(few, few).map(([a, b]) => ipAddressOfGroups([0x2001, 0xdb8, 0, a, 0, 0, 0, b]));
const prefix = fc.constantFrom(0, 8, 16, 23, 24, 25, 31, 32);
const target = fc.oneof(
  ipv4,
  ipv6,
  fc.tuple(ipv4, prefix).map(([address, bits]) => rangeAround(address, bits)),
  fc.tuple(ipv6, prefix).map(([address, bits]) => rangeAround(address, bits * 4)),
);

describe('coveredBy', () => {
  it('says the same as asking each of them', () => {
    fc.assert(
      fc.property(fc.array(target, { maxLength: 12 }), fc.array(target, { minLength: 1, maxLength: 12 }), (outers, inners) => {
        const isCovered = coveredBy(outers);
        for (const inner of inners) expect(isCovered(inner)).toBe(outers.some((outer) => isWithin(inner, outer)));
      }),
      { numRuns: 2000 },
    );
  });
});
