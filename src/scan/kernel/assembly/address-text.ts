import { colon, dot, find, isDigit, isLetter, minus, percent, zero } from './bytes';
import { group, groupCount, readIpv6 } from './ipv6-groups';

/**
 * The one spelling of an address, so that `2001:DB8::0:1` and `2001:db8::1` are counted together and `::ffff:192.0.2.1`
 * is 192.0.2.1: RFC 5952 text, IPv4-mapped addresses as IPv4, a zone kept. The same as `parseIpAddress` of the model.
 */

/** Longer words are no addresses, zone and all: see `isAddress`. */
const longestAddress: usize = 64;

/** Room for the longest text there is: a word of that length, in which a `::` has become a `0`. */
export const canonicalText = memory.data(128, 16);

/** Length of the text at `canonicalText`, or 0 when [start, end) stays as it stands: no IPv6 address. */
export function canonicalise(start: usize, end: usize): usize {
  if (end - start > longestAddress || find(colon, start, end) == end) return 0;
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
