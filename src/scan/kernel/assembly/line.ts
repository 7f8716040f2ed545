import { endOfPlainAddress } from './address-shape';
import { blank, bracketClose, bracketOpen, carriageReturn, equal, find, greater, less, nul, tab } from './bytes';
import { line } from './line-shape';
import { readPeer } from './peer';
import { blankQuote, readRequest } from './request';
import { never, readStamp, stampBytes } from './stamp';

export const lineBlank: i32 = 0;
export const lineNotUnderstood: i32 = 1;
export const lineUnderstood: i32 = 2;

/** ` - -` and ` [` as numbers, the first byte lowest. */
const twoDashes: u32 = 0x2d202d20;
const blankBracket: u16 = 0x5b20;

/** From a stamp's bracket to its closing one, and to the request behind it. */
const bracketBytes: usize = 1 + stampBytes;
export const toRequest: usize = bracketBytes + 3;

/**
 * Reads the line [start, end) (no line feed in it) into `line`, which is only meaningful after `lineUnderstood`.
 *
 *     [file:] [host:port ] address ident user [stamp] "request" status size [ "referer" "agent" [anything]]
 *
 * The user may hold blanks, so the line is found by its time stamp, never by counting words.
 */
export function readLine(start: usize, end: usize, wantsAgent: bool): i32 {
  let last = end;
  if (last > start && load<u8>(last - 1) == carriageReturn) last--;
  let bracket = bracketOfCommonLine(start, last);
  if (bracket == 0) {
    let first = start;
    while (first < last && (load<u8>(first) == blank || load<u8>(first) == tab)) first++;
    if (first == last || isTailHeader(first, last)) return lineBlank;
    // A log that was emptied under its writer goes on behind a stretch of NUL bytes, and so does its first line.
    while (first < last && load<u8>(first) == nul) first++;
    bracket = findStamp(first, last);
    if (bracket == 0 || !readPeer(first, bracket - 1)) return lineNotUnderstood;
  }
  return readRequest(bracket + toRequest, last, wantsAgent) ? lineUnderstood : lineNotUnderstood;
}

/** The same as the careful way, for lines that begin `address - - [stamp] "`; 0 for all others. */
@inline
export function bracketOfCommonLine(first: usize, last: usize): usize {
  const addressEnd = endOfPlainAddress(first);
  if (addressEnd == 0 || load<u32>(addressEnd) != twoDashes || load<u16>(addressEnd + 4) != blankBracket) return 0;
  const bracket = addressEnd + 5;
  if (!readBracket(bracket, last)) return 0;
  line.addressStart = first;
  line.addressEnd = addressEnd;
  line.hostStart = line.hostEnd = line.fileStart = line.fileEnd = 0;
  return bracket;
}

/**
 * The bracket of the first readable time stamp that follows a blank and has a quote behind it; 0 when there is none. The
 * quote matters: a user may call himself `x [22/Nov/2026:06:39:45 +0000]`, but every server escapes a quote in his name.
 */
function findStamp(first: usize, last: usize): usize {
  for (let at = find(bracketOpen, first + 1, last); at < last; at = find(bracketOpen, at + 1, last)) {
    if (load<u8>(at - 1) == blank && readBracket(at, last)) return at;
  }
  return 0;
}

/** Reads `[stamp] "`; sets the time. */
@inline
function readBracket(at: usize, last: usize): bool {
  if (at + toRequest > last || load<u8>(at + bracketBytes) != bracketClose || load<u16>(at + bracketBytes + 1) != blankQuote) return false;
  const epoch = readStamp(at + 1);
  line.epoch = epoch;
  return epoch != never;
}

/** `==> file <==`, which tail(1) puts between several files. */
function isTailHeader(first: usize, last: usize): boolean {
  return (
    last - first >= 8 &&
    load<u8>(first) == equal &&
    load<u8>(first, 1) == equal &&
    load<u8>(first, 2) == greater &&
    load<u8>(last - 3) == less &&
    load<u8>(last - 2) == equal &&
    load<u8>(last - 1) == equal
  );
}
