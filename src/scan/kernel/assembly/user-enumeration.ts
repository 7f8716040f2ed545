import { ampersand, dot, find, isDigit, question, slash } from './bytes';
import { path } from './path';
import { isWord, reads, startsWith } from './words';

/**
 * Is the request one of those that make WordPress tell its users' names? The list of users of its REST interface, by path
 * or by `rest_route`, and `?author=1` on a front page. Not `users/me` and not a table of wp-admin: those are its own.
 */
@inline
export function asksForUsers(): bool {
  return (endsLikeUsers() && isUsersRoute()) || (mayAsk() && hasAskingParameter());
}

/** Cheap: can the path end in `users` or `users/1`? */
@inline
function endsLikeUsers(): bool {
  const lastFive = (load<u64>(path.nameEnd - 5) | 0x2020202020) & 0xffffffffff;
  return lastFive == users || isDigit(load<u8>(path.nameStart));
}

/** `users` as five bytes in one number, the first one lowest. */
const users: u64 = 0x7372657375;

/** `…/wp/v2/users`, or one of them by number. */
function isUsersRoute(): bool {
  let end = path.nameEnd;
  let start = path.nameStart;
  if (isNumber(start, end)) {
    end = path.endBefore(start);
    start = path.nameBefore(end);
  }
  if (!isWord(start, end, 'users')) return false;
  end = path.endBefore(start);
  start = path.nameBefore(end);
  if (!isWord(start, end, 'v2')) return false;
  end = path.endBefore(start);
  return isWord(path.nameBefore(end), end, 'wp');
}

/** Cheap: does a parameter of the query begin with `a` or `r`? */
@inline
function mayAsk(): bool {
  const end = path.queryEnd;
  for (let at = path.queryStart; at < end; at += 32) {
    const firsts = bitsIn32(at, 0x61) | bitsIn32(at, 0x72);
    const marks = bitsIn32(at - 1, ampersand) | bitsIn32(at - 1, question);
    if (firsts & marks) return true;
  }
  return false;
}

/** A bit for each of 32 bytes that is `byte`, the first one lowest. */
@inline
function bitsIn32(at: usize, byte: u8): u32 {
  const wanted = i8x16.splat(byte);
  return i8x16.bitmask(i8x16.eq(v128.load(at), wanted)) | (i8x16.bitmask(i8x16.eq(v128.load(at, 16), wanted)) << 16);
}

function hasAskingParameter(): bool {
  const isFront = isFrontPage();
  for (let at = path.queryStart; at < path.queryEnd; ) {
    const end = find(ampersand, at, path.queryEnd);
    if (isFront && reads(at, 'author=') && isNumber(at + 7, end)) return true;
    if (reads(at, 'rest_route=') && startsWith(at + 11, end, '/wp/v2/users') && isListOrNumber(at + 23, end)) return true;
    at = end + 1;
  }
  return false;
}

/** Nothing more, or one user by number: `/1`. */
function isListOrNumber(start: usize, end: usize): bool {
  return start == end || (load<u8>(start) == slash && (start + 1 == end || isNumber(start + 1, end)));
}

function isNumber(start: usize, end: usize): bool {
  for (let at = start; at < end; at++) if (!isDigit(load<u8>(at))) return false;
  return start < end;
}

/** A folder, or its index.php. */
function isFrontPage(): bool {
  return find(dot, path.nameStart, path.nameEnd) == path.nameEnd || isWord(path.nameStart, path.nameEnd, 'index.php');
}
