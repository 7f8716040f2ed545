import { describe, expect, it } from 'vitest';
import { AddressCache } from '../../../../src/scan/sockets/address-cache.ts';

describe('the cache of addresses', () => {
  it('keeps addresses apart that differ in one byte', () => {
    const cache = new AddressCache();
    const word = (at: number): readonly number[] => [0, 1, 2, 3].map((index) => (index === at >> 2 ? (1 << ((at & 3) * 8)) >>> 0 : 0));
    const found = Array.from({ length: 16 }, (_, at) => {
      const [a = 0, b = 0, c = 0, d = 0] = word(at);
      return cache.ofWords(a, b, c, d);
    });
    expect(found).toEqual([
      '100::',
      '1::',
      '0:100::',
      '0:1::',
      '0:0:100::',
      '0:0:1::',
      '0:0:0:100::',
      '0:0:0:1::',
      '::100:0:0:0',
      '::1:0:0:0',
      '::100:0:0',
      '::1:0:0',
      '::100:0',
      '::1:0',
      '::100',
      '::1',
    ]);
    expect(found.map((_, at) => cache.ofWords(...(word(at) as [number, number, number, number])))).toEqual(found);
  });

  it('reads the word of an IPv4 address from its lowest byte', () => {
    const cache = new AddressCache();
    expect([0x0a0200c0, 0xfe7100cb, 0, 0xffffffff].map((word) => cache.ofIpv4Word(word))).toEqual([
      '192.0.2.10',
      '203.0.113.254',
      '0.0.0.0',
      '255.255.255.255',
    ]);
  });

  it('remembers that a text is no address', () => {
    const cache = new AddressCache();
    expect([cache.ofText('web.example'), cache.ofText('web.example')]).toEqual([undefined, undefined]);
  });
});
