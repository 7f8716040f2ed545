import type { IpAddress } from './ip-address.ts';

/** Addresses that come as numbers, made into canonical text without taking any text apart. */

/** The IPv4 address of four bytes, the first one first. */
export const ipv4OfBytes = (a: number, b: number, c: number, d: number): IpAddress => `${a}.${b}.${c}.${d}` as IpAddress;

/** The address of eight groups of 16 bits, as RFC 5952 writes it; an IPv4-mapped one becomes the IPv4 address it stands for. */
export function ipv6OfGroups(groups: readonly number[]): IpAddress {
  const [, , , , , sixth = 0, seventh = 0, eighth = 0] = groups;
  const zeros = longestZeros(groups);
  if (zeros.from === 0 && zeros.length === 5 && sixth === 0xffff) {
    return ipv4OfBytes(seventh >> 8, seventh & 255, eighth >> 8, eighth & 255);
  }
  if (zeros.length < 2) return hexadecimal(groups) as IpAddress;
  const before = groups.slice(0, zeros.from);
  const after = groups.slice(zeros.from + zeros.length);
  return `${hexadecimal(before)}::${hexadecimal(after)}` as IpAddress;
}

const hexadecimal = (groups: readonly number[]): string => groups.map((group) => group.toString(16)).join(':');

/** The longest run of zero groups, of equal ones the first. */
function longestZeros(groups: readonly number[]): { readonly from: number; readonly length: number } {
  let longest = { from: 0, length: 0 };
  let length = 0;
  for (const [at, group] of groups.entries()) {
    length = group === 0 ? length + 1 : 0;
    if (length > longest.length) longest = { from: at - length + 1, length };
  }
  return longest;
}
