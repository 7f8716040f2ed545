import { type IpAddress, parseIpAddress } from '../../model/ip-address.ts';

/**
 * The address in `203.0.113.7:51234`, `2001:db8::7:51234` (Apache puts no brackets), `[2001:db8::7]:443`, or without a
 * port. An IPv6 address with all its eight groups cannot lose its last one to the port; a shorter one can be read both
 * ways, and Apache 2.4 always writes the port. Null when it is no address.
 */
export function endPointAddress(text: string): IpAddress | null {
  if (text.startsWith('[')) return parseIpAddress(text.slice(1, text.indexOf(']'))) ?? null;
  const colonAt = text.lastIndexOf(':');
  const withoutPort = colonAt > 0 && isPort(text.slice(colonAt + 1)) ? parseIpAddress(text.slice(0, colonAt)) : undefined;
  return withoutPort ?? parseIpAddress(text) ?? null;
}

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) <= 65535;
