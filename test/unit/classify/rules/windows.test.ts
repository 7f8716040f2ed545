import { describe, expect, it } from 'vitest';
import { mostDistinctWithin, mostWithin, sitesOf } from '../../../../src/classify/rules/windows.ts';
import { hit, hits } from '../scenes.ts';

describe('the busiest stretch', () => {
  it('slides: it is found wherever it begins', () => {
    const spread = hits(5, 1000, () => '/a');
    const burst = [hit('/a', 1900), hit('/b', 1950), hit('/b', 2050)];
    expect(mostWithin([...spread, ...burst], 200)).toEqual({ count: 4, seconds: 150 });
    expect(mostDistinctWithin([...spread, ...burst], 200)).toEqual({ count: 2, seconds: 50 });
  });

  it('counts what is exactly as long as the window', () => {
    expect(mostWithin([hit('/a', 0), hit('/a', 600)], 600).count).toBe(2);
    expect(mostWithin([hit('/a', 0), hit('/a', 601)], 600).count).toBe(1);
  });

  it('forgets what left the window', () => {
    expect(mostDistinctWithin([hit('/a', 0), hit('/b', 100), hit('/c', 200), hit('/a', 250)], 120)).toEqual({ count: 2, seconds: 100 });
  });

  it('cannot place what has no time, and counts it where time does not matter', () => {
    const timeless = [hit('/a', 0, { epoch: null }), hit('/b', 0, { epoch: null })];
    expect([mostWithin(timeless, 60).count, mostWithin(timeless, null).count, mostDistinctWithin(timeless, null).count]).toEqual([0, 2, 2]);
  });

  it('is empty for nothing', () => {
    expect([mostWithin([], 60), mostDistinctWithin([], 60), mostWithin([], null)]).toEqual([
      { count: 0, seconds: 0 },
      { count: 0, seconds: 0 },
      { count: 0, seconds: 0 },
    ]);
  });

  it('names sites, most hits first', () => {
    expect(
      sitesOf([hit('/', 0, { site: 'b' }), hit('/', 0, { site: 'a' }), hit('/', 0, { site: 'b' }), hit('/', 0, { site: null })]),
    ).toEqual(['b', 'a']);
  });
});
