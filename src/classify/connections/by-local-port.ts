import type { PortConnections } from '../../model/connection-report.ts';
import { serviceName } from '../../model/service-names.ts';
import type { PortCount } from '../../model/socket-counts.ts';
import type { SocketRow } from '../../model/socket.ts';
import { fullestAcceptQueue } from './accept-queue.ts';
import { busiest } from './busiest.ts';

/** What one local port carries; made ready to print by {@link byLocalPort}. */
export interface PortTally {
  readonly order: number;
  connections: number;
  inbound: number;
  halfOpen: number;
  receiveQueueBytes: number | null;
  readonly listeners: SocketRow[];
}

export type LocalPorts = Map<number, PortTally>;

/** Takes over what was counted without rows. */
export function takePorts(ports: LocalPorts, counts: readonly PortCount[]): void {
  for (const { port, ...counted } of counts) ports.set(port, { order: port, ...counted, listeners: [] });
}

/** Counts one connection, either way: ephemeral ports are local ports too. */
export function countConnection(ports: LocalPorts, row: SocketRow, inbound: boolean): void {
  const port = portOf(row.localPort, ports);
  port.connections++;
  if (inbound) port.inbound++;
  if (row.state === 'SYN_RECV') port.halfOpen++;
  if (row.receiveQueue !== null) port.receiveQueueBytes = (port.receiveQueueBytes ?? 0) + row.receiveQueue;
}

/** Notes one listening socket, which may have no connections. */
export function noteListener(ports: LocalPorts, listener: SocketRow): void {
  portOf(listener.localPort, ports).listeners.push(listener);
}

/** The list by local port, cut to `top`. */
export const byLocalPort = (ports: LocalPorts, top: number | null): readonly PortConnections[] =>
  busiest([...ports.values()], top).map(shown);

function portOf(port: number, ports: LocalPorts): PortTally {
  const known = ports.get(port);
  if (known !== undefined) return known;
  const tally: PortTally = { order: port, connections: 0, inbound: 0, halfOpen: 0, receiveQueueBytes: null, listeners: [] };
  ports.set(port, tally);
  return tally;
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
