import { join } from 'node:path';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import { appendLine } from '../../system/append-line.ts';
import { readBytes } from '../../system/read-bytes.ts';
import { entryLine, entryOf, type JournalEntry } from './journal-entry.ts';
import { archiveName, startNewFile } from './new-file.ts';

export interface JournalReading {
  /** Oldest first. */
  readonly entries: readonly JournalEntry[];
  /** Lines that are not whole or not understood. */
  readonly damagedLines: number;
  readonly sizeBytes: number;
}

/** What was done to blocks, one line a step, in a file that only grows. */
export interface Journal {
  /** The present file: all that is needed to know what is blocked. Problems: those of `readBytes`, but not not-found. */
  read(): Result<JournalReading, Problem>;
  /** A file put away: 1 is the one before. Problems: those of `readBytes`. */
  readArchive(number: number): Result<JournalReading, Problem>;
  /** Returns when it is on the disk. Problems: those of `appendLine`; bad-input for what could not be read again. */
  append(entry: JournalEntry): Result<null, Problem>;
  /**
   * Puts the present file away and begins one with `entries`. Only for whoever holds the lock of changes.
   * Problems: write-failed; the present file then stands.
   */
  startNewFile(entries: readonly JournalEntry[], nowEpoch: number): Result<null, Problem>;
}

/** A present file is put away at 2 MiB; one change adds a few kilobytes at most. */
const mostBytes = 64 * 1024 * 1024;

/** The journal in our own state folder (see `system/state-folder.ts`). Nothing is opened before it is used. */
export function openJournal(folder: string): Journal {
  const path = join(folder, 'journal');
  return {
    read: () => {
      const read = readLines(path);
      return !read.ok && read.problem.kind === 'not-found' ? ok({ entries: [], damagedLines: 0, sizeBytes: 0 }) : read;
    },
    readArchive: (number) => readLines(join(folder, archiveName(number))),
    append: (entry) => {
      const line = entryLine(entry);
      // What could not be read again would be a block that nobody knows of.
      if (entryOf(line) === undefined)
        return failed({ kind: 'bad-input', field: 'journal', got: line, expected: 'a line that can be read again' });
      return appendLine(path, line);
    },
    startNewFile: (entries, nowEpoch) => startNewFile(folder, path, entries, nowEpoch),
  };
}

function readLines(path: string): Result<JournalReading, Problem> {
  const bytes = readBytes(path, mostBytes);
  if (!bytes.ok) return bytes;
  const lines = new TextDecoder().decode(bytes.value).split('\n');
  const entries = lines.flatMap((line) => entryOf(line) ?? []);
  const written = lines.filter((line) => line !== '').length;
  return ok({ entries, damagedLines: written - entries.length, sizeBytes: bytes.value.length });
}
