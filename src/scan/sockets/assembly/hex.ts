/** Hexadecimal digits, many at a time. What is read of bytes that are no digits means nothing: look at `digitBits` before. */

/** A bit for each of the 16 bytes from `at` that is a hexadecimal digit, the first one lowest. */
@inline
export function digitBits(at: usize): u64 {
  const bytes = v128.load(at);
  const isDecimal = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(0x30)), i8x16.splat(10));
  const isLetter = i8x16.lt_u(i8x16.sub(v128.or(bytes, i8x16.splat(0x20)), i8x16.splat(0x61)), i8x16.splat(6));
  return <u64>i8x16.bitmask(v128.or(isDecimal, isLetter));
}

/** The number of eight digits. */
@inline
export function hex8(at: usize): i32 {
  const bytes = load<u64>(at);
  const nibbles = (bytes & 0x0f0f0f0f0f0f0f0f) + ((bytes >> 6) & 0x0101010101010101) * 9;
  // The first digit lies lowest and counts most: neighbours are joined, then neighbours of these.
  const pairs = ((nibbles << 4) | (nibbles >> 8)) & 0x00ff00ff00ff00ff;
  const fours = ((pairs << 8) | (pairs >> 16)) & 0x0000ffff0000ffff;
  return <i32>((fours << 16) | (fours >> 32));
}

@inline
export function hex4(at: usize): i32 {
  return (hex2(at) << 8) | hex2(at + 2);
}

@inline
export function hex2(at: usize): i32 {
  return (nibble(at) << 4) | nibble(at + 1);
}

@inline
function nibble(at: usize): i32 {
  const byte = <i32>load<u8>(at);
  return (byte & 15) + (byte >> 6) * 9;
}
