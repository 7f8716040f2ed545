import { join } from 'node:path';
import type { Problem } from '../../model/problem.ts';
import type { Result } from '../../model/result.ts';
import { putAway } from '../../system/rotate-file.ts';
import { writeAtomically } from '../../system/write-atomically.ts';
import { entryLine, type JournalEntry } from './journal-entry.ts';

/** From this size on the present file is put away. */
export const fullBytes = 2 * 1024 * 1024;

/** Files kept beside the present one: with the sizes above, about 40 MiB, years of ordinary use. */
export const archivesKept = 20;

export const archiveName = (number: number): string => `journal.${number}`;

/** See `Journal.startNewFile`. The first line says how many of the oldest files are no longer kept. */
export function startNewFile(folder: string, path: string, entries: readonly JournalEntry[], nowEpoch: number): Result<null, Problem> {
  const archives = Array.from({ length: archivesKept }, (_, at) => join(folder, archiveName(at + 1)));
  const away = putAway(path, archives);
  if (!away.ok) return away;
  const lines: readonly JournalEntry[] = [{ step: 'new-file', at: nowEpoch, dropped: away.value }, ...entries];
  return writeAtomically(path, [new TextEncoder().encode(lines.map((entry) => `${entryLine(entry)}\n`).join(''))], 'lasting');
}
