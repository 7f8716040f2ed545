import type { StateConnections } from '../../model/connection-report.ts';
import { type SocketState, socketStates } from '../../model/socket.ts';
import { busiest } from './busiest.ts';

export type StateTally = Map<SocketState, number>;

/** Counts one connection. */
export function countState(states: StateTally, state: SocketState): void {
  states.set(state, (states.get(state) ?? 0) + 1);
}

/** Connections by state, most first; states with none are left out. */
export function byState(states: StateTally): readonly StateConnections[] {
  const entries = [...states].map(([state, connections]) => ({ state, connections, order: socketStates.indexOf(state) }));
  return busiest(entries, null).map(({ state, connections }) => ({ state, connections }));
}
