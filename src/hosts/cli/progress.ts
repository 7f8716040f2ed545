import { type Done, progressText } from '../../views/progress.ts';
import type { Terminal } from './terminal.ts';

const afterMs = 500;
const everyMs = 200;

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
