import { describe, expect, it } from 'vitest';
import { addressOrder, subnetOrder } from '../../../../src/classify/connections/address-order.ts';
import { address } from './rows.ts';

describe('the order of addresses', () => {
  it('is numerical, IPv4 before IPv6', () => {
    const ascending = [
      '1.2.3.4',
      '9.0.0.1',
      '10.0.0.1',
      '192.0.2.9',
      '192.0.2.10',
      '192.0.2.100',
      '::',
      '::1',
      '::a',
      '::10',
      '1::',
      '64:ff9b::c000:201',
      '2001:db8::',
      '2001:db8::1',
      '2001:db8::1:0:0:0',
      '2001:db8:1:2:3:4:5:6',
      '2001:db8:a::1',
      '2001:db8:10::1',
      'fe80::1',
      'fe80::1%eth0',
      'fe80::1%eth1',
    ].map(address);
    const shuffled = [...ascending].reverse();
    expect(shuffled.sort((a, b) => (addressOrder(a) < addressOrder(b) ? -1 : 1))).toEqual(ascending);
  });
});

describe('the order of subnets', () => {
  const of = (text: string): string => subnetOrder(addressOrder(address(text)));

  it('is one for all addresses of a /24 or /64', () => {
    expect(of('192.0.2.255')).toBe(of('192.0.2.0'));
    expect(of('2001:db8:0:1:ffff:ffff:ffff:ffff%eth0')).toBe(of('2001:db8:0:1::'));
  });

  it('is numerical, IPv4 before IPv6', () => {
    const ascending = ['9.9.9.9', '192.0.2.255', '192.0.3.1', '198.51.100.1', '::1', '0:0:0:1::', '2001:db8::1', '2001:db8:0:1::1'].map(of);
    expect([...ascending].reverse().sort()).toEqual(ascending);
    expect(new Set(ascending).size).toBe(ascending.length);
  });
});
