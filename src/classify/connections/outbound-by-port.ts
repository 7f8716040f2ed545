import type { OutboundPort } from '../../model/connection-report.ts';
import { serviceName } from '../../model/service-names.ts';
import type { SocketOwner, SocketRow } from '../../model/socket.ts';
import { busiest } from './busiest.ts';

interface Opener {
  readonly user: string | null;
  readonly program: string | null;
  readonly order: string;
  connections: number;
}

interface PortTally {
  readonly order: number;
  connections: number;
  readonly peers: Set<string>;
  readonly openers: Map<string, Opener>;
}

export type OutboundPorts = Map<number, PortTally>;

/** Counts one connection that this machine opened to another. */
export function countOutbound(ports: OutboundPorts, row: SocketRow): void {
  const port = ports.get(row.peerPort) ?? { order: row.peerPort, connections: 0, peers: new Set(), openers: new Map() };
  ports.set(row.peerPort, port);
  port.connections++;
  port.peers.add(row.peerAddress);
  openerOf(row.owner, port.openers).connections++;
}

/** What this machine opened to other machines, by the port there, busiest first, cut to `top`. */
export const outboundByPort = (ports: OutboundPorts, top: number | null): readonly OutboundPort[] =>
  busiest([...ports.values()], top).map(({ order: port, connections, peers, openers }) => ({
    port,
    service: serviceName(port),
    connections,
    addresses: peers.size,
    owners: busiest([...openers.values()], top).map(({ user, program, connections }) => ({ user, program, connections })),
  }));

function openerOf(owner: SocketOwner | null, openers: Map<string, Opener>): Opener {
  const user = owner?.user ?? owner?.uid?.toString() ?? null;
  const program = owner?.program ?? null;
  // A name cannot hold a NUL, so the key says which part is which.
  const key = `${user ?? ''}\0${program ?? ''}`;
  const known = openers.get(key);
  if (known !== undefined) return known;
  const opener: Opener = { user, program, order: key, connections: 0 };
  openers.set(key, opener);
  return opener;
}
