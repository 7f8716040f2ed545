import { describe, expect, it } from 'vitest';
import { type IpAddress, parseIpAddress } from '../../../../src/model/ip-address.ts';
import { addressFilter } from '../../../../src/sources/access-logs/address-filter.ts';

const address = (text: string): IpAddress => {
  const parsed = parseIpAddress(text);
  if (parsed === undefined) throw new Error(`${text} is no address`);
  return parsed;
};

const wantedBy = (wanted: string, logged: string): boolean => addressFilter(address(wanted))(new Uint8Array(Buffer.from(logged)));

describe('requests of one address', () => {
  it('are found in every spelling of it', () => {
    expect(['203.0.113.7', '::ffff:203.0.113.7', '::FFFF:cb00:7107'].map((logged) => wantedBy('203.0.113.7', logged))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['2001:db8::7', '2001:DB8:0:0:0:0:0:7', '2001:0db8::0007'].map((logged) => wantedBy('2001:db8::7', logged))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('are not those of its neighbours', () => {
    for (const logged of [
      '203.0.113.70',
      '203.0.113.',
      '3.0.113.7',
      '::203.0.113.7',
      'crawl.example',
      '',
      '2001:db8::7',
      'x:203.0.113.7',
    ]) {
      expect(wantedBy('203.0.113.7', logged), logged).toBe(false);
    }
  });

  it('are found again where a filter has seen many others', () => {
    const wants = addressFilter(address('203.0.113.7'));
    const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
    for (let number = 0; number < 20_000; number++) expect(wants(bytes(`2001:db8::${number.toString(16)}`))).toBe(false);
    expect(wants(bytes('::ffff:203.0.113.7'))).toBe(true);
    expect(wants(bytes('2001:db8::4e1f'))).toBe(false);
  });
});
