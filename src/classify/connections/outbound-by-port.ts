import type { OutboundPort } from '../../model/connection-report.ts';
import { serviceName } from '../../model/service-names.ts';
import type { SocketOwner } from '../../model/socket.ts';
import { busiest } from './busiest.ts';
import { byOwner, countOwner, type OwnerTallies } from './by-owner.ts';

interface PortTally {
  readonly order: number;
  connections: number;
  readonly peers: Set<unknown>;
  readonly owners: OwnerTallies;
}

export type OutboundPorts = Map<number, PortTally>;

/** Counts connections that this machine opened to another. `peer` is whatever stands for that machine, null for one not known. */
export function countOutbound(
  ports: OutboundPorts,
  peerPort: number,
  peer: string | number | null,
  owner: SocketOwner | null,
  connections = 1,
): void {
  let port = ports.get(peerPort);
  if (port === undefined) {
    port = { order: peerPort, connections: 0, peers: new Set(), owners: new Map() };
    ports.set(peerPort, port);
  }
  port.connections += connections;
  if (peer !== null) port.peers.add(peer);
  countOwner(port.owners, owner, connections);
}

/** What this machine opened to other machines, by the port there, busiest first, cut to `top`. */
export const outboundByPort = (ports: OutboundPorts, top: number | null): readonly OutboundPort[] =>
  busiest([...ports.values()], top).map(({ order: port, connections, peers, owners }) => ({
    port,
    service: serviceName(port),
    connections,
    addresses: peers.size,
    owners: byOwner(owners, top),
  }));
