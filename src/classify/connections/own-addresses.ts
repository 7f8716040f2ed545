import { type IpAddress, isLoopback, isUnspecified, withoutZone } from '../../model/ip-address.ts';
import type { SocketTable } from '../../model/socket.ts';

/** Whether an address is this machine. */
export type IsOwn = (address: IpAddress) => boolean;

/**
 * Own are loopback, the addresses the source knows of this machine, and every address a socket of the table is bound to:
 * that is all a captured text has, and it covers addresses that no interface lists (`ip route add local`).
 */
export function ownAddresses(table: Pick<SocketTable, 'rows' | 'ownAddresses'>): IsOwn {
  const own = new Set(table.ownAddresses.map(withoutZone));
  const bound = new Set<IpAddress>();
  table.rows.forEach(({ localAddress }) => bound.add(localAddress));
  for (const address of bound) if (!isUnspecified(address)) own.add(withoutZone(address));
  return (address) => isLoopback(address) || own.has(withoutZone(address));
}
