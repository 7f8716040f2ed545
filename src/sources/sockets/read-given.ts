import type { Problem } from '../../model/problem.ts';
import type { Result } from '../../model/result.ts';
import { ownersByNumber } from '../../scan/sockets/owner-of.ts';
import { scanSockets, type SocketScan } from '../../scan/sockets/scan-sockets.ts';
import { readUnsized } from '../../system/read-unsized.ts';
import { joinScans } from './join-scans.ts';
import type { SocketReading } from './socket-reading.ts';

/** Text of socket tables somebody captured: a file or pipe by its path, or what the host has read itself (standard input). */
export type GivenSockets = { readonly path: string } | { readonly name: string; readonly read: Result<Uint8Array, Problem> };

/** More than this of one text is not read. */
export const givenSocketsLimitBytes = 64 * 1024 * 1024;

/**
 * The sockets of the given texts, as one table. A text that cannot be used leaves a problem and the others stand.
 * Problems: those of reading a file, and unknown-format where nothing in a text looks like a socket table.
 */
export function readGivenSockets(given: readonly GivenSockets[]): SocketReading {
  const problems: Problem[] = [];
  const scans: SocketScan[] = [];
  for (const text of given) {
    const bytes = bytesOf(text);
    if (!bytes.ok) {
      problems.push(bytes.problem);
      continue;
    }
    const scan = scanSockets(bytes.value, ownersByNumber());
    if (scan.formats.length > 0) scans.push(scan);
    else problems.push({ kind: 'unknown-format', path: nameOf(text), expected: 'netstat, ss or /proc/net' });
  }
  const joined = joinScans(scans);
  const table = {
    ...joined,
    source: given.map(nameOf).join(', '),
    takenAt: null,
    ownAddresses: [],
    // Text that shows one listening socket was made with the option that shows them all.
    hasListeners: joined.rows.some((row) => row.listening),
    hasAcceptQueue: true,
  };
  return { table, problems };
}

const nameOf = (text: GivenSockets): string => ('path' in text ? text.path : text.name);

const bytesOf = (text: GivenSockets): Result<Uint8Array, Problem> =>
  'path' in text ? readUnsized(text.path, givenSocketsLimitBytes) : text.read;
