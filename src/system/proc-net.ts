import { join } from 'node:path';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';
import { readPieces } from './read-unsized.ts';

/** The kernel's socket tables, by their file name in /proc/net. */
export const procTables = ['tcp', 'tcp6', 'udp', 'udp6'] as const;
export type ProcTable = (typeof procTables)[number];

export const procTablePath = (table: ProcTable): string => `/proc/net/${table}`;

/**
 * Hands over the text of one table, for the network namespace of this process, as the kernel gives it: a page at a time,
 * always in the same buffer. Stops early when `onPiece` returns false. Problems: those of {@link readPieces}.
 *
 * `root`: where the file tree begins, for one that is not this machine's.
 */
export const readProcTable = (table: ProcTable, onPiece: (piece: Uint8Array) => boolean, root = '/'): Result<void, Problem> =>
  readPieces(join(root, procTablePath(table)), onPiece);
