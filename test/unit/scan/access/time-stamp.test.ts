import { describe, expect, it } from 'vitest';
import { StampReader } from '../../../../src/scan/access/time-stamp.ts';

const reader = new StampReader();
const read = (text: string): number => reader.read(new Uint8Array(Buffer.from(text, 'latin1')), 0);
const iso = (text: string): string => new Date(read(text) * 1000).toISOString();

describe('time stamps of access logs', () => {
  it('are seconds since 1970, whatever their offset', () => {
    expect(iso('22/Nov/2026:06:39:45 +0000')).toBe('2026-11-22T06:39:45.000Z');
    expect(iso('22/Nov/2026:07:39:45 +0100')).toBe('2026-11-22T06:39:45.000Z');
    expect(iso('22/Nov/2026:01:39:45 -0500')).toBe('2026-11-22T06:39:45.000Z');
    expect(iso('22/Nov/2026:12:24:45 +0545')).toBe('2026-11-22T06:39:45.000Z');
  });

  it('go on by one second where summer time ends and the clock goes back', () => {
    expect(read('25/Oct/2026:02:00:00 +0100') - read('25/Oct/2026:02:59:59 +0200')).toBe(1);
  });

  it('go on by one second where summer time begins', () => {
    expect(read('29/Mar/2026:03:00:00 +0200') - read('29/Mar/2026:01:59:59 +0100')).toBe(1);
  });

  it('know leap days and leap seconds', () => {
    expect(iso('29/Feb/2024:23:59:59 +0000')).toBe('2024-02-29T23:59:59.000Z');
    expect(read('31/Dec/2016:23:59:60 +0000')).toBe(read('01/Jan/2017:00:00:00 +0000'));
  });

  it('are read anew when minute or offset change, and not before', () => {
    const stamps = [
      '22/Nov/2026:06:39:45 +0000',
      '22/Nov/2026:06:39:46 +0000',
      '22/Nov/2026:06:39:46 +0100',
      '22/Nov/2026:06:40:46 +0100',
      '22/Nov/2025:06:40:46 +0100',
    ];
    const fresh = stamps.map((stamp) => new StampReader().read(new Uint8Array(Buffer.from(stamp)), 0));
    expect(stamps.map(read)).toEqual(fresh);
    expect(new Set(fresh).size).toBe(stamps.length);
  });

  it('must be whole and true', () => {
    const broken = [
      '31/Feb/2026:06:39:45 +0000',
      '29/Feb/2025:06:39:45 +0000',
      '00/Nov/2026:06:39:45 +0000',
      '22/nov/2026:06:39:45 +0000',
      '22/Xyz/2026:06:39:45 +0000',
      '22/Nov/0026:06:39:45 +0000',
      '22/Nov/2026:24:39:45 +0000',
      '22/Nov/2026:06:60:45 +0000',
      '22/Nov/2026:06:39:61 +0000',
      '22/Nov/2026:06:39:70 +0000',
      '22/Nov/2026:06:39:4x +0000',
      '22/Nov/2026:06-39:45 +0000',
      '22/Nov/2026 06:39:45 +0000',
      '22/Nov/2026:06:39:45 +1500',
      '22/Nov/2026:06:39:45 +0060',
      '22/Nov/2026:06:39:45 00000',
      '22/Nov/2026:06:39:45 GMT  ',
      '2026-11-22T06:39:45+00:00 ',
    ];
    for (const stamp of broken) expect(read(stamp), stamp).toBeNaN();
    // A broken one leaves nothing behind that would spoil the next.
    expect(iso('22/Nov/2026:06:39:45 +0000')).toBe('2026-11-22T06:39:45.000Z');
  });
});
