import { isIP } from 'node:net';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { ipv6Groups, ipv6Text, isIpv4Text, mappedIpv4 } from '../../../src/model/ip-numbers.ts';

/** Texts near the edge of being addresses: pieces of addresses in any order. */
const piece = fc.constantFrom(':', '::', '.', '0', '00', '01', '1', '25', '255', '256', 'a', 'ffff', 'FFFF', 'fffff', 'g', '1.2.3.4', ' ');
const pieces = fc.array(piece, { maxLength: 20 }).map((parts) => parts.join(''));
const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }));
const eightGroups = fc.array(group, { minLength: 8, maxLength: 8 });
/** Right ones with one thing wrong, perhaps. */
const nearlyRight = fc
  .tuple(eightGroups, fc.nat(8), fc.nat(8), fc.constantFrom('', '::', ':', '1.2.3.4', '0'))
  .map(([groups, from, length, put]) => {
    const texts = groups.map((each) => each.toString(16));
    return [texts.slice(0, from).join(':'), texts.slice(from + length).join(':')].join(put);
  });

describe('the text of an address', () => {
  it('is taken exactly where Node takes it', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.oneof(pieces, nearlyRight), (text) => {
        if (isIP(text) === 6) taken++;
        expect({ text, kind: isIpv4Text(text) ? 4 : ipv6Groups(text) === undefined ? 0 : 6 }).toEqual({ text, kind: isIP(text) });
      }),
      { numRuns: 20_000 },
    );
    expect(taken).toBeGreaterThan(100);
  });

  it('gives back the groups it was made of', () => {
    fc.assert(
      fc.property(eightGroups, (groups) => {
        expect(ipv6Groups(ipv6Text(groups))).toEqual(groups);
      }),
    );
  });

  it('is the one RFC 5952 asks for, as another implementation has it', () => {
    fc.assert(
      fc.property(eightGroups, (groups) => {
        expect(ipv6Text(groups)).toBe(new ipaddr.IPv6(groups).toRFC5952String());
      }),
      { numRuns: 2_000 },
    );
  });

  it('may end like IPv4', () => {
    expect(ipv6Groups('64:ff9b::192.0.2.33')).toEqual([0x64, 0xff9b, 0, 0, 0, 0, 0xc000, 0x221]);
    expect(ipv6Groups('::192.0.2.33')).toEqual([0, 0, 0, 0, 0, 0, 0xc000, 0x221]);
    expect(ipv6Groups('192.0.2.33::')).toBeUndefined();
  });
});

describe('an IPv4-mapped address', () => {
  it('is the IPv4 address in it', () => {
    expect(mappedIpv4([0, 0, 0, 0, 0, 0xffff, 0xc000, 0x221])).toBe('192.0.2.33');
    expect(mappedIpv4([0, 0, 0, 0, 1, 0xffff, 0xc000, 0x221])).toBeUndefined();
    expect(mappedIpv4([0, 0, 0, 0, 0xffff, 0, 0xc000, 0x221])).toBeUndefined();
    expect(mappedIpv4([0, 0, 0, 0, 0, 0, 0xc000, 0x221])).toBeUndefined();
  });
});
