import type { ReadingProgress, Reviews, Watch, WatchMaker } from '../../actions/reviews.ts';

/**
 * How long a page may read. Whoever waits sees nothing meanwhile, because Plesk shows a page when it is whole: so a reading that
 * cannot be done in time is ended as soon as that shows.
 */
export interface Patience {
  readonly watch: WatchMaker;
  /** Whether the page was not read to its end. */
  readonly wasCut: () => boolean;
  /** How long all of it would take, as far as can be told. */
  readonly wouldTakeMs: () => number | null;
}

/** After so long it is clear how fast this machine reads. */
const judgedAfterMs = 1_500;

/** `nowMs` is a clock that never goes back. */
export function patience(longestMs: number, nowMs: () => number): Patience {
  const beganMs = nowMs();
  let cut = false;
  let wouldTake: number | null = null;
  const watch: WatchMaker = () => ({
    onProgress: ({ bytes, bytesInAll = 0 }) => {
      const elapsedMs = nowMs() - beganMs;
      if (elapsedMs < judgedAfterMs || bytes === 0 || bytesInAll <= bytes) return;
      wouldTake = (elapsedMs * bytesInAll) / bytes;
      if (wouldTake > longestMs) cut = true;
    },
    shouldStop: () => {
      if (nowMs() - beganMs >= longestMs) cut = true;
      return cut;
    },
  });
  return { watch, wasCut: () => cut, wouldTakeMs: () => (wouldTake !== null && wouldTake > longestMs ? wouldTake : null) };
}

/** The same reviews, watched by somebody else as well. */
export const watchedBy = (reviews: Reviews, watch: WatchMaker): Reviews => ({
  ...reviews,
  access: (asked, own) => reviews.access(asked, together(own, watch('Access logs'))),
  errors: (asked, own) => reviews.errors(asked, together(own, watch('Error logs'))),
  whole: (asked, own) => reviews.whole(asked, (what) => together(own?.(what), watch(what))),
  address: (address, window, own) => reviews.address(address, window, (what) => together(own?.(what), watch(what))),
});

const together = (one: Watch | undefined, other: Watch): Watch => ({
  onProgress: (done: ReadingProgress) => {
    one?.onProgress(done);
    other.onProgress(done);
  },
  shouldStop: () => other.shouldStop() || (one?.shouldStop() ?? false),
});
