/**
 * Finds lines in bytes that come in pieces of any size, without copying them.
 *
 * The reader owns one buffer. It fills it, calls `walk`, moves what was not consumed to the front, and fills up again.
 *
 * Policy for long lines: a line of more than `longestLine` bytes is handed over once, cut to its first `longestLine`
 * bytes and marked; the rest of it is thrown away up to its line feed and never taken for a line of its own. Apache's
 * defaults allow about 98 KiB (three fields of 8,190 bytes, four bytes an escape), so only rubbish is cut.
 */
export const longestLine = 128 * 1024;

/** A buffer of this size always holds a whole line, so that `walk` gets on with every call. */
export const walkBufferBytes = 2 * longestLine;

const lineFeed = 0x0a;

/** Bytes `[start, end)` without the line feed; `cut` when the line went on. */
export type LineVisitor = (bytes: Uint8Array, start: number, end: number, cut: boolean) => void;

export class LineWalker {
  #discarding = false;
  readonly #visit: LineVisitor;

  constructor(visit: LineVisitor) {
    this.#visit = visit;
  }

  /**
   * Hands over the whole lines of `bytes[0, filled)`; at the end of the file also a last line without line feed.
   * Gives back how many bytes are done with: the caller keeps the rest and puts new bytes behind it.
   */
  walk(bytes: Uint8Array, filled: number, atEnd: boolean): number {
    // What lies behind is from before and must not even be searched.
    const fresh = bytes.subarray(0, filled);
    let start = 0;
    while (start < filled) {
      const end = fresh.indexOf(lineFeed, start);
      if (end < 0) return this.#rest(bytes, start, filled, atEnd);
      if (this.#discarding) this.#discarding = false;
      else this.#hand(bytes, start, end);
      start = end + 1;
    }
    if (atEnd) this.#discarding = false;
    return start;
  }

  /** What comes next is another file, whether or not this one was walked to its end. */
  endFile(): void {
    this.#discarding = false;
  }

  #rest(bytes: Uint8Array, start: number, filled: number, atEnd: boolean): number {
    if (!this.#discarding) {
      if (atEnd) this.#hand(bytes, start, filled);
      else if (filled - start <= longestLine) return start;
      else {
        this.#hand(bytes, start, filled);
        this.#discarding = true;
      }
    }
    if (atEnd) this.#discarding = false;
    return filled;
  }

  #hand(bytes: Uint8Array, start: number, end: number): void {
    const cut = end - start > longestLine;
    this.#visit(bytes, start, cut ? start + longestLine : end, cut);
  }
}

/**
 * Where a reader puts the bytes of a log, whoever counts them: fill `input` behind the bytes that were kept, then `scan`.
 */
export interface ByteSink {
  /** Ask for it anew before every filling: it may have moved. */
  readonly input: Uint8Array;
  /** Takes the first `filled` bytes; keeps those of an unfinished line at the front and gives their number. */
  scan(filled: number, atEnd: boolean): number;
}
