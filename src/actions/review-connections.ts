import { tallyCounts } from '../classify/connections/tally-counts.ts';
import { type ConnectionQuestion, tallySockets } from '../classify/connections/tally-sockets.ts';
import type { ConnectionReport } from '../model/connection-report.ts';
import type { Problem } from '../model/problem.ts';
import type { CountedSockets } from '../model/socket-counts.ts';
import type { SocketTable } from '../model/socket.ts';

/**
 * The review of sockets: who is connected, to what, and which way. `problems` are those of reading them. Sockets that come
 * counted were counted for the same question.
 */
export function reviewConnections(
  sockets: SocketTable | CountedSockets,
  question: ConnectionQuestion,
  problems: readonly Problem[] = [],
): ConnectionReport {
  return {
    takenAt: sockets.takenAt,
    source: sockets.source,
    ...('counts' in sockets ? tallyCounts(sockets.counts, question.top) : tallySockets(sockets, question)),
    directionGuessed: !sockets.hasListeners,
    unparsed: sockets.unparsedLines,
    unparsedSamples: sockets.unparsedSamples,
    problems,
  };
}
