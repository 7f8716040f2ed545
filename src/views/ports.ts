import type { AcceptQueue, ConnectionReport, PortConnections } from '../model/connection-report.ts';
import { barPercent, bytesText, count, type Quantity, quantity } from './numbers.ts';
import { printable } from './printable.ts';

/** A local port and how its queues stand. */
export interface PortRow {
  readonly port: number;
  readonly service: string | null;
  /** Programs that listen there. */
  readonly programs: string;
  readonly halfOpen: Quantity;
  /** Bytes that the program has not read yet. */
  readonly unread: Quantity;
  /** Callers that the program has not accepted yet: `512 of 511`. */
  readonly waiting: Quantity;
  readonly queueFull: boolean;
  readonly connections: Quantity;
  readonly bar: number;
}

/** Ports that serve somebody. A port that only carries an outbound connection is no service. */
export const servingPorts = ({ byLocalPort }: Pick<ConnectionReport, 'byLocalPort'>): readonly PortConnections[] =>
  byLocalPort.filter((port) => port.listening > 0 || port.inbound > 0);

export function portRows(report: Pick<ConnectionReport, 'byLocalPort'>): readonly PortRow[] {
  const ports = servingPorts(report);
  const most = ports.reduce((longest, port) => Math.max(longest, port.connections), 0);
  return ports.map((port) => ({
    port: port.port,
    service: port.service,
    programs: port.programs.map(printable).join(', '),
    halfOpen: quantity(port.halfOpen),
    unread: quantity(port.receiveQueueBytes, bytesText),
    waiting: waiting(port.acceptQueue),
    queueFull: port.acceptQueue?.full ?? false,
    connections: quantity(port.connections),
    bar: barPercent(port.connections, most),
  }));
}

function waiting(queue: AcceptQueue | null): Quantity {
  const limit = queue?.limit ?? null;
  return quantity(queue?.waiting ?? null, (callers) => (limit === null ? count(callers) : `${count(callers)} of ${count(limit)}`));
}

/** Listeners whose accept queue is full: the surest sign that the server itself is the bottleneck. */
export const fullQueues = (report: Pick<ConnectionReport, 'byLocalPort'>): readonly string[] =>
  report.byLocalPort.flatMap((port) => {
    if (port.acceptQueue?.full !== true) return [];
    const name = port.service === null ? `Port ${port.port}` : `Port ${port.port} (${port.service})`;
    return [
      `${name} takes no more callers: ${count(port.acceptQueue.waiting)} wait in its accept queue, which is full. ` +
        'The program behind it is the bottleneck, whoever is calling.',
    ];
  });
