import { bits32, blank, find, isLetter, minus, percent, question, quote, underscore } from './bytes';
import { line } from './line-shape';

/** Takes apart what stands between the request's quotes: `GET /path?query HTTP/1.1`, or something that is no such thing. */

const longestMethod: usize = 32;

/** `GET ` and its like as four bytes in one number, the first one lowest. */
export const get: u32 = 0x20544547;
export const head: u32 = 0x44414548;
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
  const end = readPlainTarget(target, last);
  if (end == 0) return 0;
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
  readTarget(target, end);
}

/**
 * Reads the target that starts at `start` and ends at a blank, with no control byte, `!` or quote before it: most are short.
 * Gives its end, or 0.
 */
@inline
function readPlainTarget(start: usize, last: usize): usize {
  let mark: usize = 0;
  let escapes: u32 = 0;
  for (let at = start; at < last; at += 32) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    const stops = bits32(i8x16.le_u(a, i8x16.splat(quote)), i8x16.le_u(b, i8x16.splat(quote)));
    const marks = bits32(i8x16.eq(a, i8x16.splat(question)), i8x16.eq(b, i8x16.splat(question)));
    const percents = bits32(i8x16.eq(a, i8x16.splat(percent)), i8x16.eq(b, i8x16.splat(percent)));
    escapes |= percents & bitsBelow(stops);
    if (marks && mark == 0) mark = at + ctz(marks);
    if (stops == 0) continue;
    const end = at + ctz(stops);
    if (end >= last || end == start || load<u8>(end) != blank) return 0;
    line.targetStart = start;
    line.targetEnd = end;
    line.queryMark = mark == 0 ? end : min(mark, end);
    line.isEscaped = escapes != 0;
    return end;
  }
  return 0;
}

/** The bits below the lowest one that is set; all of them when none is. */
@inline
function bitsBelow(bits: u32): u32 {
  return (bits - 1) & ~bits;
}

/** Reads the target that starts at `start` and ends at the first blank, or at `last`; notes where its query begins. */
function readTarget(start: usize, last: usize): void {
  const end = find(blank, start, last);
  line.targetStart = start;
  line.targetEnd = end;
  line.queryMark = find(question, start, end);
  line.isEscaped = find(percent, start, end) != end;
}

function isMethod(start: usize, end: usize): bool {
  if (end == start || end - start > longestMethod) return false;
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    if (!isLetter(byte) && byte != minus && byte != underscore) return false;
  }
  return true;
}
