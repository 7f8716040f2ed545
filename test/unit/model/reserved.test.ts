import { expect, it } from 'vitest';
import { reservedKind } from '../../../src/model/reserved.ts';
import { given, givenRange } from '../../given-address.ts';

it.each([
  ['0.0.0.0', 'this-host'],
  ['10.255.255.255', 'private'],
  ['100.64.0.1', 'carrier-nat'],
  ['127.1.2.3', 'loopback'],
  ['169.254.169.254', 'link-local'],
  ['172.31.255.255', 'private'],
  ['192.168.0.1', 'private'],
  ['198.19.0.1', 'reserved'],
  ['239.1.1.1', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'reserved'],
  ['::', 'this-host'],
  ['::1', 'loopback'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['::ffff:10.0.0.1', 'private'],
  ['::7f00:1', 'reserved'],
  ['64:ff9b::7f00:1', 'translated'],
  ['2002:7f00:1::', 'translated'],
  ['2001::1', 'reserved'],
  ['fd00::1', 'private'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local'],
  ['ff02::1', 'multicast'],
])('%s is %s', (address, kind) => {
  expect(reservedKind(given(address))).toBe(kind);
});

it.each(['1.1.1.1', '9.255.255.255', '11.0.0.0', '100.128.0.0', '172.32.0.0', '223.255.255.255', '2606:4700::1', '2400::'])(
  '%s is ordinary',
  (address) => {
    expect(reservedKind(given(address))).toBeNull();
  },
);

it.each(['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1'])('%s, of documentation, is ordinary', (address) => {
  expect(reservedKind(given(address))).toBeNull();
});

it('takes a range for reserved when any address of it is', () => {
  expect(reservedKind(givenRange('8.0.0.0/6'))).toBe('private');
  expect(reservedKind(givenRange('192.0.2.0/24'))).toBeNull();
  expect(reservedKind(givenRange('::/0'))).not.toBeNull();
});
