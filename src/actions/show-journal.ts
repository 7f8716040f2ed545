import { blockRecords, isoTime } from '../block/journal/block-record.ts';
import { entryText } from '../block/journal/entry-text.ts';
import type { Journal } from '../block/journal/journal.ts';
import type { JournalEntry } from '../block/journal/journal-entry.ts';
import { archivesKept } from '../block/journal/new-file.ts';
import type { BlockTarget } from '../model/block.ts';
import type { JournalReport } from '../model/block-report.ts';
import type { Problem } from '../model/problem.ts';
import { ok, type Result } from '../model/result.ts';

export interface JournalQuestion {
  /** Only what is about this address or range; null = everything. */
  readonly target: BlockTarget | null;
  readonly most: number;
  readonly nowEpoch: number;
}

/**
 * What was done to blocks, newest first; files that were put away are read as far as needed. Problems: those of reading the
 * present file.
 */
export function showJournal(journal: Journal, { target, most, nowEpoch }: JournalQuestion): Result<JournalReport, Problem> {
  const present = journal.read();
  if (!present.ok) return present;
  let { entries, damagedLines } = present.value;
  const problems: Problem[] = [];
  for (let number = 1; number <= archivesKept && (target !== null || entries.length < most); number++) {
    const older = journal.readArchive(number);
    if (older.ok) {
      entries = [...older.value.entries, ...entries];
      damagedLines += older.value.damagedLines;
    } else if (older.problem.kind !== 'not-found') problems.push(older.problem);
  }
  const records = blockRecords(entries);
  const targetOf = (entry: JournalEntry): string | null =>
    entry.step === 'new-file' ? null : (records.get(entry.id)?.order.target ?? null);
  const about = entries.filter((entry) => target === null || targetOf(entry) === target);
  const shown = about.slice(-most).reverse();
  return ok({
    takenAt: isoTime(nowEpoch),
    entries: shown.map((entry) => ({
      at: isoTime(entry.at),
      step: entry.step,
      id: entry.step === 'new-file' ? null : entry.id,
      target: targetOf(entry),
      enforcer: 'enforcer' in entry ? entry.enforcer : null,
      text: entryText(entry),
      by: 'by' in entry ? entry.by : null,
    })),
    leftOut: about.length - shown.length,
    damagedLines,
    problems,
  });
}
