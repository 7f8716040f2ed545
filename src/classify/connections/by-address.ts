import type { AddressConnections, StateCounts } from '../../model/connection-report.ts';
import type { SocketRow } from '../../model/socket.ts';
import { busiest } from './busiest.ts';
import { hasPeer } from './connection.ts';
import type { IsInbound } from './direction.ts';
import type { PeerCount } from './peers.ts';

/**
 * The busiest other machines, then the busiest of this machine's own addresses, each list cut to `top`. The details are
 * gathered in a second pass over the rows and for these only: a flood brings far more addresses than anybody looks at.
 */
export function byAddress(
  rows: readonly SocketRow[],
  isInbound: IsInbound,
  peers: readonly PeerCount[],
  top: number | null,
): readonly AddressConnections[] {
  const foreign = peers.filter(({ own }) => !own);
  const own = peers.filter((peer) => peer.own);
  const details = new Map([...busiest(foreign, top), ...busiest(own, top)].map((peer) => [peer.address, emptyDetails(peer)]));
  rows.forEach((row) => {
    const detail = details.get(row.peerAddress);
    if (detail !== undefined && hasPeer(row)) add(row, isInbound(row), detail);
  });
  return [...details.values()];
}

interface Details extends AddressConnections {
  inbound: number;
  outbound: number;
  halfOpen: number;
  receiveQueued: number;
  readonly states: StateCounts;
  readonly localPorts: Record<string, number>;
}

const emptyDetails = ({ address, connections, own }: PeerCount): Details => ({
  address,
  connections,
  inbound: 0,
  outbound: 0,
  halfOpen: 0,
  receiveQueued: 0,
  own,
  states: {},
  localPorts: {},
  otherLocalPorts: 0,
});

function add(row: SocketRow, inbound: boolean, details: Details): void {
  if (inbound) details.inbound++;
  else details.outbound++;
  if (inbound && (row.receiveQueue ?? 0) > 0) details.receiveQueued++;
  if (row.state === 'SYN_RECV') details.halfOpen++;
  details.states[row.state] = (details.states[row.state] ?? 0) + 1;
  details.localPorts[row.localPort] = (details.localPorts[row.localPort] ?? 0) + 1;
}
