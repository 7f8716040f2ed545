import type { Problem } from '../../model/problem.ts';
import type { CountedSockets } from '../../model/socket-counts.ts';
import type { SocketTable } from '../../model/socket.ts';

/** Sockets and what went wrong on the way to them. */
export interface SocketReading<Sockets = SocketTable> {
  readonly table: Sockets;
  readonly problems: readonly Problem[];
}

/** Counted where the kernel's own tables could be read, rows where a program had to print them. */
export type LiveReading = SocketReading<CountedSockets | SocketTable>;
