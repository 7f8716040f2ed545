import type { IpAddress } from '../../model/ip-address.ts';
import type { Problem } from '../../model/problem.ts';
import type { Result } from '../../model/result.ts';
import { ownAddresses } from '../../system/own-addresses.ts';
import { type ProcTable, readProcTable } from '../../system/proc-net.ts';
import { findSocketHolders, type HolderLimits, type SocketHolders } from '../../system/proc-socket-holders.ts';
import { readSmallText } from '../../system/read-text.ts';
import type { ProgramRun } from '../../system/run-program.ts';

/** What reading the sockets of a machine takes from it. */
export interface SocketMachine {
  procTable(table: ProcTable): Result<Uint8Array, Problem>;
  run(program: ProgramRun): Promise<Result<Uint8Array, Problem>>;
  socketHolders(limits: HolderLimits): SocketHolders;
  passwd(): Result<string, Problem>;
  ownAddresses(): readonly IpAddress[];
  now(): Date;
}

/** The machine this process runs on. */
export const thisMachine: SocketMachine = {
  procTable: readProcTable,
  // Loaded when a program is run, which is seldom: what Node needs for it is a tenth of its own start.
  run: async (program) => (await import('../../system/run-program.ts')).runProgram(program),
  socketHolders: findSocketHolders,
  passwd: () => readSmallText('/etc/passwd'),
  ownAddresses,
  now: () => new Date(),
};
