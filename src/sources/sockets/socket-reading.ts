import type { Problem } from '../../model/problem.ts';
import type { SocketTable } from '../../model/socket.ts';

/** A table and what went wrong on the way to it. */
export interface SocketReading {
  readonly table: SocketTable;
  readonly problems: readonly Problem[];
}
