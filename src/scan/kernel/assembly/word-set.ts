import { reserve } from './memory';

const slotCount: usize = 256;
const longestWord: u64 = 8;
const noWord: u64 = -1;

/** A handful of short words (at most eight bytes, ASCII, lower case), to be asked for in any case. */
@unmanaged
export class WordSet {
  /** Open addressing; a word is its bytes in one number, the first one lowest, and 0 is a free slot. */
  slots: usize;

  /**
   * `words`: separated by blanks, fewer than half as many as there are slots. One literal: texts joined with `+` would be
   * made when the kernel runs, in memory that is not theirs.
   */
  fill(words: string): void {
    this.slots = reserve(slotCount << 3);
    let word: u64 = 0;
    let length: u64 = 0;
    for (let index = 0; index < words.length; index++) {
      const letter = <u64>words.charCodeAt(index);
      if (letter != 0x20) word |= letter << (length++ << 3);
      if (letter == 0x20 || index == words.length - 1) {
        store<u64>(this.placeOf(word), word);
        word = 0;
        length = 0;
      }
    }
  }

  /** Is [start, end) one of the words? */
  @inline
  has(start: usize, end: usize): bool {
    const length = <u64>(end - start);
    const mask = <u64>-1 >> (64 - (length << 3));
    // Sets the bit that lower-case letters have; digits have it already.
    const word = (load<u64>(start) | 0x2020202020202020) & mask;
    // What is no word is looked for, too, as a word that is not there: that is quicker than a branch nobody can guess.
    const asked = length - 1 < longestWord ? word : noWord;
    return load<u64>(this.placeOf(asked)) == asked;
  }

  /** The slot that holds a word, or the free one where it would be. */
  private placeOf(word: u64): usize {
    let slot = <usize>((word * 0x9e3779b97f4a7c15) >> 56);
    while (true) {
      const place = this.slots + (slot << 3);
      const there = load<u64>(place);
      if (there == word || there == 0) return place;
      slot = (slot + 1) & (slotCount - 1);
    }
  }
}
