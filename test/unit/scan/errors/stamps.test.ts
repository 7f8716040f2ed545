import { describe, expect, it } from 'vitest';
import { createLocalEpoch } from '../../../../src/scan/errors/local-epoch.ts';
import { apacheStamp, nginxStamp, phpStamp } from '../../../../src/scan/errors/stamps.ts';
import { createZoneReader } from '../../../../src/scan/errors/zone-epoch.ts';
import { epochOf, utcClock } from './records.ts';

describe('stamps', () => {
  it('end where the rest of the line begins', () => {
    expect(apacheStamp('[Sun Nov 22 06:39:45.123456 2026] [x', utcClock())).toEqual({
      epochSeconds: epochOf('2026-11-22T06:39:45Z'),
      end: 34,
      zone: null,
    });
    expect(nginxStamp('2026/11/22 07:01:05 [x', utcClock())).toEqual({
      epochSeconds: epochOf('2026-11-22T07:01:05Z'),
      end: 20,
      zone: null,
    });
    expect(phpStamp('[22-Nov-2026 06:39:45 UTC] x', utcClock())).toEqual({
      epochSeconds: epochOf('2026-11-22T06:39:45Z'),
      end: 27,
      zone: 'UTC',
    });
  });

  it.each([
    '2026/13/22 07:01:05 ',
    '2026/00/22 07:01:05 ',
    '2026/11/32 07:01:05 ',
    '2026/11/22 24:01:05 ',
    '2026/11/22 07:60:05 ',
    '0000/11/22 07:01:05 ',
  ])('are none when impossible: %s', (text) => {
    expect(nginxStamp(text, utcClock())).toBeNull();
  });

  it('without a zone are machine time', () => {
    const local = createLocalEpoch();
    for (const [hour, minute, second] of [
      [6, 39, 45],
      [6, 39, 46],
      [6, 40, 0],
      [7, 40, 0],
    ] as const) {
      expect(local(2026, 7, 22, hour, minute, second)).toBe(new Date(2026, 6, 22, hour, minute, second).getTime() / 1000);
    }
  });
});

describe('named zones', () => {
  it('follow summer time', () => {
    const berlin = createZoneReader()('Europe/Berlin');
    expect(berlin?.(2026, 3, 29, 1, 59, 59)).toBe(epochOf('2026-03-29T01:59:59+01:00'));
    expect(berlin?.(2026, 3, 29, 3, 0, 0)).toBe(epochOf('2026-03-29T03:00:00+02:00'));
    expect(berlin?.(2026, 10, 25, 1, 30, 0)).toBe(epochOf('2026-10-25T01:30:00+02:00'));
    expect(berlin?.(2026, 10, 25, 3, 30, 0)).toBe(epochOf('2026-10-25T03:30:00+01:00'));
  });

  it('are remembered only so many', () => {
    const zone = createZoneReader();
    for (let number = 0; number < 64; number++) zone(`Nowhere/${String(number)}`);
    expect(zone('Europe/Berlin')).toBeNull();
    expect(zone('UTC')).not.toBeNull();
  });
});
