import { bitsOf, blank, find, isLetter, minus, percent, question, quote, underscore } from './bytes';
import { line } from './line-shape';

/** Takes apart what stands between the request's quotes: `GET /path?query HTTP/1.1`, or something that is no such thing. */

const longestMethod: usize = 32;

/** `GET ` and its like as four bytes in one number, the first one lowest. */
const get: u32 = 0x20544547;
const head: u32 = 0x44414548;
export const post: u32 = 0x54534f50;

/**
 * Method and target where they are told from their first bytes: one of three methods, one blank, and a target that ends
 * at a blank before there is any quote. Gives the target's end, or 0: then `splitRequest` does it properly.
 */
@inline
export function splitCommonRequest(start: usize, last: usize): usize {
  const word = load<u32>(start);
  let methodEnd: usize = 0;
  if (word == get) methodEnd = start + 3;
  else if ((word == post || word == head) && load<u8>(start, 4) == blank) methodEnd = start + 4;
  else return 0;
  const target = methodEnd + 1;
  readTarget(target, last, quote);
  const end = line.targetEnd;
  if (end >= last || load<u8>(end) != blank || end == target) return 0;
  line.methodStart = start;
  line.methodEnd = methodEnd;
  return end;
}

export function splitRequest(start: usize, end: usize): void {
  line.methodStart = line.methodEnd = line.targetStart = line.targetEnd = line.queryMark = start;
  const methodEnd = find(blank, start, end);
  if (methodEnd == end || !isMethod(start, methodEnd)) return;
  let target = methodEnd;
  while (target < end && load<u8>(target) == blank) target++;
  if (target == end) return;
  line.methodEnd = methodEnd;
  readTarget(target, end, blank);
}

/** Reads the target that starts at `start` and ends at the first blank or `stop`, or at `last`; notes where its query begins. */
@inline
function readTarget(start: usize, last: usize, stop: u8): void {
  let end = last;
  let mark = last;
  let escapes: u64 = 0;
  for (let at = start; at < last; at += 64) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const c = v128.load(at, 32);
    const d = v128.load(at, 48);
    const ends = bitsOf(blank, a, b, c, d) | bitsOf(stop, a, b, c, d);
    const marks = bitsOf(question, a, b, c, d);
    escapes |= bitsOf(percent, a, b, c, d) & bitsBelow(ends);
    if (marks && mark == last) mark = at + <usize>ctz(marks);
    if (ends) {
      end = at + <usize>ctz(ends);
      break;
    }
  }
  line.targetStart = start;
  line.targetEnd = min(end, last);
  line.queryMark = min(mark, line.targetEnd);
  line.isEscaped = escapes != 0;
}

/** The bits below the lowest one that is set; all of them when none is. */
@inline
function bitsBelow(bits: u64): u64 {
  return (bits - 1) & ~bits;
}

function isMethod(start: usize, end: usize): bool {
  if (end == start || end - start > longestMethod) return false;
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    if (!isLetter(byte) && byte != minus && byte != underscore) return false;
  }
  return true;
}
