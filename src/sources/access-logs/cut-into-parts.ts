import type { OpenFile } from '../../system/open-file.ts';

/** Bytes `[from, to)` of one file; `to` is the start of a line or the end of the file (null: wherever that is). */
export interface FilePart {
  readonly from: number;
  readonly to: number | null;
}

const partBytes = 8 * 1024 * 1024;
const longestPart = partBytes * 1.5;
const searchedBytes = 64 * 1024;
const lineFeed = 0x0a;

/** Is a stretch so long that it becomes several parts? */
export const isWorthCutting = (from: number, to: number): boolean => to - from > longestPart;

/**
 * Cuts a stretch of a log into parts of about 8 MiB that two threads can share without cutting a line. A place without a
 * line feed within 64 KiB is no place to cut, and its part is longer.
 */
export function cutIntoParts(file: OpenFile, from: number, to: number): readonly FilePart[] {
  const parts: FilePart[] = [];
  let start = from;
  while (isWorthCutting(start, to)) {
    const end = nextLineStart(file, start + partBytes);
    if (end === null || end >= to) break;
    parts.push({ from: start, to: end });
    start = end;
  }
  if (start < to) parts.push({ from: start, to });
  return parts;
}

/** Offset of the first line that begins after `offset`, or null when there is none nearby. */
function nextLineStart(file: OpenFile, offset: number): number | null {
  const bytes = new Uint8Array(searchedBytes);
  const got = file.read(bytes, offset);
  const found = bytes.subarray(0, got).indexOf(lineFeed);
  return found < 0 ? null : offset + found + 1;
}
