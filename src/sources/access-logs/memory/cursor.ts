import { createHash } from 'node:crypto';
import type { OpenFile } from '../../../system/open-file.ts';

/** How far one log has been counted, and what it gave. */
export interface Cursor {
  /** Device and inode: the name may change under rotation, the file stays. */
  readonly identity: string;
  /** In a plain log everything before is counted, and it is the start of a line. Null for a gzip log, counted as a whole. */
  readonly offset: number | null;
  /** Of the bytes right before the offset; of a gzip log, its size. Tells a log that was emptied and grew again, or replaced. */
  readonly fingerprint: string;
  readonly lines: number;
  readonly skipped: number;
  readonly understood: number;
  readonly bytes: number;
  /** Bytes before the window, never read. */
  readonly bytesBefore: number;
}

const fingerprintedBytes = 128;

/** The fingerprint of a log read up to `offset` (null: as a whole). */
export function fingerprint(file: OpenFile, offset: number | null): string {
  if (offset === null) return `size ${String(file.sizeBytes)}`;
  const bytes = new Uint8Array(Math.min(fingerprintedBytes, offset));
  const got = bytes.length === 0 ? 0 : file.read(bytes, offset - bytes.length);
  return createHash('sha256').update(bytes.subarray(0, got)).digest('base64url').slice(0, 16);
}

/** Is the file still the one the cursor was made for, with everything before the offset as it was? */
export const continues = (file: OpenFile, cursor: Cursor): boolean =>
  file.identity === cursor.identity && file.sizeBytes >= (cursor.offset ?? 0) && fingerprint(file, cursor.offset) === cursor.fingerprint;
