import type { Reviews, Watch, WatchMaker } from '../actions/reviews.ts';
import type { PageQuestion } from '../views/page-target.ts';
import { type Done, type ReachedReading, reachedReading, waiting } from '../views/progress.ts';
import { renderFrame } from './render-frame.ts';

/** A page that is there by then never shows that it was waited for. */
const patienceMs = 150;
const everyMs = 500;
/** How often a screen reader is told. */
const spokenEveryMs = 5_000;

export interface WaitingRoom {
  /** The reviews, watched: how far they come is told, and they stop when nobody waits any more. */
  readonly reviews: Reviews;
  /** The same for readings that are no review. */
  readonly watch: WatchMaker;
  /** Ends the waiting; the page can follow. */
  readonly close: () => void;
}

/**
 * Tells how far the reading is, from {@link patienceMs} on, in pieces that each cover the one before; the style sheet takes
 * all of them away as soon as the page has come. Nothing of it needs a script.
 */
export function waitingRoom(question: PageQuestion, reviews: Reviews, send: (piece: string) => void, gone: AbortSignal): WaitingRoom {
  const beganMs = performance.now();
  const readings = new Map<string, ReachedReading>();
  let isOpen = false;
  let isClosed = false;
  let toldMs = -Infinity;
  let spokenMs = -Infinity;

  const open = (): void => {
    if (isOpen || isClosed || gone.aborted) return;
    isOpen = true;
    send(renderFrame('frame/waiting', waiting(question)));
  };
  // Also where nothing reports: reading has not begun, or somebody else's is waited for.
  const timer = setTimeout(open, patienceMs);

  const report = (what: string, done: Done): void => {
    const nowMs = performance.now();
    readings.set(what, reachedReading(what, done, nowMs - beganMs));
    if (isClosed || gone.aborted || nowMs - beganMs < patienceMs || nowMs - toldMs < everyMs) return;
    open();
    toldMs = nowMs;
    const spoken = nowMs - spokenMs >= spokenEveryMs;
    if (spoken) spokenMs = nowMs;
    send(renderFrame('frame/progress', { readings: [...readings.values()], spoken }));
  };
  const watch: WatchMaker = (what): Watch => ({
    onProgress: (done) => {
      report(what, done);
    },
    // A fault in one review ends the page, and with it the others.
    shouldStop: () => isClosed || gone.aborted,
  });

  return {
    watch,
    reviews: {
      ...reviews,
      access: (asked) => reviews.access(asked, watch('Access logs')),
      errors: (asked) => reviews.errors(asked, watch('Error logs')),
      whole: (asked) => reviews.whole(asked, watch),
      address: (address, window) => reviews.address(address, window, watch),
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      if (isOpen && !gone.aborted) send('  </div>\n');
    },
  };
}
