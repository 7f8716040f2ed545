import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import type { SocketTable } from '../../model/socket.ts';
import { scanSockets } from '../../scan/sockets/scan-sockets.ts';
import { type ProcTable, procTables } from '../../system/proc-net.ts';
import { withBacklogs } from './backlogs.ts';
import { joinScans } from './join-scans.ts';
import { findOwners } from './owners.ts';
import { type Printer, runPrinter } from './run-printer.ts';
import { type SocketMachine, thisMachine } from './socket-machine.ts';
import type { SocketReading } from './socket-reading.ts';

export interface LiveOptions {
  /** Whether to look for the program behind each socket: costs a walk over all processes, at most a second. */
  readonly withPrograms: boolean;
}

/**
 * The sockets of this machine, TCP and UDP, IPv4 and IPv6, listening ones included: from /proc/net, which costs no
 * process and no layout, else from ss, else from netstat.
 *
 * Fails only when all of them do, with the problem of /proc/net. Problems beside the table: owners-incomplete.
 */
export async function readLiveSockets(options: LiveOptions, machine: SocketMachine = thisMachine): Promise<Result<SocketReading, Problem>> {
  const tables = readProcTables(machine);
  if (tables.ok) return ok(await readingOfProc(tables.value, options, machine));
  return (
    (await readingOfPrinter('ss', '-tunaeH', options, machine)) ??
    (await readingOfPrinter('netstat', '-tunaeW', options, machine)) ??
    tables
  );
}

interface TableText {
  readonly table: ProcTable;
  readonly bytes: Uint8Array;
}

function readProcTables(machine: SocketMachine): Result<readonly TableText[], Problem> {
  const texts: TableText[] = [];
  for (const table of procTables) {
    const text = machine.procTable(table);
    if (text.ok) texts.push({ table, bytes: text.value });
    // A kernel without IPv6 has no tcp6 and udp6; any other gap would be a table that lies by leaving out.
    else if (!(table.endsWith('6') && text.problem.kind === 'not-found')) return failed(text.problem);
  }
  return ok(texts);
}

async function readingOfProc(texts: readonly TableText[], options: LiveOptions, machine: SocketMachine): Promise<SocketReading> {
  const takenAt = machine.now().toISOString();
  // The walk comes after the reading: a socket of the table is then most likely still held.
  const { ownerOf, problem } = findOwners(machine, options.withPrograms);
  const scan = joinScans(texts.map(({ table, bytes }) => scanSockets(bytes, ownerOf, table.startsWith('tcp') ? 'tcp' : 'udp')));
  const rows = await withBacklogs(scan.rows, machine);
  const table = { ...scan, ...complete(machine), rows, source: '/proc/net', formats: ['proc-net'] as const, takenAt };
  return { table, problems: problem === null ? [] : [problem] };
}

async function readingOfPrinter(
  printer: Printer,
  option: string,
  options: LiveOptions,
  machine: SocketMachine,
): Promise<Result<SocketReading, Problem> | undefined> {
  const takenAt = machine.now().toISOString();
  const printed = await runPrinter(machine, printer, option, { timeoutMs: 10_000, outputLimitBytes: 128 * 1024 * 1024 });
  if (!printed.ok) return undefined;
  const { ownerOf, problem } = findOwners(machine, options.withPrograms);
  const table = { ...scanSockets(printed.value, ownerOf), ...complete(machine), source: printer, takenAt };
  return ok({ table, problems: problem === null ? [] : [problem] });
}

/** A reading of a whole machine knows its listeners, even when there are none. */
const complete = (machine: SocketMachine): Pick<SocketTable, 'ownAddresses' | 'hasListeners' | 'hasAcceptQueue'> => ({
  ownAddresses: machine.ownAddresses(),
  hasListeners: true,
  hasAcceptQueue: true,
});
