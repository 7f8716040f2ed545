import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import type { ByteSink } from '../../scan/access/line-walker.ts';
import { errorCode } from '../../system/fs-problem.ts';
import { gunzip, isGzip } from '../../system/gunzip.ts';
import type { OpenFile } from '../../system/open-file.ts';

export interface Feeding {
  /**
   * The stretch of a plain file to read: `from` may lie inside a line, whose rest is then passed over. Null for the end of
   * the file. A gzip file is always read as a whole.
   */
  readonly from: number;
  readonly to: number | null;
  /** Whether a last line without line feed counts. In a log that is being written it is half a line: left for the next reading. */
  readonly takesUnfinished: boolean;
  /** Called after every piece with its size in bytes (of log text, after decompression). */
  readonly onBytes: (count: number) => void;
  readonly shouldStop: () => boolean;
}

/** What of a file was handed over. */
export interface Fed {
  /** In a plain file: everything before it was taken, and it is the beginning of a line. Null for a gzip file. */
  readonly offset: number | null;
}

/** Gives other work of this process (a page that is drawn, Ctrl-C) a turn after this many bytes. */
const bytesPerTurn = 16 * 1024 * 1024;
const lineFeed = 0x0a;

/**
 * Hands one open file to a sink, plain or gzip; nothing of it is held but what the sink keeps.
 * Problems: read-failed, damaged-archive; what was read before stays counted.
 */
export function feedFile(file: OpenFile, sink: ByteSink, feeding: Feeding): Promise<Result<Fed, Problem>> {
  return isGzip(file) ? feedGzip(file, sink, feeding) : feedPlain(file, sink, feeding);
}

async function feedPlain(file: OpenFile, sink: ByteSink, feeding: Feeding): Promise<Result<Fed, Problem>> {
  const end = feeding.to ?? Infinity;
  // One byte earlier: when the stretch begins at the start of a line, the line feed before it says so.
  let position = Math.max(0, feeding.from - 1);
  let insideLine = feeding.from > 0;
  let kept = 0;
  for (let sinceTurn = 0; ; ) {
    const room = sink.input.subarray(kept, kept + Math.min(sink.input.length - kept, end - position));
    let got: number;
    try {
      got = room.length === 0 ? 0 : file.read(room, position);
    } catch (error) {
      sink.scan(kept, true);
      return failed({ kind: 'read-failed', path: file.path, code: errorCode(error) ?? 'unknown' });
    }
    position += got;
    sinceTurn += got;
    feeding.onBytes(got);
    const fresh = insideLine ? passOverLine(room, got) : got;
    if (fresh < 0 && got > 0) continue;
    insideLine = false;
    const atEnd = got === 0;
    if (atEnd && !feeding.takesUnfinished) return ok({ offset: position - kept });
    kept = sink.scan(kept + Math.max(0, fresh), atEnd);
    if (atEnd || feeding.shouldStop()) return ok({ offset: position - kept });
    if (sinceTurn >= bytesPerTurn) {
      sinceTurn = 0;
      await new Promise(setImmediate);
    }
  }
}

/** Moves what follows the first line feed to the front; gives its length, -1 when there is no line feed. */
function passOverLine(bytes: Uint8Array, filled: number): number {
  const found = bytes.subarray(0, filled).indexOf(lineFeed);
  if (found < 0) return -1;
  bytes.copyWithin(0, found + 1, filled);
  return filled - found - 1;
}

async function feedGzip(file: OpenFile, sink: ByteSink, feeding: Feeding): Promise<Result<Fed, Problem>> {
  let kept = 0;
  const onPiece = (piece: Uint8Array): void => {
    for (let at = 0; at < piece.length; ) {
      const { input } = sink;
      const part = piece.subarray(at, at + input.length - kept);
      input.set(part, kept);
      at += part.length;
      kept = sink.scan(kept + part.length, false);
    }
    feeding.onBytes(piece.length);
  };
  const outcome = await gunzip(file, onPiece, feeding.shouldStop);
  if (!feeding.shouldStop()) sink.scan(kept, true);
  return outcome.ok ? ok({ offset: null }) : outcome;
}
