import { expect, it } from 'vitest';
import { listRefusal } from '../../../../src/classify/identity/list-refusal.ts';
import type { IpRange } from '../../../../src/model/ip-address.ts';
import { givenRange } from '../../../given-address.ts';

const many = (count: number, prefix = 24): IpRange[] =>
  Array.from({ length: count }, (_, at) => givenRange(`20.${at >> 8}.${at & 255}.0/${prefix}`));

it('takes a list of like size', () => {
  expect(listRefusal(many(100), many(299))).toBeNull();
  expect(listRefusal(many(100), many(34))).toBeNull();
  expect(listRefusal(many(1), many(12))).toBeNull();
  expect(listRefusal(many(12), many(1))).toBeNull();
  expect(listRefusal([givenRange('192.0.2.0/24')], [givenRange('198.51.100.0/24'), givenRange('2001:db8::/64')])).toBeNull();
});

it.each([
  [[], { kind: 'empty' }],
  [['0.0.0.0/0'], { kind: 'too-wide', range: '0.0.0.0/0' }],
  [['64.0.0.0/7'], { kind: 'too-wide', range: '64.0.0.0/7' }],
  [['192.0.2.0/24', '2000::/3'], { kind: 'too-wide', range: '2000::/3' }],
  [['2a00::/18'], { kind: 'too-wide', range: '2a00::/18' }],
  [['192.0.2.0/24', '10.0.0.0/24'], { kind: 'reserved', range: '10.0.0.0/24' }],
  [['127.0.0.1'], { kind: 'reserved', range: '127.0.0.1/32' }],
  [['100.0.0.0/8'], { kind: 'reserved', range: '100.0.0.0/8' }],
  [['::1'], { kind: 'reserved', range: '::1/128' }],
  [['fe80::/64'], { kind: 'reserved', range: 'fe80::/64' }],
])('refuses %j', (texts, refusal) => {
  expect(listRefusal(many(100), texts.map(givenRange))).toEqual(refusal);
});

it('refuses a list that became too long, too short, too wide or too narrow', () => {
  expect(listRefusal(many(100), many(301))).toEqual({ kind: 'size-changed', what: 'prefixes', was: 100, is: 301 });
  expect(listRefusal(many(100), many(33))).toEqual({ kind: 'size-changed', what: 'prefixes', was: 100, is: 33 });
  expect(listRefusal(many(20), [...many(19), givenRange('44.0.0.0/10')])).toEqual({
    kind: 'size-changed',
    what: 'ipv4',
    was: 20,
    is: 16_403,
  });
  expect(listRefusal([givenRange('44.0.0.0/12')], [givenRange('44.0.0.0/24')])).toEqual({
    kind: 'size-changed',
    what: 'ipv4',
    was: 4096,
    is: 1,
  });
  expect(listRefusal(many(20), [...many(20), givenRange('2a00::/32')])).toEqual({ kind: 'size-changed', what: 'ipv6', was: 0, is: 65_536 });
});
