import { join } from 'node:path';
import type { IpAddress } from '../../model/ip-address.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, type Result } from '../../model/result.ts';
import { ownAddresses } from '../../system/own-addresses.ts';
import { type ProcTable, readProcTable } from '../../system/proc-net.ts';
import { findSocketHolders, type HolderLimits, type SocketHolders } from '../../system/proc-socket-holders.ts';
import { readSmallText } from '../../system/read-text.ts';
import type { ProgramRun } from '../../system/run-program.ts';

/** What reading the sockets of a machine takes from it. */
export interface SocketMachine {
  /** Hands over a table in pieces, as long as `onPiece` returns true; a piece is overwritten after the call. */
  procTable(table: ProcTable, onPiece: (piece: Uint8Array) => boolean): Result<void, Problem>;
  run(program: ProgramRun): Promise<Result<Uint8Array, Problem>>;
  socketHolders(limits: HolderLimits): SocketHolders;
  passwd(): Result<string, Problem>;
  ownAddresses(): readonly IpAddress[];
  now(): Date;
  /** A random number of 32 bits that nobody outside can know. */
  seed(): number;
}

/** The machine this process runs on. */
export const thisMachine: SocketMachine = {
  procTable: (table, onPiece) => readProcTable(table, onPiece),
  // Loaded when a program is run, which is seldom: what Node needs for it is a tenth of its own start.
  run: async (program) => (await import('../../system/run-program.ts')).runProgram(program),
  socketHolders: findSocketHolders,
  passwd: () => readSmallText('/etc/passwd'),
  ownAddresses,
  now: () => new Date(),
  seed: () => Math.floor(Math.random() * 2 ** 32),
};

/** The machine whose file tree begins at `root`; of another tree than this machine's only the files are read, nothing is run. */
export const machineAt = (root: string): SocketMachine =>
  root === '/'
    ? thisMachine
    : {
        ...thisMachine,
        procTable: (table, onPiece) => readProcTable(table, onPiece, root),
        passwd: () => readSmallText(join(root, '/etc/passwd')),
        run: ({ program }) => Promise.resolve(failed({ kind: 'program-missing', program })),
        socketHolders: () => ({ byInode: new Map(), processesRead: 0, processes: 0 }),
        ownAddresses: () => [],
      };
