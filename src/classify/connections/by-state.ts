import type { StateConnections } from '../../model/connection-report.ts';
import { type SocketState, socketStates } from '../../model/socket.ts';
import { busiest } from './busiest.ts';
import type { Connection } from './connection.ts';

/** Connections by state, most first; states with none are left out. */
export function byState(connections: readonly Connection[]): readonly StateConnections[] {
  const counts = new Map<SocketState, number>();
  for (const { row } of connections) counts.set(row.state, (counts.get(row.state) ?? 0) + 1);
  const entries = [...counts].map(([state, count]) => ({ state, connections: count, order: socketStates.indexOf(state) }));
  return busiest(entries, null).map(({ state, connections: count }) => ({ state, connections: count }));
}
