import type { ConnectionReport } from '../../model/connection-report.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import type { SocketTable } from '../../model/socket.ts';
import { byAddress } from './by-address.ts';
import { byOwner, countOwner, type OwnerTallies } from './by-owner.ts';
import { byLocalPort, countConnection, type LocalPorts, noteListener } from './by-local-port.ts';
import { byState, countState, type StateTally } from './by-state.ts';
import { bySubnet, countSubnets } from './by-subnet.ts';
import { hasPeer } from './connection.ts';
import { directionByListeners, directionByPorts } from './direction.ts';
import { countOutbound, outboundByPort, type OutboundPorts } from './outbound-by-port.ts';
import { ownAddresses } from './own-addresses.ts';
import { countPeer, type Peers } from './peers.ts';

export interface ConnectionQuestion {
  /** Length of each list; null = everything. */
  readonly top: number | null;
  /** Only connections with this peer, and the listening sockets of the ports they use. */
  readonly address: IpAddress | null;
}

/** The counted part of a report. */
export type SocketTally = Omit<ConnectionReport, 'takenAt' | 'source' | 'directionGuessed' | 'unparsed' | 'unparsedSamples' | 'problems'>;

/**
 * Counts a table of sockets every way a report shows it, in one pass over the rows and a second for the details of the
 * few addresses shown. Direction and ownership are judged by the whole table even when only one peer is asked for.
 */
export function tallySockets(table: SocketTable, { top, address }: ConnectionQuestion): SocketTally {
  const isInbound = table.hasListeners ? directionByListeners(table.rows) : directionByPorts;
  const isOwn = ownAddresses(table);
  const all: Directions = { connections: 0, inbound: 0 };
  const own: Directions = { connections: 0, inbound: 0 };
  const peersByAddress: Peers = new Map();
  const ports: LocalPorts = new Map();
  const outbound: OutboundPorts = new Map();
  const states: StateTally = new Map();
  const closeWait: OwnerTallies = new Map();
  // Here and in what it calls forEach, not for…of: in a loop that runs once V8 makes an object for every row.
  table.rows.forEach((row) => {
    if (!hasPeer(row) || (address !== null && row.peerAddress !== address)) return;
    const inbound = isInbound(row);
    const peer = countPeer(peersByAddress, row.peerAddress, isOwn);
    countDirection(all, inbound);
    if (peer.own) countDirection(own, inbound);
    else if (!inbound) countOutbound(outbound, row.peerPort, row.peerAddress, row.owner);
    countConnection(ports, row, inbound);
    countState(states, row.state);
    if (row.state === 'CLOSE_WAIT') countOwner(closeWait, row.owner, 1);
  });
  const listeners = table.rows.filter((row) => row.listening && (address === null || ports.has(row.localPort)));
  for (const listener of listeners) noteListener(ports, listener);
  const peers = [...peersByAddress.values()];
  const subnets = countSubnets(peers);
  return {
    total: all.connections,
    inbound: all.inbound,
    outbound: all.connections - all.inbound,
    listening: listeners.length,
    established: states.get('ESTABLISHED') ?? 0,
    halfOpen: states.get('SYN_RECV') ?? 0,
    own: { connections: own.connections, inbound: own.inbound, outbound: own.connections - own.inbound },
    distinct: { addresses: peers.length, subnets: subnets.length, localPorts: ports.size },
    byAddress: byAddress(table.rows, isInbound, peers, top),
    bySubnet: bySubnet(subnets, top),
    byLocalPort: byLocalPort(ports, top),
    outboundByPort: outboundByPort(outbound, top),
    byState: byState(states),
    closeWaitByOwner: byOwner(closeWait, top),
    beyond: null,
  };
}

interface Directions {
  connections: number;
  inbound: number;
}

function countDirection(counts: Directions, inbound: boolean): void {
  counts.connections++;
  if (inbound) counts.inbound++;
}
