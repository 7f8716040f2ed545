import { describe, expect, it } from 'vitest';
import { NewestStamp } from '../../../../src/scan/access/newest-stamp.ts';

const line = (time: string): string => `203.0.113.7 - - [${time}] "GET / HTTP/1.1" 200 5\n`;

function newestOf(...texts: readonly string[]): number {
  const newest = new NewestStamp();
  for (const text of texts) {
    const bytes = new Uint8Array(Buffer.from(text));
    newest.walk(bytes, bytes.length, true);
  }
  return newest.epoch;
}

describe('the newest time stamp', () => {
  it('is the newest of all lines and files, not the last', () => {
    const epoch = Date.UTC(2026, 10, 22, 6, 39, 45) / 1000;
    expect(
      newestOf(
        line('21/Nov/2026:23:00:00 +0000') + line('22/Nov/2026:06:39:45 +0000') + line('20/Nov/2026:01:00:00 +0000'),
        line('22/Nov/2026:08:39:44 +0200'),
      ),
    ).toBe(epoch);
  });

  it('comes from requests only: other lines may say any time', () => {
    expect(newestOf('x [22/Nov/2036:06:39:45 +0000] y\n')).toBe(-Infinity);
    expect(newestOf('')).toBe(-Infinity);
  });
});
