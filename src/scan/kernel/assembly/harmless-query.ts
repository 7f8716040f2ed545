import { ampersand, dot, equal, isDigit, isLetter, minus, underscore } from './bytes';
import { reserve } from './memory';

/**
 * Queries that say nothing: `?colour=red&page=2`. Made of letters, digits and `_-=&.`, with a parameter and a small letter in it (what
 * has none may be a flood's way past caches), without two dots together, a search (`q=`, `s=`) and any telling word of the driver's. Of each
 * word five bytes are looked for, in any case; what has the same five, or five that share their bit, is only looked at closely.
 */
const pieceBytes: u32 = 5;
const bitCount: u32 = 65_536;
/** A bit for each hash of a piece. */
let pieces: usize = 0;
/** What each byte is to a query. */
let classes: usize = 0;
const plain: u8 = 1;
const small: u8 = 2;
const equalSign: u8 = 4;
const aDot: u8 = 8;

export function prepareHarmlessQueries(): void {
  pieces = reserve(bitCount >> 3);
  classes = reserve(256);
  for (let byte: u32 = 0; byte < 256; byte++) store<u8>(classes + byte, classOf(<u8>byte));
}

function classOf(byte: u8): u8 {
  if (byte == equal) return plain | equalSign;
  if (byte == dot) return plain | aDot;
  if (isLetter(byte)) return (byte & 0x20) != 0 ? plain | small : plain;
  return isDigit(byte) || byte == ampersand || byte == minus || byte == underscore ? plain : 0;
}

/** From now on no query is harmless that holds the five bytes at `at`. */
export function addTellingPiece(at: usize): void {
  let piece: u64 = 0;
  for (let index: u32 = 0; index < pieceBytes; index++) piece = withByte(piece, load<u8>(at + index));
  const bit = bitOf(piece);
  store<u8>(pieces + (bit >> 3), load<u8>(pieces + (bit >> 3)) | (<u8>1 << <u8>(bit & 7)));
}

/** The last five bytes, folded, the newest one highest. */
@inline
function withByte(piece: u64, byte: u8): u64 {
  return (piece >> 8) | (<u64>(byte | 0x20) << 32);
}

@inline
function bitOf(piece: u64): u32 {
  return <u32>((piece * 0x9e3779b97f4a7c15) >> 48);
}

const asQ: u64 = 0x3d71;
const asS: u64 = 0x3d73;

/** Do the last bytes read `q=` or `s=`, with a parameter's beginning before them? */
@inline
function isSearch(piece: u64): bool {
  const last = piece >> 24;
  const before = <u8>(piece >> 16);
  return (last == asQ || last == asS) && (before == 0 || before == ampersand);
}

export function isHarmlessQuery(start: usize, end: usize): bool {
  let seen: u8 = 0;
  let all: u8 = plain;
  let before: u8 = 0;
  let piece: u64 = 0;
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    const is = load<u8>(classes + byte);
    all &= is;
    if (all == 0 || (is & before & aDot) != 0) return false;
    seen |= is;
    before = is;
    piece = withByte(piece, byte);
    if (byte == equal && isSearch(piece)) return false;
    // The first ones are no pieces yet, and hit no bit but by chance.
    const bit = bitOf(piece);
    if ((load<u8>(pieces + (bit >> 3)) >> (bit & 7)) & 1) return false;
  }
  return (seen & (small | equalSign)) == (small | equalSign);
}
