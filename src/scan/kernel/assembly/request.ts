import { backslash, blank, findFar, minus, quote, zero } from './bytes';
import { line, noStatus } from './line-shape';
import { splitCommonRequest, splitRequest } from './request-line';

/** ` "` as two bytes in one number. */
export const blankQuote: u16 = 0x2220;

/**
 * Reads from behind the request's opening quote to the end of the line: `request" status size [ "referer" "agent" […]]`.
 * Quoted fields end at the first quote that no backslash escapes (Apache writes `\"` and `\\`; nginx writes `\x22`).
 */
export function readRequest(start: usize, last: usize, wantsAgent: bool): bool {
  const targetEnd = splitCommonRequest(start, last);
  const from = targetEnd != 0 ? targetEnd : start;
  for (let close = closingQuote(start, from, last); close < last; close = closingQuote(start, close + 1, last)) {
    const statusEnd = load<u8>(close, 1) == blank ? readStatus(close + 2, last) : 0;
    if (statusEnd == 0) continue;
    const sizeEnd = endOfSize(statusEnd + 1, last);
    if (sizeEnd == 0) continue;
    if (targetEnd == 0) splitRequest(start, close);
    line.sizeStart = statusEnd + 1;
    line.sizeEnd = sizeEnd;
    if (wantsAgent) readAgent(sizeEnd, last);
    return true;
  }
  return false;
}

/** The first quote in [from, last) that no backslash of its field escapes, or `last`. Before a field stands its own quote. */
@inline
function closingQuote(fieldStart: usize, from: usize, last: usize): usize {
  for (let at = findFar(quote, from, last); at < last; at = findFar(quote, at + 1, last)) {
    if (load<u8>(at - 1) != backslash || !isEscaped(fieldStart, at)) return at;
  }
  return last;
}

/** An odd number of backslashes stands before an escaped quote. */
function isEscaped(fieldStart: usize, at: usize): bool {
  let escapes = at;
  while (escapes > fieldStart && load<u8>(escapes - 1) == backslash) escapes--;
  return ((at - escapes) & 1) == 1;
}

/** Reads `200` or `-`, followed by a blank; gives its end, or 0. */
@inline
export function readStatus(start: usize, last: usize): usize {
  if (start + 3 < last && load<u8>(start, 3) == blank) {
    const hundreds = <u32>load<u8>(start) - zero;
    const tens = <u32>load<u8>(start, 1) - zero;
    const ones = <u32>load<u8>(start, 2) - zero;
    if (hundreds < 10 && tens < 10 && ones < 10) {
      line.status = hundreds * 100 + tens * 10 + ones;
      return start + 3;
    }
  }
  if (start + 1 < last && load<u8>(start) == minus && load<u8>(start, 1) == blank) {
    line.status = noStatus;
    return start + 1;
  }
  return 0;
}

/** End of the size, digits or `-`, followed by a blank or the line's end; or 0. */
@inline
export function endOfSize(start: usize, last: usize): usize {
  if (start >= last) return 0;
  const end = load<u8>(start) == minus ? start + 1 : min(endOfDigits(start), last);
  return end > start && (end == last || load<u8>(end) == blank) ? end : 0;
}

@inline
function endOfDigits(start: usize): usize {
  let at = start;
  while (true) {
    const others = i8x16.bitmask(i8x16.ge_u(i8x16.sub(v128.load(at), i8x16.splat(zero)), i8x16.splat(10)));
    if (others) return at + ctz(others);
    at += 16;
  }
}

/** Reads `"referer" "agent"`, where they are. */
@inline
export function readAgent(sizeEnd: usize, last: usize): void {
  line.refererStart = line.refererEnd = line.agentStart = line.agentEnd = last;
  if (sizeEnd + 1 >= last || load<u16>(sizeEnd) != blankQuote) return;
  const refererEnd = closingQuote(sizeEnd + 2, sizeEnd + 2, last);
  if (refererEnd + 2 >= last || load<u16>(refererEnd + 1) != blankQuote) return;
  line.refererStart = sizeEnd + 2;
  line.refererEnd = refererEnd;
  line.agentStart = refererEnd + 3;
  // A line cut inside its last field still tells who asked for what: then the field ends with the line.
  line.agentEnd = closingQuote(refererEnd + 3, refererEnd + 3, last);
}
