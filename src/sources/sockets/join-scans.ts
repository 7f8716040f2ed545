import type { SocketRow } from '../../model/socket.ts';
import type { SocketScan } from '../../scan/sockets/scan-sockets.ts';

const samplesKept = 5;
const emptyRows: readonly SocketRow[] = [];

/** Several scans as one: rows in their order, each format once. */
export function joinScans(scans: readonly SocketScan[]): SocketScan {
  return {
    // concat copies hundreds of thousands of rows at once, flatMap one by one.
    rows: emptyRows.concat(...scans.map((scan) => scan.rows)),
    formats: [...new Set(scans.flatMap((scan) => scan.formats))],
    unparsedLines: scans.reduce((sum, scan) => sum + scan.unparsedLines, 0),
    unparsedSamples: scans.flatMap((scan) => scan.unparsedSamples).slice(0, samplesKept),
  };
}
