import { LineShape } from '../access/line-shape.ts';
import { looksLikeStamp, StampReader, stampLength } from '../access/time-stamp.ts';
import { isProgramEnding } from './scripts-and-secrets.ts';

const carriageReturn = 0x0d;
const blank = 0x20;
const quote = 0x22;
const minus = 0x2d;
const dot = 0x2e;
const slash = 0x2f;
const zero = 0x30;
const question = 0x3f;
const bracketOpen = 0x5b;
const backslash = 0x5c;
const bracketClose = 0x5d;
const longestEnding = 5;

/**
 * A line of the usual shape `address - - [stamp] "METHOD /target …" status size "referer" "agent"`, read more cheaply than
 * `LineReader` can. Everything unusual is left to that, which says the same of the usual ones.
 */
export class PlainLine {
  /** Of a line that was read: its time and where its status and target are; after `readRest` all but the address. */
  readonly shape = new LineShape();
  status = 0;
  readonly #stamps = new StampReader();

  /** Reads from the blank behind the address; false when the line has not the usual shape. */
  read(bytes: Uint8Array, blankAt: number, end: number): boolean {
    const stamp = blankAt + 6;
    const request = stamp + stampLength + 3;
    if (request >= end || !isDashes(bytes, blankAt) || !looksLikeStamp(bytes, stamp)) return false;
    if (bytes[request - 3] !== bracketClose || bytes[request - 2] !== blank || bytes[request - 1] !== quote) return false;
    const { shape } = this;
    shape.epoch = this.#stamps.read(bytes, stamp);
    if (Number.isNaN(shape.epoch)) return false;
    const close = endOfQuoted(bytes, request, end);
    if (close < 0 || close + 6 >= end || bytes[close + 1] !== blank || bytes[close + 5] !== blank) return false;
    this.status = threeDigits(bytes, close + 2);
    shape.sizeStart = close + 6;
    shape.sizeEnd = endOfSize(bytes, close + 6, end);
    return this.status >= 0 && shape.sizeEnd > 0 && this.#readTarget(bytes, request, close);
  }

  /** Reads on to the end of a line that `read` took; false when the rest has not the usual shape. */
  readRest(bytes: Uint8Array, end: number): boolean {
    const { shape } = this;
    const last = bytes[end - 1] === carriageReturn ? end - 1 : end;
    if (bytes[shape.sizeEnd] !== blank || bytes[shape.sizeEnd + 1] !== quote) return false;
    shape.refererStart = shape.sizeEnd + 2;
    shape.refererEnd = endOfQuoted(bytes, shape.refererStart, last);
    if (shape.refererEnd < 0 || bytes[shape.refererEnd + 1] !== blank || bytes[shape.refererEnd + 2] !== quote) return false;
    shape.agentStart = shape.refererEnd + 3;
    shape.agentEnd = endOfQuoted(bytes, shape.agentStart, last);
    return shape.agentEnd >= 0;
  }

  /** Of a method in capitals, one blank, a target. */
  #readTarget(bytes: Uint8Array, request: number, close: number): boolean {
    const { shape } = this;
    let target = request;
    while (target < close && (bytes[target] ?? 0) >= 0x41 && (bytes[target] ?? 0) <= 0x5a) target++;
    if (target === request || target - request > 16 || bytes[target] !== blank || bytes[target + 1] !== slash) return false;
    shape.methodStart = request;
    shape.methodEnd = target;
    shape.targetStart = target + 1;
    let targetEnd = target + 1;
    while (targetEnd < close && bytes[targetEnd] !== blank) targetEnd++;
    shape.targetEnd = targetEnd;
    return true;
  }
}

/** Whether a target is answered by a program, as far as its path tells: by its ending, or because it has none. */
export function isProgramTarget(bytes: Uint8Array, start: number, end: number): boolean {
  if (start === end) return false;
  let pathEnd = start;
  let name = start;
  let lastDot = -1;
  for (; pathEnd < end && bytes[pathEnd] !== question; pathEnd++) {
    if (bytes[pathEnd] === slash) {
      name = pathEnd + 1;
      lastDot = -1;
    } else if (bytes[pathEnd] === dot) lastDot = pathEnd;
  }
  if (lastDot < name) return true;
  if (pathEnd - lastDot - 1 > longestEnding) return false;
  let ending = '';
  for (let at = lastDot + 1; at < pathEnd; at++) ending += String.fromCharCode(bytes[at] ?? 0);
  return isProgramEnding(ending.toLowerCase());
}

/** ` - - [` */
const isDashes = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === blank &&
  bytes[at + 1] === minus &&
  bytes[at + 2] === blank &&
  bytes[at + 3] === minus &&
  bytes[at + 4] === blank &&
  bytes[at + 5] === bracketOpen;

/** The closing quote; -1 where there is none, or where a backslash may hide one. */
function endOfQuoted(bytes: Uint8Array, start: number, end: number): number {
  let close = start;
  while (close < end && bytes[close] !== quote && bytes[close] !== backslash) close++;
  return close < end && bytes[close] === quote ? close : -1;
}

function threeDigits(bytes: Uint8Array, start: number): number {
  let value = 0;
  for (let at = start; at < start + 3; at++) {
    const digit = (bytes[at] ?? 0) - zero;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Behind digits or `-` that a blank or the end follows; -1 where there is no size. */
function endOfSize(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  if (bytes[at] === minus) at++;
  else while (at < end && (bytes[at] ?? 0) >= zero && (bytes[at] ?? 0) <= 0x39) at++;
  return at > start && at <= end && (at === end || bytes[at] === blank) ? at : -1;
}
