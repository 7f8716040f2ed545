import { isIpv6, isUnspecified, withoutZone } from '../../model/ip-address.ts';
import { serviceName } from '../../model/service-names.ts';
import type { SocketRow } from '../../model/socket.ts';

/** Whether the peer of a connection opened it. */
export type IsInbound = (row: SocketRow) => boolean;

/** On which local addresses one port is listened on. */
interface Listener {
  anyIpv4: boolean;
  anyIpv6: boolean;
  readonly addresses: Set<string>;
}

/**
 * Inbound is what has a local address and port this machine listens on. `[::]` also takes IPv4, unless its program asked
 * otherwise, which the tables do not say.
 */
export function directionByListeners(rows: readonly SocketRow[]): IsInbound {
  const listeners = new Map<number, Listener>();
  rows.forEach((row) => {
    if (row.listening) note(row, listeners);
  });
  return (row) => byHandshake(row) ?? reaches(row, listeners.get(portKey(row)));
}

/**
 * The direction where the listeners are not known: the side with the port of a known service (or below 1024, where only
 * root may listen) serves. Where both or neither have one, the lower port does.
 */
export const directionByPorts: IsInbound = (row) => {
  const localServes = isServicePort(row.localPort);
  const peerServes = isServicePort(row.peerPort);
  return byHandshake(row) ?? (localServes === peerServes ? row.localPort < row.peerPort : localServes);
};

/** A connection half open says itself who began. */
function byHandshake(row: SocketRow): boolean | undefined {
  if (row.state === 'SYN_RECV') return true;
  return row.state === 'SYN_SENT' ? false : undefined;
}

function note(row: SocketRow, listeners: Map<number, Listener>): void {
  const listener = listeners.get(portKey(row)) ?? { anyIpv4: false, anyIpv6: false, addresses: new Set() };
  listeners.set(portKey(row), listener);
  if (!isUnspecified(row.localAddress)) listener.addresses.add(withoutZone(row.localAddress));
  else if (isIpv6(row.localAddress)) listener.anyIpv6 = true;
  else listener.anyIpv4 = true;
}

function reaches(row: SocketRow, listener: Listener | undefined): boolean {
  if (listener === undefined) return false;
  if (listener.anyIpv6 || (listener.anyIpv4 && !isIpv6(row.localAddress))) return true;
  return listener.addresses.has(withoutZone(row.localAddress));
}

const portKey = (row: SocketRow): number => row.localPort * 2 + (row.protocol === 'udp' ? 1 : 0);

const isServicePort = (port: number): boolean => (port > 0 && port < 1024) || serviceName(port) !== null;
