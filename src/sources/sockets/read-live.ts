import type { IpAddress } from '../../model/ip-address.ts';
import type { Problem } from '../../model/problem.ts';
import { ok, type Result } from '../../model/result.ts';
import type { SocketScope } from '../../scan/sockets/socket-scope.ts';
import { withBacklogs } from './backlogs.ts';
import { countProcTables, type ProcCount } from './count-proc.ts';
import { findOwners } from './owners.ts';
import { type SocketMachine, thisMachine } from './socket-machine.ts';
import type { LiveReading } from './socket-reading.ts';

export interface LiveOptions {
  /** Whether to look for the program behind each socket: costs a walk over all processes, at most a second. */
  readonly withPrograms: boolean;
  /** Length of the lists by address and by subnet; null = everything. */
  readonly top: number | null;
  /** Count only connections with this address; null = all. Where a program prints the sockets, the review picks them. */
  readonly address: IpAddress | null;
  /** Count only sockets within it, and tell nothing of the others; left out: all sockets. */
  readonly scope?: SocketScope | undefined;
  /** Bytes of text from which on WebAssembly counts; left out: where it pays. The counts are the same. */
  readonly kernelFromBytes?: number | undefined;
}

/**
 * The sockets of this machine, TCP and UDP, IPv4 and IPv6, listening ones included: from /proc/net, which costs no
 * process and no layout and is counted as it is read, else from ss, else from netstat.
 *
 * Fails only when all of them do, with the problem of /proc/net. Problems beside the sockets: owners-incomplete.
 */
export async function readLiveSockets(options: LiveOptions, machine: SocketMachine = thisMachine): Promise<Result<LiveReading, Problem>> {
  const takenAt = machine.now().toISOString();
  const { address, scope, kernelFromBytes } = options;
  const counted = countProcTables(machine, { address, scope, kernelFromBytes });
  if (counted.ok) return ok(await readingOfProc(counted.value, takenAt, options, machine));
  // A program prints everybody's.
  if (scope !== undefined) return counted;
  // Loaded when it is needed, which is seldom: start-up counts.
  const { readPrintedSockets } = await import('./read-printed.ts');
  return (await readPrintedSockets(options.withPrograms, machine)) ?? counted;
}

async function readingOfProc(
  { counter, unparsed }: ProcCount,
  takenAt: string,
  { withPrograms, top, scope }: LiveOptions,
  machine: SocketMachine,
): Promise<LiveReading> {
  // The walk comes after the reading: a socket of the table is then most likely still held.
  const { ownerOf, problem } = findOwners(machine, withPrograms);
  const counts = counter.finish(ownerOf, top);
  const table = {
    counts: { ...counts, listeners: await withBacklogs(counts.listeners, machine) },
    source: '/proc/net',
    takenAt,
    // A reading of a whole machine knows its listeners, even when there are none.
    hasListeners: true,
    // Nobody knows whose a line is that is not understood.
    unparsedLines: scope === undefined ? unparsed.count : 0,
    unparsedSamples: scope === undefined ? unparsed.samples : [],
  };
  return { table, problems: problem === null ? [] : [problem] };
}
