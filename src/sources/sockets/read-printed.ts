import type { Problem } from '../../model/problem.ts';
import { ok, type Result } from '../../model/result.ts';
import { scanSockets } from '../../scan/sockets/scan-sockets.ts';
import { findOwners } from './owners.ts';
import { type Printer, runPrinter } from './run-printer.ts';
import type { SocketMachine } from './socket-machine.ts';
import type { SocketReading } from './socket-reading.ts';

/** Some 200,000 sockets. Each of their rows is kept, so more would cost more memory than a review may. */
const outputLimitBytes = 32 * 1024 * 1024;

/** The sockets of this machine as ss prints them, else as netstat does; undefined when neither does. Problems: owners-incomplete. */
export const readPrintedSockets = async (
  withPrograms: boolean,
  machine: SocketMachine,
): Promise<Result<SocketReading, Problem> | undefined> =>
  (await readingOfPrinter('ss', '-tunaeH', withPrograms, machine)) ?? (await readingOfPrinter('netstat', '-tunaeW', withPrograms, machine));

async function readingOfPrinter(
  printer: Printer,
  option: string,
  withPrograms: boolean,
  machine: SocketMachine,
): Promise<Result<SocketReading, Problem> | undefined> {
  const takenAt = machine.now().toISOString();
  const printed = await runPrinter(machine, printer, option, { timeoutMs: 10_000, outputLimitBytes });
  if (!printed.ok) return undefined;
  const { ownerOf, problem } = findOwners(machine, withPrograms);
  const table = {
    ...scanSockets(printed.value, ownerOf),
    source: printer,
    takenAt,
    ownAddresses: machine.ownAddresses(),
    // A reading of a whole machine knows its listeners, even when there are none.
    hasListeners: true,
    hasAcceptQueue: true,
  };
  return ok({ table, problems: problem === null ? [] : [problem] });
}
