import type { IpAddress } from '../../model/ip-address.ts';
import type { AddressCache } from './address-cache.ts';

/** One end of a socket as `ss` and `netstat` print it: address, colon, port. */
export interface EndPoint {
  readonly address: IpAddress;
  /** 0 for `*`. */
  readonly port: number;
  readonly family: 4 | 6;
}

/**
 * The end point of a text such as `192.0.2.1:443`, `[2001:db8::1]:443`, `2001:db8::1:443` (netstat and old ss),
 * `:::80`, `*:80`, `192.0.2.1%eth0:68`, `[fe80::1]%eth0:546` or `0.0.0.0:*`; undefined when it is none, host and service
 * names included.
 */
export function parseEndPoint(text: string, addresses: AddressCache): EndPoint | undefined {
  const colonAt = text.lastIndexOf(':');
  if (colonAt < 1) return undefined;
  const port = parsePort(text.slice(colonAt + 1));
  const host = text.slice(0, colonAt);
  const address = addresses.ofText(addressText(host));
  if (port === undefined || address === undefined) return undefined;
  return { address, port, family: host.includes(':') || host.startsWith('*') ? 6 : 4 };
}

/**
 * The address part without decoration. `*` is how ss prints the any-address of a dual-stack socket. What follows `%` is
 * the device a socket is bound to: part of an IPv6 address (its zone), but not of an IPv4 one.
 */
function addressText(host: string): string {
  const bracketed = /^\[([^\]]*)\](%.*)?$/.exec(host);
  if (bracketed !== null) return (bracketed[1] ?? '') + (bracketed[2] ?? '');
  const bare = host.split('%', 1)[0];
  if (bare === '*') return '::';
  return bare === undefined || bare.includes(':') ? host : bare;
}

function parsePort(text: string): number | undefined {
  if (text === '*') return 0;
  if (!/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port <= 65_535 ? port : undefined;
}
