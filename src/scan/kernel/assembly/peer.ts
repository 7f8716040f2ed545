import { isAddress } from './address-shape';
import { atSign, blank, bracketClose, colon, comma, dot, find, findLast, isDigit, isLetter, minus, underscore } from './bytes';
import { line } from './line-shape';

/**
 * Reads what stands before the time stamp: prefixes, address, ident, user.
 *
 *     [file:] [host:port ] address ident user
 *     host@@port@@address ident user              (Plesk's piped logs)
 */
export function readPeer(start: usize, last: usize): bool {
  line.hostStart = line.hostEnd = line.fileStart = line.fileEnd = 0;
  const first = lastOfList(start, last);
  const firstEnd = find(blank, first, last);
  const second = lastOfList(min(firstEnd + 1, last), last);
  const secondEnd = find(blank, second, last);
  if (second == secondEnd) return false;
  const dashFollows = secondEnd - second == 1 && load<u8>(second) == minus;
  if (dashFollows && isAddress(first, firstEnd)) return peerIs(first, firstEnd);
  if (isAddress(second, secondEnd) || (!dashFollows && isHostWithPort(first, firstEnd) && isName(second, secondEnd))) {
    readHost(first, firstEnd);
    return peerIs(second, secondEnd);
  }
  return readGlued(first, firstEnd);
}

/**
 * Start of the last entry where a list such as `203.0.113.7, 198.51.100.2` begins: `X-Forwarded-For` logged in the
 * address's place. The last entry is the one that the nearest proxy wrote and no client made up.
 */
function lastOfList(start: usize, last: usize): usize {
  let at = start;
  let end = find(blank, at, last);
  while (end < last && load<u8>(end - 1) == comma) {
    at = end + 1;
    end = find(blank, at, last);
  }
  return at;
}

/** A first word that is the address, or carries the address at its end. */
function readGlued(first: usize, end: usize): bool {
  if (isAddress(first, end)) return peerIs(first, end);
  const afterMarks = afterLastDoubleAt(first, end);
  if (afterMarks != 0) {
    setHost(first, find(atSign, first, end));
    return peerIs(afterMarks, end) && (isAddress(afterMarks, end) || isName(afterMarks, end));
  }
  for (let mark = find(colon, first, end); mark < end; mark = find(colon, mark + 1, end)) {
    if (isAddress(mark + 1, end)) return pastedFrom(first, mark) && peerIs(mark + 1, end);
  }
  return readName(first, end);
}

/** A client given by name, perhaps behind `file:`; or an address with the client's port. */
function readName(first: usize, end: usize): bool {
  const mark = findLast(colon, first, end);
  if (endsWithPort(first, end)) return isAddress(first, mark) && peerIs(first, mark);
  if (mark > first && isName(mark + 1, end)) return pastedFrom(first, mark) && peerIs(mark + 1, end);
  return isName(first, end) && peerIs(first, end);
}

/** `host:port`, or `file:host:port` where such a line was pasted from grep. */
function readHost(first: usize, end: usize): void {
  const mark = endsWithPort(first, end) ? findLast(colon, first, end) : end;
  // `2001:db8::443` ends like a port, but what stands before it is no address.
  const isBare = isAddress(first, end) && !isAddress(first, mark);
  setHost(first, isBare ? end : mark);
}

/** `host`, or `file:host`. */
function setHost(first: usize, end: usize): void {
  const before = findLast(colon, first, end);
  const pasted = before > first && !isAddress(first, end) && load<u8>(end - 1) != bracketClose;
  if (pasted) pastedFrom(first, before);
  line.hostStart = pasted ? before + 1 : first;
  line.hostEnd = end;
}

function pastedFrom(start: usize, end: usize): bool {
  line.fileStart = start;
  line.fileEnd = end;
  return true;
}

function peerIs(start: usize, end: usize): bool {
  line.addressStart = start;
  line.addressEnd = end;
  return start < end;
}

/** `host:port`, which `2001:db8::443` is not. */
function isHostWithPort(start: usize, end: usize): bool {
  return endsWithPort(start, end) && !isAddress(start, end);
}

function endsWithPort(start: usize, end: usize): bool {
  const mark = findLast(colon, start, end);
  if (mark <= start || end - mark < 2 || end - mark > 6) return false;
  for (let at = mark + 1; at < end; at++) if (!isDigit(load<u8>(at))) return false;
  return true;
}

/** Letters, digits and what host names and log names are made of. */
function isName(start: usize, end: usize): bool {
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    if (!isLetter(byte) && !isDigit(byte) && byte != dot && byte != minus && byte != colon && byte != underscore) return false;
  }
  return start < end;
}

/** Behind the last `@@` of Plesk's `host@@port@@`, or 0. */
function afterLastDoubleAt(start: usize, end: usize): usize {
  for (let at = end; at >= start + 3; at--) if (load<u8>(at - 2) == atSign && load<u8>(at - 1) == atSign) return at;
  return 0;
}
