import type { ReadProgress } from '../sources/access-logs/read-access-logs.ts';

/** How long reading logs may take, and who is told how far it is. */
export interface ReviewLimits {
  /** What is not read by then is listed as such. Left out: as long as it takes. */
  readonly seconds?: number | undefined;
  readonly onProgress?: (done: ReadProgress) => void;
  /** True when nobody waits for the answer any more. */
  readonly shouldStop?: () => boolean;
}

/** A page that has not come by then is of no use to the one who waits for it. */
export const pageSeconds = 20;

interface Hooks {
  readonly shouldStop: () => boolean;
  readonly onProgress?: (done: ReadProgress) => void;
}

/** The limits in the form the actions take them; the time runs from now. */
export function hooks({ seconds, onProgress, shouldStop: isGone = () => false }: ReviewLimits): Hooks {
  const deadlineMs = seconds === undefined ? Infinity : performance.now() + seconds * 1000;
  const shouldStop = (): boolean => isGone() || performance.now() > deadlineMs;
  return onProgress === undefined ? { shouldStop } : { shouldStop, onProgress };
}
