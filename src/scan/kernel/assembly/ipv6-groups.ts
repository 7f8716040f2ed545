import { colon, dot, isDigit, zero } from './bytes';

/** The eight numbers of an IPv6 address: there is never more than one address in hand. */

export const groupCount = 8;
const noGap = -1;
const groups = memory.data(2 * groupCount, 2);

@inline
export function group(index: i32): u32 {
  return load<u16>(groups + (<usize>index << 1));
}

@inline
function setGroup(index: i32, value: u32): void {
  store<u16>(groups + (<usize>index << 1), <u16>value);
}

/** Reads an IPv6 address without a zone into `groups`. */
export function readIpv6(start: usize, end: usize): bool {
  let count = 0;
  let gap = noGap;
  let at = start;
  if (end - start >= 2 && load<u8>(start) == colon) {
    if (load<u8>(start, 1) != colon) return false;
    gap = 0;
    at += 2;
  }
  while (at < end) {
    const groupEnd = endOfHex(at, end);
    if (groupEnd == at || groupEnd - at > 4 || count == groupCount) return false;
    if (groupEnd < end && load<u8>(groupEnd) == dot) {
      if (count > groupCount - 2 || !readIpv4Tail(at, end, count)) return false;
      count += 2;
      break;
    }
    setGroup(count++, hexNumber(at, groupEnd));
    if (groupEnd == end) break;
    // What stopped the group is a colon now, and something must follow it: a group, or a second colon.
    at = groupEnd + 1;
    if (load<u8>(groupEnd) != colon || at == end) return false;
    if (load<u8>(at) == colon) {
      if (gap != noGap) return false;
      gap = count;
      at++;
    }
  }
  return gap == noGap ? count == groupCount : count < groupCount && fillGap(gap, count);
}

/** Moves the groups behind the gap to the end and fills it with zeroes. */
function fillGap(gap: i32, count: i32): bool {
  const moved = count - gap;
  for (let index = 1; index <= moved; index++) setGroup(groupCount - index, group(count - index));
  for (let index = gap; index < groupCount - moved; index++) setGroup(index, 0);
  return true;
}

/** Reads `a.b.c.d` into two groups. */
function readIpv4Tail(start: usize, end: usize, first: i32): bool {
  let at = start;
  for (let part = 0; part < 4; part++) {
    let value: u32 = 0;
    const partStart = at;
    while (at < end && isDigit(load<u8>(at)) && at - partStart < 3) value = value * 10 + load<u8>(at++) - zero;
    const hasLeadingZero = at - partStart > 1 && load<u8>(partStart) == zero;
    if (at == partStart || value > 255 || hasLeadingZero) return false;
    const index = first + (part >> 1);
    setGroup(index, (part & 1) == 0 ? value << 8 : group(index) | value);
    if (part < 3 && (at == end || load<u8>(at++) != dot)) return false;
  }
  return at == end;
}

function endOfHex(start: usize, end: usize): usize {
  let at = start;
  while (at < end && (isDigit(load<u8>(at)) || <u8>((load<u8>(at) | 0x20) - 0x61) < 6)) at++;
  return at;
}

function hexNumber(start: usize, end: usize): u32 {
  let value: u32 = 0;
  for (let at = start; at < end; at++) {
    const byte = load<u8>(at);
    value = (value << 4) | (isDigit(byte) ? byte - zero : (byte | 0x20) - 0x61 + 10);
  }
  return value;
}
