import { blank, colon, dot, percent } from './bytes';

/** An IPv6 address with an IPv4 tail has 45 bytes; the rest is for a zone. */
const longestAddress: usize = 64;

/**
 * Does this word look like an IPv4 or IPv6 address? Digits and three dots, or hexadecimal with two colons or more (with
 * a zone, or an IPv4 tail). Cheap on purpose: it tells an address from `host:port`; canonical text is made later.
 */
export function isAddress(start: usize, end: usize): bool {
  if (end - start > longestAddress) return false;
  const runEnd = readRun(start, end);
  if (runEnd == end) return isShaped(start, end);
  return load<u8>(runEnd) == percent && colons >= 2;
}

/** What the last run was made of. */
let dots: i32 = 0;
let colons: i32 = 0;
let letters: i32 = 0;

/** End of the word at `start` when it is an address by `isAddress`, has no zone, and a blank follows; 0 otherwise. */
@inline
export function endOfPlainAddress(start: usize): usize {
  const end = readRun(start, start + longestAddress);
  return load<u8>(end) == blank && isShaped(start, end) ? end : 0;
}

@inline
function isShaped(start: usize, end: usize): bool {
  if (colons == 0) return dots == 3 && letters == 0 && end - start >= 7;
  if (load<u8>(end - 1) == colon && load<u8>(end - 2) != colon) return false;
  return colons >= 2 && colons <= 8 && (dots == 0 || dots == 3);
}

/** End of the digits, hexadecimal letters, dots and colons at `start`, at most `end`; counts them. */
@inline
function readRun(start: usize, end: usize): usize {
  dots = 0;
  colons = 0;
  letters = 0;
  for (let at = start; at < end; at += 16) {
    const bytes = v128.load(at);
    const dotHits = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(dot)));
    const colonHits = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(colon)));
    const letterHits = i8x16.bitmask(
      i8x16.lt_u(i8x16.sub(v128.or(bytes, i8x16.splat(0x20)), i8x16.splat(0x61)), i8x16.splat(6)),
    );
    const digitHits = i8x16.bitmask(i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10)));
    const others = ~(dotHits | colonHits | letterHits | digitHits) | 0x10000;
    const run = min<usize>(ctz(others), end - at);
    const inside = (1 << <i32>run) - 1;
    dots += popcnt(dotHits & inside);
    colons += popcnt(colonHits & inside);
    letters += popcnt(letterHits & inside);
    if (run < 16) return at + run;
  }
  return end;
}
