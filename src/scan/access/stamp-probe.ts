import { looksLikeStamp, StampReader, stampLength } from './time-stamp.ts';

const lineFeed = 0x0a;
const bracketOpen = 0x5b;
const bracketClose = 0x5d;
const blank = 0x20;

/** Looks at the time stamps of blocks cut out of a log, to find the place where a window begins. */
export class StampProbe {
  readonly #stamps = new StampReader();

  /**
   * The newest time of the lines that begin inside the block, in seconds since 1970; NaN when none has one. Its first, cut
   * line is left out unless the block begins the file.
   */
  newestEpoch(block: Uint8Array, beginsFile: boolean): number {
    let newestEpoch = NaN;
    for (let start = beginsFile ? 0 : nextLine(block, 0); start < block.length; start = nextLine(block, start)) {
      const epoch = this.#firstStamp(block, start);
      // Not Math.max: NaN, the time of no line, must give way.
      if (!Number.isNaN(epoch) && !(newestEpoch >= epoch)) newestEpoch = epoch;
    }
    return newestEpoch;
  }

  #firstStamp(block: Uint8Array, start: number): number {
    for (let at = start + 1; at + stampLength + 1 < block.length && block[at] !== lineFeed; at++) {
      if (block[at] !== bracketOpen || block[at - 1] !== blank || block[at + 1 + stampLength] !== bracketClose) continue;
      const epoch = looksLikeStamp(block, at + 1) ? this.#stamps.read(block, at + 1) : NaN;
      if (!Number.isNaN(epoch)) return epoch;
    }
    return NaN;
  }
}

function nextLine(block: Uint8Array, from: number): number {
  const found = block.indexOf(lineFeed, from);
  return found < 0 ? block.length : found + 1;
}
