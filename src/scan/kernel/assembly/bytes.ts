/**
 * Looking for bytes, comparing and copying them, sixteen or more at a time. All of these read past the end they are given,
 * by 63 bytes at most, and `copyOver` writes there: see `slack`.
 */

export const nul: u8 = 0x00;
export const tab: u8 = 0x09;
export const lineFeed: u8 = 0x0a;
export const carriageReturn: u8 = 0x0d;
export const blank: u8 = 0x20;
export const quote: u8 = 0x22;
export const percent: u8 = 0x25;
export const ampersand: u8 = 0x26;
export const plus: u8 = 0x2b;
export const comma: u8 = 0x2c;
export const minus: u8 = 0x2d;
export const dot: u8 = 0x2e;
export const slash: u8 = 0x2f;
export const zero: u8 = 0x30;
export const colon: u8 = 0x3a;
export const less: u8 = 0x3c;
export const equal: u8 = 0x3d;
export const greater: u8 = 0x3e;
export const question: u8 = 0x3f;
export const atSign: u8 = 0x40;
export const bracketOpen: u8 = 0x5b;
export const backslash: u8 = 0x5c;
export const bracketClose: u8 = 0x5d;
export const underscore: u8 = 0x5f;

@inline
export function isDigit(byte: u8): bool {
  return <u8>(byte - zero) < 10;
}

@inline
export function isLetter(byte: u8): bool {
  return <u8>((byte | 0x20) - 0x61) < 26;
}

/** The first `byte` in [at, end), or `end`. */
@inline
export function find(byte: u8, at: usize, end: usize): usize {
  const wanted = i8x16.splat(byte);
  for (; at < end; at += 16) {
    const hits = i8x16.bitmask(i8x16.eq(v128.load(at), wanted));
    if (hits) return min(at + ctz(hits), end);
  }
  return end;
}

/** The first `byte` in [at, end), or `end`; the same as `find`, for what is mostly farther away than 16 bytes. */
@inline
export function findFar(byte: u8, at: usize, end: usize): usize {
  const wanted = i8x16.splat(byte);
  for (; at < end; at += 64) {
    const a = i8x16.eq(v128.load(at), wanted);
    const b = i8x16.eq(v128.load(at, 16), wanted);
    const c = i8x16.eq(v128.load(at, 32), wanted);
    const d = i8x16.eq(v128.load(at, 48), wanted);
    if (v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) return min(at + <usize>ctz(bits64(a, b, c, d)), end);
  }
  return end;
}

/** The first quote or line feed in [at, end), or `end`. */
@inline
export function findQuoteOrFeed(at: usize, end: usize): usize {
  for (; at < end; at += 64) {
    const a = isQuoteOrFeed(v128.load(at));
    const b = isQuoteOrFeed(v128.load(at, 16));
    const c = isQuoteOrFeed(v128.load(at, 32));
    const d = isQuoteOrFeed(v128.load(at, 48));
    if (v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) return min(at + <usize>ctz(bits64(a, b, c, d)), end);
  }
  return end;
}

@inline
function isQuoteOrFeed(bytes: v128): v128 {
  return v128.or(i8x16.eq(bytes, i8x16.splat(quote)), i8x16.eq(bytes, i8x16.splat(lineFeed)));
}

/** A bit for each of 32 bytes of ones or zeroes, the first one lowest. */
@inline
export function bits32(a: v128, b: v128): u32 {
  return <u32>i8x16.bitmask(a) | (<u32>i8x16.bitmask(b) << 16);
}

/** A bit for each of 64 bytes of ones or zeroes, the first one lowest. */
@inline
function bits64(a: v128, b: v128, c: v128, d: v128): u64 {
  const low = <u32>i8x16.bitmask(a) | (<u32>i8x16.bitmask(b) << 16);
  const high = <u32>i8x16.bitmask(c) | (<u32>i8x16.bitmask(d) << 16);
  return <u64>low | (<u64>high << 32);
}

/** The last `byte` in [start, end), or 0. */
export function findLast(byte: u8, start: usize, end: usize): usize {
  while (end > start) if (load<u8>(--end) == byte) return end;
  return 0;
}

/** Are `length` bytes at `a` and at `b` the same? */
@inline
export function equalBytes(a: usize, b: usize, length: usize): bool {
  while (length > 64) {
    if (sameIn64(a, b) != -1) return false;
    a += 64;
    b += 64;
    length -= 64;
  }
  // No loop over what is left: its end would be guessed wrong each time.
  if (length <= 16) return (~sameIn16(a, b) & ((1 << <i32>length) - 1)) == 0;
  return (~sameIn64(a, b) << (64 - <u64>length)) == 0;
}

/** A bit for each of 16 bytes that are the same, the first one lowest. */
@inline
function sameIn16(a: usize, b: usize): i32 {
  return i8x16.bitmask(i8x16.eq(v128.load(a), v128.load(b)));
}

@inline
function sameIn64(a: usize, b: usize): u64 {
  return bits64(
    i8x16.eq(v128.load(a), v128.load(b)),
    i8x16.eq(v128.load(a, 16), v128.load(b, 16)),
    i8x16.eq(v128.load(a, 32), v128.load(b, 32)),
    i8x16.eq(v128.load(a, 48), v128.load(b, 48)),
  );
}

/** Order of byte strings as memcmp has it, the shorter one first when one begins the other. Negative: `a` comes first. */
export function compareBytes(a: usize, lengthA: usize, b: usize, lengthB: usize): i32 {
  const shared = min(lengthA, lengthB);
  for (let at: usize = 0; at < shared; at++) {
    const difference = <i32>load<u8>(a + at) - <i32>load<u8>(b + at);
    if (difference != 0) return difference;
  }
  return <i32>lengthA - <i32>lengthB;
}

/** Copies `length` bytes, and up to 15 more, to a place where nothing lies behind them yet. */
@inline
export function copyOver(to: usize, from: usize, length: usize): void {
  for (let at: usize = 0; at < length; at += 16) v128.store(to + at, v128.load(from + at));
}
