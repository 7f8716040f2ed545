import type { PortConnections } from '../../model/connection-report.ts';
import { serviceName } from '../../model/service-names.ts';
import type { SocketRow } from '../../model/socket.ts';
import { fullestAcceptQueue } from './accept-queue.ts';
import { busiest } from './busiest.ts';
import type { Connection } from './connection.ts';

/** What one local port carries; made ready to print by {@link byLocalPort}. */
export interface PortTally {
  readonly order: number;
  connections: number;
  inbound: number;
  halfOpen: number;
  receiveQueueBytes: number | null;
  readonly listeners: SocketRow[];
}

/** All local ports: of connections either way, ephemeral ports too, and of listening sockets nobody is connected to. */
export function countLocalPorts(connections: readonly Connection[], listeners: readonly SocketRow[]): readonly PortTally[] {
  const ports = new Map<number, PortTally>();
  for (const connection of connections) add(connection, portOf(connection.row.localPort, ports));
  for (const listener of listeners) portOf(listener.localPort, ports).listeners.push(listener);
  return [...ports.values()];
}

/** The list by local port, cut to `top`. */
export const byLocalPort = (ports: readonly PortTally[], top: number | null): readonly PortConnections[] => busiest(ports, top).map(shown);

function portOf(port: number, ports: Map<number, PortTally>): PortTally {
  const known = ports.get(port);
  if (known !== undefined) return known;
  const tally: PortTally = { order: port, connections: 0, inbound: 0, halfOpen: 0, receiveQueueBytes: null, listeners: [] };
  ports.set(port, tally);
  return tally;
}

function add({ row, inbound }: Connection, port: PortTally): void {
  port.connections++;
  if (inbound) port.inbound++;
  if (row.state === 'SYN_RECV') port.halfOpen++;
  if (row.receiveQueue !== null) port.receiveQueueBytes = (port.receiveQueueBytes ?? 0) + row.receiveQueue;
}

const shown = ({ order: port, connections, inbound, halfOpen, receiveQueueBytes, listeners }: PortTally): PortConnections => ({
  port,
  service: serviceName(port),
  connections,
  listening: listeners.length,
  inbound,
  halfOpen,
  receiveQueueBytes,
  acceptQueue: fullestAcceptQueue(listeners),
  programs: programsOf(listeners),
});

function programsOf(listeners: readonly SocketRow[]): readonly string[] {
  const programs = listeners.map(({ owner }) => owner?.program ?? null).filter((program) => program !== null);
  return [...new Set(programs)].sort();
}
