import type { AddressConnections, StateCounts } from '../../model/connection-report.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import { addressOrder } from './address-order.ts';
import { busiest } from './busiest.ts';
import type { Connection } from './connection.ts';

/** How many connections each peer has; the base of the lists by address and by subnet. */
export interface PeerCount {
  readonly address: IpAddress;
  readonly own: boolean;
  connections: number;
}

export function countPeers(connections: readonly Connection[]): readonly PeerCount[] {
  const peers = new Map<IpAddress, PeerCount>();
  for (const { row, own } of connections) {
    const peer = peers.get(row.peerAddress);
    if (peer === undefined) peers.set(row.peerAddress, { address: row.peerAddress, own, connections: 1 });
    else peer.connections++;
  }
  return [...peers.values()];
}

/**
 * The busiest other machines, then the busiest of this machine's own addresses, each list cut to `top`. The details are
 * gathered in a second pass and for these only: a flood brings far more addresses than anybody looks at.
 */
export function byAddress(
  connections: readonly Connection[],
  peers: readonly PeerCount[],
  top: number | null,
): readonly AddressConnections[] {
  const entries = peers.map((peer) => ({ ...peer, order: addressOrder(peer.address) }));
  const foreign = entries.filter(({ own }) => !own);
  const own = entries.filter((entry) => entry.own);
  const details = new Map([...busiest(foreign, top), ...busiest(own, top)].map((peer) => [peer.address, emptyDetails(peer)]));
  for (const connection of connections) {
    const detail = details.get(connection.row.peerAddress);
    if (detail !== undefined) add(connection, detail);
  }
  return [...details.values()];
}

interface Details extends AddressConnections {
  inbound: number;
  outbound: number;
  halfOpen: number;
  readonly states: StateCounts;
  readonly localPorts: Record<string, number>;
}

const emptyDetails = ({ address, connections, own }: PeerCount): Details => ({
  address,
  connections,
  inbound: 0,
  outbound: 0,
  halfOpen: 0,
  own,
  states: {},
  localPorts: {},
});

function add({ row, inbound }: Connection, details: Details): void {
  if (inbound) details.inbound++;
  else details.outbound++;
  if (row.state === 'SYN_RECV') details.halfOpen++;
  details.states[row.state] = (details.states[row.state] ?? 0) + 1;
  details.localPorts[row.localPort] = (details.localPorts[row.localPort] ?? 0) + 1;
}
