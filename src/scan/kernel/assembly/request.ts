import { backslash, bitsOf, blank, find, findFar, isLetter, minus, percent, question, quote, underscore, zero } from './bytes';
import { line, noStatus } from './line-shape';

/**
 * Reads from behind the request's opening quote to the end of the line: `request" status size [ "referer" "agent" […]]`.
 * Quoted fields end at the first quote that no backslash escapes (Apache writes `\"` and `\\`; nginx writes `\x22`).
 */

const longestMethod: usize = 32;

/** `GET ` and its like as four bytes in one number, the first one lowest. */
const get: u32 = 0x20544547;
const head: u32 = 0x44414548;
export const post: u32 = 0x54534f50;

export function readRequest(start: usize, last: usize, wantsAgent: bool): bool {
  const targetEnd = splitCommonRequest(start, last);
  const from = targetEnd != 0 ? targetEnd : start;
  for (let close = closingQuote(start, from, last); close < last; close = closingQuote(start, close + 1, last)) {
    const statusEnd = load<u8>(close, 1) == blank ? readStatus(close + 2, last) : 0;
    if (statusEnd == 0) continue;
    const sizeEnd = endOfSize(statusEnd + 1, last);
    if (sizeEnd == 0) continue;
    if (targetEnd == 0) splitRequest(start, close);
    if (wantsAgent) readAgent(sizeEnd, last);
    return true;
  }
  return false;
}

/**
 * Method and target where they are told from their first bytes: one of three methods, one blank, and a target that ends
 * at a blank before there is any quote. Gives the target's end, or 0: then `splitRequest` does it properly.
 */
@inline
function splitCommonRequest(start: usize, last: usize): usize {
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

function splitRequest(start: usize, end: usize): void {
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
function readStatus(start: usize, last: usize): usize {
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
function endOfSize(start: usize, last: usize): usize {
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

@inline
function readAgent(sizeEnd: usize, last: usize): void {
  line.agentStart = line.agentEnd = last;
  if (sizeEnd + 1 >= last || load<u16>(sizeEnd) != blankQuote) return;
  const refererEnd = closingQuote(sizeEnd + 2, sizeEnd + 2, last);
  if (refererEnd + 2 >= last || load<u16>(refererEnd + 1) != blankQuote) return;
  line.agentStart = refererEnd + 3;
  // A line cut inside its last field still tells who asked for what: then the field ends with the line.
  line.agentEnd = closingQuote(refererEnd + 3, refererEnd + 3, last);
}

/** A blank and a quote, as two bytes in one number. */
const blankQuote: u16 = 0x2220;
