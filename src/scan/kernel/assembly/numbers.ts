/**
 * Numbers of a snapshot: seven bits a byte, the lowest first, with the highest bit set on all bytes but the last
 * (LEB128). Most counts are one byte long.
 */

let at: usize = 0;
let end: usize = 0;
/** Something was read that is not there. */
let broken: bool = false;

/** Sets the place for reading and writing. */
export function goTo(start: usize, limit: usize): void {
  at = start;
  end = limit;
  broken = false;
}

export function place(): usize {
  return at;
}

export function writeNumber(value: u64): void {
  for (; value > 0x7f; value >>= 7) store<u8>(at++, <u8>value | 0x80);
  store<u8>(at++, <u8>value);
}

/** Negative numbers, too: the sign becomes the lowest bit. */
export function writeSigned(value: i64): void {
  writeNumber((<u64>value << 1) ^ <u64>(value >> 63));
}

export function writeBytes(from: usize, length: usize): void {
  writeNumber(length);
  memory.copy(at, from, length);
  at += length;
}

/** 0 where there is no number; see `readsWell`. */
export function readNumber(): u64 {
  let value: u64 = 0;
  for (let shift: u64 = 0; shift < 64; shift += 7) {
    if (at >= end) break;
    const byte = load<u8>(at++);
    value |= <u64>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  broken = true;
  return 0;
}

export function readSigned(): i64 {
  const value = readNumber();
  return <i64>(value >> 1) ^ -<i64>(value & 1);
}

/** Length of the byte string that starts here, which is skipped; it ends at `place`. 0 when it is longer than `limit` or what is left. */
export function readBytes(limit: u64): usize {
  const length = readNumber();
  if (length > limit || length > <u64>(end - at)) {
    broken = true;
    return 0;
  }
  at += <usize>length;
  return <usize>length;
}

/** Was everything there that was read so far? */
export function readsWell(): bool {
  return !broken;
}

/** And is nothing left? */
export function readsToTheEnd(): bool {
  return !broken && at == end;
}
