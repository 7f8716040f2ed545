/**
 * Bytes in pieces of any size → whole lines.
 *
 * The policy:
 * - A line ends at `\n`; a `\r` right before it is not part of the line.
 * - Every other byte is an ordinary byte, NUL and bytes that are no UTF-8 included.
 * - A line longer than the limit is handed over once, its beginning only, flagged `cut`; the rest up to the next `\n` is
 *   thrown away and never taken for a line of its own.
 * - What follows the last `\n` is handed over by `finish()`, flagged `unterminated`: it may be half written.
 *
 * How the bytes are cut into pieces never changes the lines. Memory: one buffer of the limit's size, no matter what comes.
 */
export interface LineFeeder {
  readonly push: (piece: Uint8Array) => void;
  /** Hands over a last line without an end. The feeder is then as new. */
  readonly finish: () => void;
}

/** The bytes of the line are `buffer[start, end)`; they are overwritten after the call, so whoever keeps them copies them. */
export type OnLine = (buffer: Uint8Array, start: number, end: number, flags: number) => void;

/** Bits of the flags of a line. */
export const lineFlags = { cut: 1, unterminated: 2 } as const;

export const defaultLineLimitBytes = 128 * 1024;

const newline = 0x0a;
const carriageReturn = 0x0d;

export function createLineFeeder(options: { readonly limitBytes: number }, onLine: OnLine): LineFeeder {
  const { limitBytes } = options;
  // The beginning of a line whose end has not come yet: held[0, heldBytes), never more than the limit.
  const held = new Uint8Array(limitBytes);
  let heldBytes = 0;
  // True from the moment a line was cut until its end has passed.
  let throwingAway = false;

  const handOver = (buffer: Uint8Array, start: number, end: number): void => {
    const withoutReturn = end > start && buffer[end - 1] === carriageReturn ? end - 1 : end;
    onLine(buffer, start, withoutReturn, 0);
  };

  /** Adds to the held beginning; a line that outgrows the limit is cut here and now. */
  const hold = (piece: Uint8Array, start: number, end: number): void => {
    if (throwingAway) return;
    const room = limitBytes - heldBytes;
    if (end - start <= room) {
      held.set(piece.subarray(start, end), heldBytes);
      heldBytes += end - start;
      return;
    }
    held.set(piece.subarray(start, start + room), heldBytes);
    heldBytes = 0;
    throwingAway = true;
    onLine(held, 0, limitBytes, lineFlags.cut);
  };

  const endLine = (piece: Uint8Array, start: number, end: number): void => {
    if (heldBytes === 0 && !throwingAway && end - start <= limitBytes) {
      handOver(piece, start, end);
      return;
    }
    hold(piece, start, end);
    if (!throwingAway) handOver(held, 0, heldBytes);
    heldBytes = 0;
    throwingAway = false;
  };

  return {
    push: (piece) => {
      let start = 0;
      for (let end = piece.indexOf(newline); end >= 0; end = piece.indexOf(newline, start)) {
        endLine(piece, start, end);
        start = end + 1;
      }
      hold(piece, start, piece.length);
    },
    finish: () => {
      if (heldBytes > 0) onLine(held, 0, heldBytes, lineFlags.unterminated);
      heldBytes = 0;
      throwingAway = false;
    },
  };
}
