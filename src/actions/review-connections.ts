import { type ConnectionQuestion, tallySockets } from '../classify/connections/tally-sockets.ts';
import type { ConnectionReport } from '../model/connection-report.ts';
import type { Problem } from '../model/problem.ts';
import type { SocketTable } from '../model/socket.ts';

/** The review of a table of sockets: who is connected, to what, and which way. `problems` are those of reading it. */
export function reviewConnections(table: SocketTable, question: ConnectionQuestion, problems: readonly Problem[] = []): ConnectionReport {
  return {
    takenAt: table.takenAt,
    source: table.source,
    ...tallySockets(table, question),
    directionGuessed: !table.hasListeners,
    unparsed: table.unparsedLines,
    unparsedSamples: table.unparsedSamples,
    problems,
  };
}
