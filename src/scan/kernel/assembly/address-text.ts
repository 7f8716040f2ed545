import { colon, dot, find, isDigit, isLetter, minus, percent, zero } from './bytes';

/**
 * The one spelling of an address, so that `2001:DB8::0:1` and `2001:db8::1` are counted together and `::ffff:192.0.2.1`
 * is 192.0.2.1: RFC 5952 text, IPv4-mapped addresses as IPv4, a zone kept. The same as `parseIpAddress` of the model.
 */

const groupCount = 8;
const noGap = -1;

/** The eight numbers of the address that was read last. */
const groups = memory.data<u16>([0, 0, 0, 0, 0, 0, 0, 0]);

/** Room for the longest text there is, with a zone of any length a log line can have in an address. */
export const canonicalText = memory.data(128, 16);

/** Length of the text at `canonicalText`, or 0 when [start, end) stays as it stands: no IPv6 address. */
export function canonicalise(start: usize, end: usize): usize {
  if (end - start > 64 || find(colon, start, end) == end) return 0;
  const bareEnd = find(percent, start, end);
  if (!isZone(bareEnd, end) || !readIpv6(start, bareEnd)) return 0;
  let to = bareEnd == end && isMapped() ? writeIpv4(canonicalText, 6) : writeIpv6(canonicalText);
  for (let at = bareEnd; at < end; at++) store<u8>(to++, load<u8>(at));
  return to - canonicalText;
}

/** Nothing, or `%` and a name of letters, digits and `-.:`. */
function isZone(start: usize, end: usize): bool {
  if (start == end) return true;
  for (let at = start + 1; at < end; at++) {
    const byte = load<u8>(at);
    if (!isLetter(byte) && !isDigit(byte) && byte != minus && byte != dot && byte != colon) return false;
  }
  return end - start > 1;
}

@inline
function group(index: i32): u32 {
  return load<u16>(groups + (<usize>index << 1));
}

@inline
function setGroup(index: i32, value: u32): void {
  store<u16>(groups + (<usize>index << 1), <u16>value);
}

/** Reads an IPv6 address without a zone into `groups`. */
function readIpv6(start: usize, end: usize): bool {
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

/** ::ffff:0:0/96 */
function isMapped(): bool {
  for (let index = 0; index < 5; index++) if (group(index) != 0) return false;
  return group(5) == 0xffff;
}

function writeIpv4(to: usize, first: i32): usize {
  for (let part = 0; part < 4; part++) {
    const pair = group(first + (part >> 1));
    if (part > 0) store<u8>(to++, dot);
    to = writeNumber(to, (part & 1) == 0 ? pair >> 8 : pair & 0xff, 10);
  }
  return to;
}

/** RFC 5952: lower case, no leading zeroes, the first longest run of two zero groups or more as `::`. */
function writeIpv6(to: usize): usize {
  let gap = groupCount;
  let gapLength = 1;
  for (let index = 0; index < groupCount; index++) {
    let length = 0;
    while (index + length < groupCount && group(index + length) == 0) length++;
    if (length > gapLength) {
      gap = index;
      gapLength = length;
    }
  }
  for (let index = 0; index < groupCount; index++) {
    if (index == gap) {
      store<u8>(to++, colon);
      index += gapLength - 1;
      if (index == groupCount - 1) store<u8>(to++, colon);
      continue;
    }
    if (index > 0) store<u8>(to++, colon);
    to = writeNumber(to, group(index), 16);
  }
  return to;
}

function writeNumber(to: usize, value: u32, base: u32): usize {
  let power: u32 = 1;
  while (value / power >= base) power *= base;
  for (; power > 0; power /= base) {
    const digit = <u8>((value / power) % base);
    store<u8>(to++, digit < 10 ? zero + digit : 0x61 - 10 + digit);
  }
  return to;
}
