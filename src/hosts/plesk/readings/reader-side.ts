import * as z from 'zod/mini';
import type { Problem } from '../../../model/problem.ts';
import { failed, type Result } from '../../../model/result.ts';
import type { HeldLock } from '../../../system/lock-file.ts';
import type { ReadingFiles } from './reading-files.ts';

/** A page as it was read. */
export const pageShape = z.object({ status: z.int(), title: z.string(), body: z.string() });
export type ReadPage = z.output<typeof pageShape>;

const reading = z.object({
  what: z.string(),
  filesDone: z.number(),
  files: z.number(),
  bytes: z.number(),
  bytesInAll: z._default(z.number(), 0),
});

/** What the process that reads says of itself. */
export const toldShape = z.object({
  reader: z.object({ pid: z.int(), startTicks: z.string() }),
  state: z.enum(['waiting', 'reading', 'unheard', 'broken']),
  why: z.string(),
  readings: z.readonly(z.array(reading)),
  elapsedMs: z.number(),
});

/** A reading, as the process that does it sees it. */
export interface ReaderSide {
  /** Null when another process reads it already. */
  begin(): HeldLock | null;
  /** A turn, of as many as may read at once, and one more for administrators; null while others do. */
  turn(ofAdmin: boolean): HeldLock | null;
  question(): string | null;
  tell(told: z.input<typeof toldShape>): void;
  /** Problems: too-large, not-found (it was given up meanwhile), write-failed. */
  finish(page: ReadPage): Result<null, Problem>;
  /** Also when it is not kept any more. */
  isStopped(): boolean;
  /** Seconds since somebody asked how far it is. */
  unheardSeconds(): number;
}

/** Readings at once: the server has other things to do. */
const mostAtOnce = 2;

/** One more for administrators: in an attack nobody's customers keep them waiting. */
export const mostReading = (ofAdmin: boolean): number => (ofAdmin ? mostAtOnce + 1 : mostAtOnce);

export function readerSide(files: ReadingFiles, key: string, nowEpoch: () => number): ReaderSide {
  const isKept = (): boolean => files.has(key, 'order');
  return {
    begin: () => files.lock(key),
    turn: (ofAdmin) => {
      for (let place = 0; place < mostReading(ofAdmin); place++) {
        const lock = files.lock(`turn-${String(place)}`);
        if (lock !== null) return lock;
      }
      return null;
    },
    question: () => files.text(key, 'question'),
    tell: (told) => {
      if (isKept()) files.put(key, 'told', JSON.stringify(told));
    },
    finish: ({ status, title, body }) => {
      files.drop(key, 'question');
      return isKept()
        ? files.put(key, 'page', JSON.stringify({ status, title, body }))
        : failed({ kind: 'not-found', path: `${key}.order` });
    },
    isStopped: () => files.has(key, 'stop') || !isKept(),
    unheardSeconds: () => nowEpoch() - (files.writtenEpoch(key, 'heard') ?? nowEpoch()),
  };
}
