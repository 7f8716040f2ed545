import { goTo, place } from './numbers';

/**
 * A snapshot is a row of pieces, each of which fits into the exchange:
 *
 *     u32 length of the piece, u32 kind, u64 sum over both and everything behind, then numbers and bytes as `numbers` has them
 *
 * First comes one `head` piece, then for each table a `table` piece and its entries in as many `entries` pieces as they
 * need, then an `end` piece.
 */
export const headPiece: u32 = 0x48534341;
export const tablePiece: u32 = 0x54534341;
export const entriesPiece: u32 = 0x45534341;
export const endPiece: u32 = 0x5a534341;

const pieceStart: usize = 16;

export function beginPiece(exchange: usize, kind: u32): void {
  store<u32>(exchange, kind, 4);
  goTo(exchange + pieceStart, 0);
}

/** Gives the length of the whole piece. */
export function endPieceAt(exchange: usize): usize {
  const end = place();
  store<u32>(exchange, <u32>(end - exchange));
  store<u64>(exchange, sumOf(exchange, end), 8);
  return end - exchange;
}

/** Its kind, when the piece is as it was written; or 0. Its content can be read then. */
export function openPiece(exchange: usize, length: usize): u32 {
  if (length < pieceStart || load<u32>(exchange) != <u32>length) return 0;
  if (load<u64>(exchange, 8) != sumOf(exchange, exchange + length)) return 0;
  goTo(exchange + pieceStart, exchange + length);
  return load<u32>(exchange, 4);
}

/** Against damage, not against forgery. Reads up to seven bytes past the end, which it sets to zero. */
function sumOf(exchange: usize, end: usize): u64 {
  store<u64>(end, 0);
  let sum = load<u64>(exchange);
  for (let at = exchange + pieceStart; at < end; at += 8) {
    sum = (sum ^ load<u64>(at)) * 0x9e3779b97f4a7c15;
    sum ^= sum >> 29;
  }
  return sum;
}
