import { describe, expect, it } from 'vitest';
import { progressLine } from '../../../../src/hosts/cli/progress.ts';
import type { Terminal } from '../../../../src/hosts/cli/terminal.ts';
import { progressText } from '../../../../src/views/progress.ts';

const MiB = 1024 * 1024;

describe('progress', () => {
  it('tells files, bytes and the time left', () => {
    const done = { filesDone: 12, files: 1500, bytes: 100 * MiB, bytesInAll: 400 * MiB };
    expect(progressText(done, 2000)).toBe('12 of 1,500 files, 100 MiB of 400 MiB, about 6 s left');
    expect(progressText({ ...done, bytes: 399 * MiB }, 2000)).toBe('12 of 1,500 files, 399 MiB of 400 MiB');
    expect(progressText({ filesDone: 0, files: 1, bytes: 5 * MiB }, 2000)).toBe('0 of 1 files, 5.0 MiB read');
  });

  it('shows nothing for quick work, nor where nobody looks, and takes its line away', () => {
    const written: string[] = [];
    let now = 0;
    const terminal = (showsProgress: boolean): Terminal => ({
      write: () => undefined,
      writeError: (text) => written.push(text),
      columns: null,
      colours: false,
      showsProgress,
      timeZone: 'UTC',
      now: () => now,
    });
    const done = { filesDone: 1, files: 2, bytes: MiB };
    const quick = progressLine(terminal(true));
    quick.report(done);
    quick.end();
    const unseen = progressLine(terminal(false));
    now = 10_000;
    unseen.report(done);
    expect(written).toEqual([]);
    const shown = progressLine(terminal(true));
    now = 11_000;
    shown.report(done);
    shown.report(done);
    shown.end();
    expect(written).toEqual(['\r\u001b[K1 of 2 files, 1.0 MiB read (Ctrl-C stops it)', '\r\u001b[K']);
  });
});
