import { describe, expect, it } from 'vitest';
import { sparkline } from '../../../src/views/sparkline.ts';
import { clockAt } from '../../../src/views/times.ts';

const clock = clockAt(Date.parse('2026-11-22T08:41:07Z'), 'UTC');
const hour = { name: '1h', from: '2026-11-22T07:41:07Z', to: '2026-11-22T08:41:07Z' } as const;

describe('sparkline', () => {
  it('puts the silent minutes back in', () => {
    const minutes = [
      { from: '2026-11-22T07:45:00Z', requests: 10 },
      { from: '2026-11-22T08:41:00Z', requests: 40 },
    ];
    const line = sparkline({ window: hour, from: null, to: null, minutes, minuteSeconds: 60 }, clock);
    expect(line).toMatchObject({ steps: 61, peak: '40 at 08:41', from: '07:41', to: '08:41', step: 'minute', mean: '0.8' });
    expect(line?.bars).toEqual([
      { x: 4, y: 30, height: 10, title: '07:45: 10 requests' },
      { x: 60, y: 0, height: 40, title: '08:41: 40 requests' },
    ]);
  });

  it('joins minutes to round steps when there are many, and loses no request', () => {
    const window = { name: '24h', from: '2026-11-21T08:41:07Z', to: '2026-11-22T08:41:07Z' } as const;
    const minutes = Array.from({ length: 1441 }, (_, n) => ({
      from: new Date(Date.parse('2026-11-21T08:41:00Z') + n * 60_000).toISOString(),
      requests: 2,
    }));
    const line = sparkline({ window, from: null, to: null, minutes, minuteSeconds: 60 }, clock);
    expect(line).toMatchObject({ step: '15 min', steps: 97, peak: '30 at 21 Nov 08:41' });
    const titles = line?.bars.map((bar) => Number(/: (\d+) requests/.exec(bar.title)?.[1])) ?? [];
    expect(titles.reduce((sum, each) => sum + each, 0)).toBe(2882);
  });

  it('covers what the log covers when the window is open', () => {
    const report = {
      window: { name: 'all', from: null, to: null },
      from: '2026-11-22T08:00:30Z',
      to: '2026-11-22T08:02:10Z',
      minuteSeconds: 60,
    } as const;
    expect(sparkline({ ...report, minutes: [{ from: '2026-11-22T08:01:00Z', requests: 1 }] }, clock)).toMatchObject({
      steps: 3,
      from: '08:00',
      to: '08:02',
    });
  });

  it('shows a single request beside thousands', () => {
    const minutes = [
      { from: '2026-11-22T08:00:00Z', requests: 1 },
      { from: '2026-11-22T08:01:00Z', requests: 50_000 },
    ];
    expect(sparkline({ window: hour, from: null, to: null, minutes, minuteSeconds: 60 }, clock)?.bars[0]?.height).toBe(1);
  });

  it('is absent without requests', () => {
    expect(sparkline({ window: hour, from: null, to: null, minutes: [], minuteSeconds: 60 }, clock)).toBeNull();
  });
});
