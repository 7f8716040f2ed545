import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';
import { readUnsized } from './read-unsized.ts';

/** The kernel's socket tables, by their file name in /proc/net. */
export const procTables = ['tcp', 'tcp6', 'udp', 'udp6'] as const;
export type ProcTable = (typeof procTables)[number];

/** 150 bytes a row: more sockets than a kernel of any hosting server will hold. */
const limitBytes = 256 * 1024 * 1024;

export const procTablePath = (table: ProcTable): string => `/proc/net/${table}`;

/** The text of one table, for the network namespace of this process. Problems: those of {@link readUnsized}. */
export const readProcTable = (table: ProcTable): Result<Uint8Array, Problem> => readUnsized(procTablePath(table), limitBytes);
