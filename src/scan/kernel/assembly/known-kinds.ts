import { Entry } from './entry';
import { kindOf } from './kinds';
import { line } from './line-shape';
import { get, post, splitRequest } from './request-line';

/**
 * The kind of a request follows from its method, target and status alone, and most targets are asked for again and again
 * with the same answer. So each page keeps, in its only side number, the kinds that were judged last: two halves of 16
 * bits, a mark in the upper twelve and the kind in the lower four, the newest half lowest, and 0 for none.
 */
const judged: u32 = 0;

const anyMark: u32 = 0x800;
const postMark: u32 = 0x400;
const statusBits: u32 = 0x3ff;

/** A number for method and status of the request in `line`; 0 when it is not kept: seldom used methods. */
@inline
export function markOfRequest(): u32 {
  const method = load<u32>(line.methodStart);
  const length = line.methodEnd - line.methodStart;
  if (method == get && length == 3) return anyMark | line.status;
  return method == post && length == 4 ? anyMark | postMark | line.status : 0;
}

/**
 * Kind of a request with this mark for the page of `page`, whose whole target it is. Where it was not judged before, the
 * request is read once more, from its method to its target's end, into `line`.
 */
@inline
export function kindOfPage(page: Entry, mark: u32, requestStart: usize, targetEnd: usize): u32 {
  const known = load<u32>(page.sideAt(judged));
  if (((known >> 4) & 0xfff) == mark) return known & 15;
  if (known >> 20 == mark) return (known >> 16) & 15;
  splitRequest(requestStart, targetEnd);
  line.status = mark & statusBits;
  const kind = kindOf();
  store<u32>(page.sideAt(judged), (known << 16) | (mark << 4) | kind);
  return kind;
}
