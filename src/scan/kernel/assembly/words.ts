import { isLetter } from './bytes';

/** Comparing bytes with words of the source, which AssemblyScript keeps as UTF-16. All of them are ASCII. */

@inline
function lower(byte: u8): u8 {
  return isLetter(byte) ? byte | 0x20 : byte;
}

/** Do the bytes at `at` read `word`, letter by letter? */
export function reads(at: usize, word: string): bool {
  for (let index = 0; index < word.length; index++) if (load<u8>(at + index) != <u8>word.charCodeAt(index)) return false;
  return true;
}

/** Does [start, end) begin with `word`, whatever the case? `word` is in lower case. */
export function startsWith(start: usize, end: usize, word: string): bool {
  if (end - start < <usize>word.length) return false;
  for (let index = 0; index < word.length; index++) if (lower(load<u8>(start + index)) != <u8>word.charCodeAt(index)) return false;
  return true;
}

/** Is [start, end) `word`, whatever the case? `word` is in lower case. */
export function isWord(start: usize, end: usize, word: string): bool {
  return end - start == <usize>word.length && startsWith(start, end, word);
}
