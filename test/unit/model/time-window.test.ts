import { describe, expect, it } from 'vitest';
import { isWindowName, spanEndingAt, windowNames } from '../../../src/model/time-window.ts';

describe('a window of time', () => {
  it('reaches back from its end; all has no ends', () => {
    const end = 1_800_000_000;
    expect(windowNames.map((name) => end - spanEndingAt(name, end).fromEpoch)).toEqual([900, 3600, 86_400, Infinity]);
    expect(windowNames.map((name) => spanEndingAt(name, end).toEpoch)).toEqual([end, end, end, Infinity]);
  });

  it('has one of four names', () => {
    expect(windowNames.every(isWindowName)).toBe(true);
    for (const text of ['', '15', '1H', 'toString', '__proto__']) expect(isWindowName(text)).toBe(false);
  });
});
