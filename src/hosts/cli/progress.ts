import { bytesText, count } from '../../views/numbers.ts';
import { durationText } from '../../views/times.ts';
import type { Terminal } from './terminal.ts';

const afterMs = 500;
const everyMs = 200;

export interface Done {
  readonly filesDone: number;
  readonly files: number;
  readonly bytes: number;
  readonly bytesInAll?: number;
}

export interface Progress {
  readonly report: (done: Done) => void;
  /** Takes the line away again. */
  readonly end: () => void;
}

/** One line on standard error that rewrites itself; only on a terminal, and only when the work takes long enough. */
export function progressLine(terminal: Terminal): Progress {
  const begun = terminal.now();
  let shownAt = 0;
  return {
    report: (done) => {
      const now = terminal.now();
      if (!terminal.showsProgress || now - begun < afterMs || now - shownAt < everyMs) return;
      shownAt = now;
      terminal.writeError(`\r\u001b[K${progressText(done, now - begun)} (Ctrl-C stops it)`);
    },
    end: () => {
      if (shownAt > 0) terminal.writeError('\r\u001b[K');
    },
  };
}

/** How far it is, and, once that can be told, how long it will still take. */
export function progressText({ filesDone, files, bytes, bytesInAll = 0 }: Done, elapsedMs: number): string {
  const size = bytesInAll > 0 ? `${bytesText(Math.min(bytes, bytesInAll))} of ${bytesText(bytesInAll)}` : `${bytesText(bytes)} read`;
  const leftMs = bytes > 0 ? (elapsedMs * (bytesInAll - bytes)) / bytes : 0;
  const left = leftMs >= 1000 ? `, about ${durationText(leftMs)} left` : '';
  return `${count(filesDone)} of ${count(files)} files, ${size}${left}`;
}
