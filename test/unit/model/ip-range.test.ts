import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { expect, it } from 'vitest';
import { endAddresses, numberOf, parseIpRange } from '../../../src/model/ip-range.ts';
import { given } from '../../given-address.ts';

it.each([
  ['203.0.113.7/24', '203.0.113.0/24'],
  ['203.0.113.0/24', '203.0.113.0/24'],
  ['203.0.113.7', '203.0.113.7/32'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['2001:DB8:0:0::/32', '2001:db8::/32'],
  ['2001:db8::1/64', '2001:db8::/64'],
  ['::ffff:203.0.113.7/120', '203.0.113.0/24'],
])('%s is %s', (text, range) => {
  expect(parseIpRange(text)).toBe(range);
});

it('numbers addresses as another parser does', () => {
  const bytes = fc.oneof(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.uint8Array({ minLength: 16, maxLength: 16 }));
  fc.assert(
    fc.property(bytes, (some) => {
      const address = given(ipaddr.fromByteArray([...some]).toString());
      const theirs = ipaddr.process(address).toByteArray();
      expect(numberOf(address)).toBe(theirs.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n));
    }),
  );
});

it('a range ends where its first and last address are', () => {
  const ends = ['203.0.113.0/24', '198.51.100.7/32', '0.0.0.0/0', '2001:db8::/64'].map((text) => {
    const range = parseIpRange(text);
    return range === undefined ? [] : endAddresses(range);
  });
  expect(ends).toEqual([
    ['203.0.113.0', '203.0.113.255'],
    ['198.51.100.7', '198.51.100.7'],
    ['0.0.0.0', '255.255.255.255'],
    ['2001:db8::', '2001:db8::ffff:ffff:ffff:ffff'],
  ]);
});
