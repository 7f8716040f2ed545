import type { ReadingProgress } from '../../../actions/reviews.ts';

/** How far a reading in the background is. */
export type ReadingState =
  /** Ordered, and nobody reads yet: the panel's queue has not begun it, or others read and it is not its turn. */
  | { readonly is: 'waiting'; readonly forSeconds: number }
  | { readonly is: 'reading'; readonly told: ReaderTold }
  /** It was ended, by whom it says; what had been read is forgotten. */
  | { readonly is: 'stopped'; readonly by: 'person' | 'panel' }
  /** It broke off: the process is gone, or it could not go on. */
  | { readonly is: 'broken'; readonly why: string }
  | { readonly is: 'done' };

/** What the reading process says of itself, again and again. */
export interface ReaderTold {
  readonly readings: readonly (ReadingProgress & { readonly what: string })[];
  readonly elapsedMs: number;
}

/** Per cent of what is known to be read, below 100 until it is done. */
export function percentOf({ readings }: ReaderTold): number {
  const known = readings.filter(({ bytesInAll = 0 }) => bytesInAll > 0);
  const inAll = known.reduce((sum, { bytesInAll = 0 }) => sum + bytesInAll, 0);
  const done = known.reduce((sum, { bytes, bytesInAll = 0 }) => sum + Math.min(bytes, bytesInAll), 0);
  return inAll === 0 ? 0 : Math.min(99, Math.floor((100 * done) / inAll));
}

export const isOver = ({ is }: ReadingState): boolean => is === 'done' || is === 'stopped' || is === 'broken';
