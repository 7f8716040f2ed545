import type { ReadingProgress, WatchMaker } from '../../../actions/reviews.ts';
import type { ProcessIdentity } from '../../../system/process-identity.ts';
import type { ReaderSide } from './reader-side.ts';
import type { ReaderTold } from './reading-state.ts';

const tellEveryMs = 1_000;
const lookEveryMs = 250;

/** How the process that reads says how far it is, and learns whether it is still wanted. */
export interface Teller {
  readonly tell: (state: 'waiting' | 'reading') => void;
  readonly end: (state: 'unheard' | 'broken', why: string) => void;
  readonly watch: (shouldStop: () => boolean) => WatchMaker;
}

/** Writes down how far it is, once a second at most. */
export function tellerOf(side: ReaderSide, reader: ProcessIdentity): Teller {
  const beganMs = performance.now();
  const readings = new Map<string, ReadingProgress>();
  const told = (): ReaderTold => ({
    readings: [...readings].map(([what, done]) => ({ what, ...done })),
    elapsedMs: performance.now() - beganMs,
  });
  const write = (state: 'waiting' | 'reading' | 'unheard' | 'broken', why = ''): void => {
    side.tell({ reader, state, why, ...told() });
  };
  let toldMs = -Infinity;
  let lookedMs = -Infinity;
  let stops = false;
  return {
    tell: write,
    end: write,
    watch: (shouldStop) => (what) => ({
      onProgress: (done) => {
        readings.set(what, done);
        if (performance.now() - toldMs < tellEveryMs) return;
        toldMs = performance.now();
        write('reading');
      },
      // Asked after every piece that is read.
      shouldStop: () => {
        if (!stops && performance.now() - lookedMs > lookEveryMs) {
          lookedMs = performance.now();
          stops = shouldStop();
        }
        return stops;
      },
    }),
  };
}
