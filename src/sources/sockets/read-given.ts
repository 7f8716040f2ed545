import type { Problem } from '../../model/problem.ts';
import { failed, type Result } from '../../model/result.ts';
import { ownersByNumber } from '../../scan/sockets/owner-of.ts';
import { scanSockets, type SocketScan } from '../../scan/sockets/scan-sockets.ts';
import { readUnsized } from '../../system/read-unsized.ts';
import { joinScans } from './join-scans.ts';
import type { SocketReading } from './socket-reading.ts';

/** Text of socket tables somebody captured: a file or pipe by its path, or what the host has read itself (standard input). */
export type GivenSockets = { readonly path: string } | { readonly name: string; readonly read: Result<Uint8Array, Problem> };

/** More than this of all texts together is not read: their rows are kept, at five times the size of their text. */
export const givenSocketsLimitBytes = 64 * 1024 * 1024;

/**
 * The sockets of the given texts, as one table. A text that cannot be used leaves a problem and the others stand.
 * Problems: those of reading a file (too-large is what goes beyond the limit of all together), and unknown-format where nothing in a text looks like a socket table.
 */
export function readGivenSockets(given: readonly GivenSockets[]): SocketReading {
  const problems: Problem[] = [];
  const scans: SocketScan[] = [];
  let leftBytes = givenSocketsLimitBytes;
  for (const text of given) {
    const bytes = bytesOf(text, leftBytes);
    if (!bytes.ok) {
      problems.push(bytes.problem);
      continue;
    }
    leftBytes -= bytes.value.length;
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

function bytesOf(text: GivenSockets, limitBytes: number): Result<Uint8Array, Problem> {
  if ('path' in text) return readUnsized(text.path, limitBytes);
  if (!text.read.ok || text.read.value.length <= limitBytes) return text.read;
  return failed({ kind: 'too-large', path: text.name, sizeBytes: text.read.value.length, limitBytes });
}
