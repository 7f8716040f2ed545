import { dot, isDigit, percent, question, slash, zero } from './bytes';
import { line } from './line-shape';
import { reserve } from './memory';

/** Targets beyond this length are judged as they stand; web servers refuse them anyway (Apache's LimitRequestLine: 8,190). */
const longestDecoded: usize = 65536;

/** The target of a request, taken apart: `/a/NAME.ENDING/?query`. */
@unmanaged
class RequestPath {
  start: usize;
  /** The last name that is not empty; empty for the root. */
  nameStart: usize;
  nameEnd: usize;
  /** Behind the last dot of that name, up to `nameEnd`; empty when it has none in its last 32 bytes. */
  endingStart: usize;
  /** Behind the question mark; empty when there is none. */
  queryStart: usize;
  queryEnd: usize;

  /** Start of the name that ends at `end`. */
  nameBefore(end: usize): usize {
    let at = end;
    while (at > this.start && load<u8>(at - 1) != slash) at--;
    return at;
  }

  /** End of the name before the one that starts at `start`; not beyond the path's start when there is none. */
  endBefore(start: usize): usize {
    let at = start;
    while (at > this.start && load<u8>(at - 1) == slash) at--;
    return at;
  }
}

export const path = changetype<RequestPath>(memory.data(offsetof<RequestPath>(), 16));

let decoded: usize = 0;

export function preparePath(): void {
  // The 32 bytes before it may be looked at, too.
  decoded = reserve(32 + longestDecoded) + 32;
}

/** Takes the target of `line` apart. */
@inline
export function readPath(): void {
  const start = line.targetStart;
  const end = line.targetEnd;
  const mark = line.queryMark;
  if (!line.isEscaped || end - start > longestDecoded) readParts(start, mark, min(mark + 1, end), end);
  else {
    const pathEnd = decode(start, mark, decoded);
    store<u8>(pathEnd, question);
    readParts(decoded, pathEnd, pathEnd + 1, decode(min(mark + 1, end), end, pathEnd + 1));
  }
}

@inline
function readParts(start: usize, pathEnd: usize, queryStart: usize, queryEnd: usize): void {
  path.start = start;
  path.queryStart = queryStart;
  path.queryEnd = queryEnd;
  let nameEnd = pathEnd - usize(pathEnd > start && load<u8>(pathEnd - 1) == slash);
  while (nameEnd > start && load<u8>(nameEnd - 1) == slash) nameEnd--;
  // Most names are short: their beginning and their ending lie within the last 32 bytes.
  const slashes = lastBits(nameEnd, slash);
  const dots = lastBits(nameEnd, dot);
  const nameStart = slashes ? max(nameEnd - clz(slashes), start) : path.nameBefore(nameEnd);
  const ending = nameEnd - clz(dots);
  path.nameStart = nameStart;
  path.nameEnd = nameEnd;
  path.endingStart = dots != 0 && ending > nameStart ? ending : nameEnd;
}

/** A bit for each of the 32 bytes before `end` that is `byte`, the last one highest. */
@inline
function lastBits(end: usize, byte: u8): u32 {
  const wanted = i8x16.splat(byte);
  const early = i8x16.bitmask(i8x16.eq(v128.load(end - 32), wanted));
  const late = i8x16.bitmask(i8x16.eq(v128.load(end - 16), wanted));
  return early | (late << 16);
}

/** Copies [at, end) with every `%xx` as its byte; gives the end of the copy. */
function decode(at: usize, end: usize, to: usize): usize {
  while (at < end) {
    const byte = load<u8>(at++);
    if (byte == percent && at + 1 < end) {
      const high = hexDigit(load<u8>(at));
      const low = hexDigit(load<u8>(at, 1));
      if (high >= 0 && low >= 0) {
        store<u8>(to++, <u8>((high << 4) | low));
        at += 2;
        continue;
      }
    }
    store<u8>(to++, byte);
  }
  return to;
}

function hexDigit(byte: u8): i32 {
  if (isDigit(byte)) return byte - zero;
  const letter = <i32>(byte | 0x20) - 0x61;
  return letter >= 0 && letter < 6 ? letter + 10 : -1;
}
