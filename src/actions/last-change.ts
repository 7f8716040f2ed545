import { blockRecords, summaryOf } from '../block/journal/block-record.ts';
import type { Journal } from '../block/journal/journal.ts';
import type { JournalEntry } from '../block/journal/journal-entry.ts';
import { writtenProblem } from '../block/journal/written-problem.ts';
import type { EnforcerName } from '../model/block.ts';
import type { EnforcerOutcome, LastChange } from '../model/block-report.ts';
import type { Problem } from '../model/problem.ts';
import { ok, type Result } from '../model/result.ts';

type Of<Step extends JournalEntry['step']> = Extract<JournalEntry, { step: Step }>;

/**
 * What was last done to a block: made or lifted, and what became of it in each place. Null when the present journal does not
 * know it. Problems: those of reading the journal.
 * @param titleOf as people call an enforcer
 */
export function lastChange(journal: Journal, id: string, titleOf: (name: EnforcerName) => string): Result<LastChange | null, Problem> {
  const reading = journal.read();
  if (!reading.ok) return reading;
  const entries = reading.value.entries.filter((entry) => entry.step !== 'new-file' && entry.id === id);
  const record = blockRecords(entries).get(id);
  if (record === undefined) return ok(null);
  const beganAt = entries.findLastIndex(({ step }) => step === 'block-intent' || step === 'lift-intent');
  const lines = entries.slice(Math.max(0, beganAt));
  const end = lines.findLast((line): line is Of<'block-outcome' | 'lift-outcome'> => line.step.endsWith('-outcome'));
  return ok({
    block: summaryOf(record),
    outcome: end?.outcome ?? 'broke-off',
    effects: [...new Set(lines.flatMap((line) => (line.step === 'applied' && line.confirmed && line.effect ? [line.effect] : [])))],
    steps: lines.flatMap((line) => stepOf(line, titleOf) ?? []),
  });
}

function stepOf(line: JournalEntry, titleOf: (name: EnforcerName) => string): EnforcerOutcome | undefined {
  if (!('enforcer' in line)) return undefined;
  const step = (outcome: EnforcerOutcome['outcome'], more: Partial<EnforcerOutcome> = {}): EnforcerOutcome => ({
    enforcer: line.enforcer,
    title: titleOf(line.enforcer),
    outcome,
    problem: null,
    endsByItself: null,
    remarks: [],
    ...more,
  });
  switch (line.step) {
    case 'applied': {
      const ends = line.endsByItselfEpoch;
      return step(line.confirmed ? 'blocked' : 'unconfirmed', {
        endsByItself: ends === null ? null : new Date(ends * 1000).toISOString(),
        remarks: line.remarks ?? [],
      });
    }
    case 'apply-failed':
      return step('failed', { problem: writtenProblem(line.problem) });
    // After a restart: nobody's click.
    case 'restored':
    case 'restore-failed':
      return undefined;
    case 'lifted':
      return step(line.found);
    case 'lift-failed':
      return step('still-there', { problem: writtenProblem(line.problem) });
  }
}
