import { describe, expect, it } from 'vitest';
import { clockAt, durationText, relativeTime } from '../../../src/views/times.ts';

const now = Date.parse('2026-11-22T08:41:07Z');
const clock = clockAt(now, 'Europe/Berlin');

describe('relativeTime', () => {
  it.each([
    ['2026-11-22T08:41:07Z', 'now'],
    ['2026-11-22T08:41:02Z', '5 s ago'],
    ['2026-11-22T08:38:00Z', '3 min ago'],
    ['2026-11-22T06:41:00Z', '2 h ago'],
    ['2026-11-21T00:41:00Z', '32 h ago'],
    ['2026-11-18T00:41:00Z', '4 days ago'],
    ['2026-11-22T08:44:30Z', 'in 3 min'],
    ['no time', ''],
  ])('says %s as "%s"', (iso, text) => {
    expect(relativeTime(iso, now)).toBe(text);
  });
});

describe('clockAt', () => {
  it('tells times in the zone it was given, with the zone', () => {
    expect(clock.tell('2026-11-22T08:38:00Z')).toEqual({
      iso: '2026-11-22T08:38:00.000Z',
      short: '09:38:00',
      full: '22 Nov 2026, 09:38:00 CET',
      relative: '3 min ago',
    });
    expect(clock.zone).toBe('CET');
  });

  it('adds the date when it is another day there, and the year when it is another year', () => {
    expect(clock.tell('2026-11-21T22:59:59Z').short).toBe('21 Nov 23:59:59');
    expect(clock.tell('2026-11-21T23:00:00Z').short).toBe('00:00:00');
    expect(clock.minute(Date.parse('2025-12-31T22:00:00Z'))).toBe('31 Dec 2025 23:00');
  });

  it('has nothing to tell about no time', () => {
    expect([clock.tell(null), clock.tell('yesterday')]).toEqual([null, null]);
  });
});

it('durationText uses the largest unit', () => {
  expect([900, 59_000, 119_000, 7_200_000, 172_800_000].map(durationText)).toEqual(['0 s', '59 s', '1 min', '2 h', '2 days']);
});
