import type { ConnectionReport } from '../../model/connection-report.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import type { SocketRow, SocketTable } from '../../model/socket.ts';
import { byAddress, countPeers } from './by-address.ts';
import { byLocalPort, countLocalPorts } from './by-local-port.ts';
import { byState } from './by-state.ts';
import { bySubnet, countSubnets } from './by-subnet.ts';
import { type Connection, hasPeer } from './connection.ts';
import { directionByListeners, directionByPorts } from './direction.ts';
import { outboundByPort } from './outbound-by-port.ts';
import { ownAddresses } from './own-addresses.ts';

export interface ConnectionQuestion {
  /** Length of each list; null = everything. */
  readonly top: number | null;
  /** Only connections with this peer, and the listening sockets of the ports they use. */
  readonly address: IpAddress | null;
}

/** The counted part of a report. */
export type SocketTally = Omit<ConnectionReport, 'takenAt' | 'source' | 'directionGuessed' | 'unparsed' | 'unparsedSamples' | 'problems'>;

/** Counts a table of sockets every way a report shows it. */
export function tallySockets(table: SocketTable, { top, address }: ConnectionQuestion): SocketTally {
  const connections = connectionsOf(table, address);
  const listeners = listenersOf(table.rows, address === null ? null : connections);
  const peers = countPeers(connections);
  const subnets = countSubnets(peers);
  const ports = countLocalPorts(connections, listeners);
  const own = connections.filter((connection) => connection.own);
  const total = connections.length;
  const inbound = countInbound(connections);
  const ownInbound = countInbound(own);
  return {
    total,
    inbound,
    outbound: total - inbound,
    listening: listeners.length,
    established: countState(connections, 'ESTABLISHED'),
    halfOpen: countState(connections, 'SYN_RECV'),
    own: { connections: own.length, inbound: ownInbound, outbound: own.length - ownInbound },
    distinct: { addresses: peers.length, subnets: subnets.length, localPorts: ports.length },
    byAddress: byAddress(connections, peers, top),
    bySubnet: bySubnet(subnets, top),
    byLocalPort: byLocalPort(ports, top),
    outboundByPort: outboundByPort(connections, top),
    byState: byState(connections),
  };
}

/** All rows with a peer; direction and ownership are judged by the whole table even when only one peer is asked for. */
function connectionsOf(table: SocketTable, address: IpAddress | null): readonly Connection[] {
  const isInbound = table.hasListeners ? directionByListeners(table.rows) : directionByPorts;
  const isOwn = ownAddresses(table);
  const connections: Connection[] = [];
  for (const row of table.rows) {
    if (!hasPeer(row) || (address !== null && row.peerAddress !== address)) continue;
    connections.push({ row, inbound: isInbound(row), own: isOwn(row.peerAddress) });
  }
  return connections;
}

function listenersOf(rows: readonly SocketRow[], connections: readonly Connection[] | null): readonly SocketRow[] {
  const listeners = rows.filter((row) => row.listening);
  if (connections === null) return listeners;
  const ports = new Set(connections.map(({ row }) => row.localPort));
  return listeners.filter((row) => ports.has(row.localPort));
}

const countInbound = (connections: readonly Connection[]): number => connections.reduce((sum, { inbound }) => sum + (inbound ? 1 : 0), 0);

const countState = (connections: readonly Connection[], state: SocketRow['state']): number =>
  connections.reduce((sum, { row }) => sum + (row.state === state ? 1 : 0), 0);
