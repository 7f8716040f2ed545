import { type IpAddress, ipAddressOfBytes, ipAddressOfGroups, isUnspecified } from '../../model/ip-address.ts';
import { readUnsized } from '../../system/read-unsized.ts';
import { below, type Looking, orNull } from './looking.ts';

const mostBytes = 16 * 1024 * 1024;
const hexadecimal = /^[\da-fA-F]+$/;

/** The next hops of every route of this machine (/proc/net/route and /proc/net/ipv6_route, proc(5)). */
export const gateways = (looking: Looking): readonly IpAddress[] => [
  ...ipv4Gateways(procText(looking, '/proc/net/route')),
  ...ipv6Gateways(procText(looking, '/proc/net/ipv6_route')),
];

function procText(looking: Looking, path: string): string {
  const bytes = orNull(readUnsized(below(looking.root, path), mostBytes), looking.problems);
  return bytes === null ? '' : new TextDecoder().decode(bytes);
}

/** Third word: the gateway as a number in the machine's own order, little-endian; zero where there is none. */
export const ipv4Gateways = (text: string): readonly IpAddress[] =>
  unique(
    text.split('\n').flatMap((line) => {
      const hex = line.split(/\s+/)[2] ?? '';
      if (hex.length !== 8 || !hexadecimal.test(hex)) return [];
      const number = Number.parseInt(hex, 16);
      return ipAddressOfBytes(number & 255, (number >> 8) & 255, (number >> 16) & 255, number >>> 24);
    }),
  );

/** Fifth word: the next hop, 32 digits in network order. */
export const ipv6Gateways = (text: string): readonly IpAddress[] =>
  unique(
    text.split('\n').flatMap((line) => {
      const hex = line.trim().split(/\s+/)[4] ?? '';
      if (hex.length !== 32 || !hexadecimal.test(hex)) return [];
      return ipAddressOfGroups(Array.from({ length: 8 }, (_, at) => Number.parseInt(hex.slice(at * 4, at * 4 + 4), 16)));
    }),
  );

const unique = (addresses: readonly IpAddress[]): readonly IpAddress[] =>
  [...new Set(addresses)].filter((address) => !isUnspecified(address));
