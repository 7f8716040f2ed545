import { describe, expect, it } from 'vitest';
import { patience } from '../../../src/hosts/plesk/patience.ts';

describe('patience with a page', () => {
  let now = 0;
  const begun = (longestMs: number): ReturnType<typeof patience> => {
    now = 100;
    return patience(longestMs, () => now);
  };

  it('lasts as long as the page may take', () => {
    const page = begun(15_000);
    const logs = page.watch('Access logs');
    now += 14_999;
    expect([logs.shouldStop(), page.wasCut()]).toEqual([false, false]);
    now += 1;
    expect([logs.shouldStop(), page.wasCut(), page.wouldTakeMs()]).toEqual([true, true, null]);
  });

  it('ends as soon as it is clear that all of it cannot be read in time, and knows how long it would take', () => {
    const page = begun(15_000);
    const logs = page.watch('Access logs');
    const done = { filesDone: 0, files: 9 };
    now += 1_000;
    // Too early to tell: the first bytes may be slow.
    logs.onProgress({ ...done, bytes: 1, bytesInAll: 1_000_000 });
    expect(logs.shouldStop()).toBe(false);
    now += 1_000;
    logs.onProgress({ ...done, bytes: 500, bytesInAll: 1_000 });
    expect(logs.shouldStop()).toBe(false);
    logs.onProgress({ ...done, bytes: 500, bytesInAll: 10_000 });
    expect([logs.shouldStop(), page.wasCut(), page.wouldTakeMs()]).toEqual([true, true, 40_000]);
    // Every other reading of the page ends with it.
    expect(page.watch('Error logs').shouldStop()).toBe(true);
  });

  it('is not tried where the end is not known', () => {
    const page = begun(15_000);
    now += 2_000;
    page.watch('Error logs').onProgress({ filesDone: 0, files: 9, bytes: 5 });
    expect(page.wasCut()).toBe(false);
  });
});
