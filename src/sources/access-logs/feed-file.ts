import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import { walkBufferBytes } from '../../scan/access/line-walker.ts';
import { errorCode } from '../../system/fs-problem.ts';
import { gunzip, isGzip } from '../../system/gunzip.ts';
import type { OpenFile } from '../../system/open-file.ts';

/** What takes the bytes: see `LineWalker.walk`. */
export type Walk = (bytes: Uint8Array, filled: number, atEnd: boolean) => number;

export interface Feeding {
  /** Called after every piece with its size in bytes (of log text, after decompression). */
  readonly onBytes: (count: number) => void;
  readonly shouldStop: () => boolean;
}

/** Gives other work of this process (a page that is drawn, Ctrl-C) a turn after this many bytes. */
const bytesPerTurn = 16 * 1024 * 1024;

/**
 * Walks one open file from its beginning to its end, plain or gzip, through one buffer of fixed size.
 * Problems: read-failed, damaged-archive; what was read before stays counted.
 */
export function feedFile(file: OpenFile, walk: Walk, feeding: Feeding): Promise<Result<null, Problem>> {
  return isGzip(file) ? feedGzip(file, walk, feeding) : feedPlain(file, walk, feeding);
}

async function feedPlain(file: OpenFile, walk: Walk, feeding: Feeding): Promise<Result<null, Problem>> {
  const buffer = new Uint8Array(walkBufferBytes);
  let kept = 0;
  let sinceTurn = 0;
  for (let position = 0; ; ) {
    let got: number;
    try {
      got = file.read(buffer.subarray(kept), position);
    } catch (error) {
      walk(buffer, kept, true);
      return failed({ kind: 'read-failed', path: file.path, code: errorCode(error) ?? 'unknown' });
    }
    position += got;
    sinceTurn += got;
    kept = keepRest(buffer, kept + got, walk(buffer, kept + got, got === 0));
    feeding.onBytes(got);
    if (got === 0 || feeding.shouldStop()) return ok(null);
    if (sinceTurn >= bytesPerTurn) {
      sinceTurn = 0;
      await new Promise(setImmediate);
    }
  }
}

async function feedGzip(file: OpenFile, walk: Walk, feeding: Feeding): Promise<Result<null, Problem>> {
  const buffer = new Uint8Array(walkBufferBytes);
  let kept = 0;
  const onPiece = (piece: Uint8Array): void => {
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + buffer.length - kept);
      buffer.set(part, kept);
      at += part.length;
      kept = keepRest(buffer, kept + part.length, walk(buffer, kept + part.length, false));
    }
    feeding.onBytes(piece.length);
  };
  const outcome = await gunzip(file, onPiece, feeding.shouldStop);
  if (!feeding.shouldStop()) walk(buffer, kept, true);
  return outcome;
}

/** Moves what was not consumed to the front; gives its length. */
function keepRest(buffer: Uint8Array, filled: number, consumed: number): number {
  buffer.copyWithin(0, consumed, filled);
  return filled - consumed;
}
