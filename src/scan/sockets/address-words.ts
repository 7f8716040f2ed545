import { type IpAddress, isIpv6, withoutZone } from '../../model/ip-address.ts';
import { ipv6Groups } from '../../model/ip-numbers.ts';
import type { WordTable } from './word-table.ts';

/** Four words as /proc/net has them on a little-endian machine, signed. */
export type AddressWords = readonly [number, number, number, number];

/** Third word of an IPv4-mapped address. */
export const mappedMark = 0xffff0000 | 0;

/** The words of an address, IPv4-mapped for an IPv4 one. Its zone, which the tables do not have, is left out. */
export function wordsOf(address: IpAddress): AddressWords {
  if (!isIpv6(address)) {
    const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
    return [0, 0, mappedMark, a | (b << 8) | (c << 16) | (d << 24)];
  }
  const groups = ipv6Groups(withoutZone(address)) ?? [];
  const word = (at: number): number => swapped(((groups[at] ?? 0) << 16) | (groups[at + 1] ?? 0));
  return [word(0), word(2), word(4), word(6)];
}

/** Negative when address `one` of a table comes before `other`: IPv4 before IPv6, each ascending. */
export function compareAddresses(table: WordTable, one: number, other: number): number {
  const isIpv4 = isIpv4In(table, one);
  if (isIpv4 !== isIpv4In(table, other)) return isIpv4 ? -1 : 1;
  for (let at = 0; at < 4; at++) {
    const difference = (swapped(table.word(one, at)) >>> 0) - (swapped(table.word(other, at)) >>> 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export const isIpv4In = (table: WordTable, address: number): boolean =>
  table.word(address, 2) === mappedMark && table.word(address, 0) === 0 && table.word(address, 1) === 0;

/** 127.0.0.0/8 and ::1. */
export function isLoopbackIn(table: WordTable, address: number): boolean {
  if (isIpv4In(table, address)) return (table.word(address, 3) & 0xff) === 127;
  return (
    table.word(address, 3) === 0x01000000 && table.word(address, 0) === 0 && table.word(address, 1) === 0 && table.word(address, 2) === 0
  );
}

const swapped = (word: number): number => (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
