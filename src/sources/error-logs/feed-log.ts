import type { Problem } from '../../model/problem.ts';
import { defaultLineLimitBytes, createLineFeeder } from '../../scan/lines/line-feeder.ts';
import { errorCode } from '../../system/fs-problem.ts';
import { gunzip, isGzip } from '../../system/gunzip.ts';
import type { OpenFile } from '../../system/open-file.ts';

export interface Feeding {
  /** Of a plain file at most this much is read, its end. */
  readonly tailBytes: number;
  /** Of an archive, which can only be read forwards, at most this much is read, its beginning. */
  readonly archiveBytes: number;
  /** Told before the first line whether reading begins in the middle of the file. */
  readonly onStart: (tailOnly: boolean) => void;
  readonly onLine: (line: string) => void;
  /** Told after every piece how much of it was read. */
  readonly onBytes: (count: number) => void;
  readonly shouldStop: () => boolean;
}

export interface Fed {
  /** Bytes of log text read, after decompression. */
  readonly bytes: number;
  readonly tailOnly: boolean;
  /** time-spent, read-failed, damaged-archive, bytes-spent (an archive whose end was not read). */
  readonly problem: Problem | null;
}

const pieceBytes = 256 * 1024;
const decoder = new TextDecoder();
const newline = 0x0a;

/**
 * Hands over the lines of one open log as text. Bytes that are no UTF-8 become U+FFFD. What is written to the file after
 * it was opened is not read. Memory: one piece and one line.
 */
export async function feedLog(file: OpenFile, feeding: Feeding): Promise<Fed> {
  const lines = createLineFeeder({ limitBytes: defaultLineLimitBytes }, (buffer, start, end) => {
    feeding.onLine(decoder.decode(buffer.subarray(start, end)));
  });
  let archive: boolean;
  try {
    archive = isGzip(file);
  } catch (error) {
    return { bytes: 0, tailOnly: false, problem: readFailed(file, error) };
  }
  const fed = archive ? await feedArchive(file, feeding, lines.push) : await feedPlain(file, feeding, lines.push);
  lines.finish();
  return fed;
}

async function feedPlain(file: OpenFile, feeding: Feeding, push: (piece: Uint8Array) => void): Promise<Fed> {
  const tailOnly = file.sizeBytes > feeding.tailBytes;
  // One byte more: when it is a line end, the limit happens to fall on the beginning of a line.
  let position = tailOnly ? file.sizeBytes - feeding.tailBytes - 1 : 0;
  let inLine = tailOnly;
  let bytes = 0;
  feeding.onStart(tailOnly);
  const buffer = new Uint8Array(pieceBytes);
  while (position < file.sizeBytes) {
    if (feeding.shouldStop()) return { bytes, tailOnly, problem: { kind: 'time-spent', path: file.path } };
    let got: number;
    try {
      got = file.read(buffer.subarray(0, Math.min(pieceBytes, file.sizeBytes - position)), position);
    } catch (error) {
      return { bytes, tailOnly, problem: readFailed(file, error) };
    }
    if (got === 0) break;
    position += got;
    let start = 0;
    if (inLine) {
      const lineEnd = buffer.subarray(0, got).indexOf(newline);
      inLine = lineEnd < 0;
      start = inLine ? got : lineEnd + 1;
    }
    bytes += got - start;
    push(buffer.subarray(start, got));
    feeding.onBytes(got - start);
    // Other work of this process (a page that is drawn, Ctrl-C) gets its turn between two pieces.
    await new Promise(setImmediate);
  }
  return { bytes, tailOnly, problem: null };
}

async function feedArchive(file: OpenFile, feeding: Feeding, push: (piece: Uint8Array) => void): Promise<Fed> {
  const limitBytes = feeding.archiveBytes;
  const unpacked = { bytes: 0, isLonger: false };
  feeding.onStart(false);
  const onPiece = (piece: Uint8Array): void => {
    const part = piece.subarray(0, limitBytes - unpacked.bytes);
    unpacked.isLonger = part.length < piece.length;
    unpacked.bytes += part.length;
    push(part);
    feeding.onBytes(part.length);
  };
  const outcome = await gunzip(file, onPiece, () => unpacked.isLonger || feeding.shouldStop());
  return { bytes: unpacked.bytes, tailOnly: false, problem: outcome.ok ? stopReason() : outcome.problem };

  function stopReason(): Problem | null {
    if (unpacked.isLonger) return { kind: 'bytes-spent', path: file.path, limitBytes };
    return feeding.shouldStop() ? { kind: 'time-spent', path: file.path } : null;
  }
}

const readFailed = (file: OpenFile, error: unknown): Problem => ({
  kind: 'read-failed',
  path: file.path,
  code: errorCode(error) ?? 'unknown',
});
