import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type IpAddress, isIpv6, isLoopback, isUnspecified, parseIpAddress, subnetOf } from '../../../src/model/ip-address.ts';
import { canonicalAddress } from '../../reference/reference-scanner.ts';

const address = (text: string): IpAddress => {
  const parsed = parseIpAddress(text);
  if (parsed === undefined) throw new Error(`${text} is no address`);
  return parsed;
};

describe('an address', () => {
  it('has one spelling', () => {
    expect(address('203.0.113.7')).toBe('203.0.113.7');
    expect(address('2001:DB8:0:0:0:0:0:1')).toBe('2001:db8::1');
    expect(address('2001:db8:0:0:1:0:0:1')).toBe('2001:db8::1:0:0:1');
    expect(address('::')).toBe('::');
  });

  it('is IPv4 when it is IPv4-mapped', () => {
    expect(address('::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(address('::FFFF:cb00:7107')).toBe('203.0.113.7');
    expect(address('0:0:0:0:0:ffff:cb00:7107')).toBe('203.0.113.7');
  });

  it('is IPv6 when only its tail is written like IPv4', () => {
    expect(address('::203.0.113.7')).toBe('::cb00:7107');
    expect(address('64:ff9b::203.0.113.7')).toBe('64:ff9b::cb00:7107');
    expect(address('2001:db8::203.0.113.7')).toBe('2001:db8::cb00:7107');
  });

  it('keeps its zone', () => {
    expect(address('FE80::1%eth0')).toBe('fe80::1%eth0');
    expect(address('fe80::1%eth0')).not.toBe(address('fe80::1%eth1'));
  });

  it('is no number, no name, nothing with blanks, ports, masks or other notations', () => {
    const texts = [
      '',
      '1',
      '203.0.113',
      '203.0.113.7.1',
      '01.2.3.4',
      '0x7f.1',
      '256.1.1.1',
      '203.0.113.7:80',
      '203.0.113.0/24',
      ' 203.0.113.7',
      '203.0.113.7\n',
    ];
    const more = [
      '[::1]',
      ':::',
      '2001:db8::1::2',
      '2001:db8:1',
      'fe80::1%',
      'fe80::1%a b',
      'fe80::1%\x1b[31m',
      'localhost',
      '1.2.3.4%eth0',
      '٢٠٣.0.113.7',
    ];
    for (const text of [...texts, ...more]) expect(parseIpAddress(text), text).toBeUndefined();
  });

  it('agrees with the spelling browsers use, for any sixteen bytes, and parses to itself', () => {
    const group = fc.oneof(fc.constant(0), fc.constant(0xffff), fc.nat({ max: 0xffff }));
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), fc.boolean(), (groups, dotted) => {
        const head = groups.slice(0, dotted ? 6 : 8).map((value) => value.toString(16));
        const tail = groups.slice(6).flatMap((value) => [value >> 8, value & 255]);
        const text = dotted ? `${head.join(':')}:${tail.join('.')}` : head.join(':').toUpperCase();
        const canonical = address(text);
        expect(canonical).toBe(canonicalAddress(text));
        expect(parseIpAddress(canonical)).toBe(canonical);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what an address is', () => {
  it('IPv6 or not', () => {
    expect(isIpv6(address('2001:db8::1'))).toBe(true);
    expect(isIpv6(address('::ffff:203.0.113.7'))).toBe(false);
  });

  it('loopback', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'].map(address).every(isLoopback)).toBe(true);
    expect(['128.0.0.1', '::2', '203.0.113.127', '2001:db8::1'].map(address).some(isLoopback)).toBe(false);
  });

  it('any address', () => {
    expect(['0.0.0.0', '::'].map(address).every(isUnspecified)).toBe(true);
    expect(['0.0.0.1', '::1'].map(address).some(isUnspecified)).toBe(false);
  });

  it('its subnet', () => {
    expect(subnetOf(address('203.0.113.7'))).toBe('203.0.113.0/24');
    expect(subnetOf(address('2001:db8:1:2:3:4:5:6'))).toBe('2001:db8:1:2::/64');
    expect(subnetOf(address('::1'))).toBe('::/64');
    expect(subnetOf(address('fe80::1%eth0'))).toBe('fe80::/64');
  });

  it('takes no zone that is not the name of an interface', () => {
    expect(parseIpAddress('fe80::1%eth0')).toBe('fe80::1%eth0');
    for (const zone of [`%${'x'.repeat(100)}`, '%a b', '%<b>', '%\u0085']) expect(parseIpAddress(`fe80::1${zone}`)).toBeUndefined();
  });
});
