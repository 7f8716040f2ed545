import type { OwnerConnections } from '../../model/connection-report.ts';
import type { SocketOwner } from '../../model/socket.ts';
import { busiest } from './busiest.ts';

interface OwnerTally {
  readonly user: string | null;
  readonly program: string | null;
  readonly order: string;
  connections: number;
}

export type OwnerTallies = Map<string, OwnerTally>;

/** Counts connections of one owner; null stands for all whose owner could not be read. */
export function countOwner(owners: OwnerTallies, owner: SocketOwner | null, connections: number): void {
  const user = owner?.user ?? owner?.uid?.toString() ?? null;
  const program = owner?.program ?? null;
  // A name cannot hold a NUL, so the key says which part is which.
  const key = `${user ?? ''}\0${program ?? ''}`;
  let tally = owners.get(key);
  if (tally === undefined) {
    tally = { user, program, order: key, connections: 0 };
    owners.set(key, tally);
  }
  tally.connections += connections;
}

/** The owners with the most connections, most first, cut to `top`. */
export const byOwner = (owners: OwnerTallies, top: number | null): readonly OwnerConnections[] =>
  busiest([...owners.values()], top).map(({ user, program, connections }) => ({ user, program, connections }));
