import type { LogFile } from '../../model/log-catalog.ts';
import type { Problem } from '../../model/problem.ts';
import { lookAt } from '../../system/folders.ts';

type AccessLog = LogFile<'access'>;

/** A log that is worth opening, or why it cannot be. */
export interface PlannedLog {
  readonly log: AccessLog;
  readonly identity: string;
  readonly sizeBytes: number;
  readonly modifiedEpoch: number;
  readonly problem: Problem | null;
}

/** Which logs are worth opening, found by looking at them from outside. */
export interface ReadingPlan {
  readonly logs: readonly PlannedLog[];
  /** Logs not written to since the window began. */
  readonly tooOld: number;
}

/**
 * Looks at size, age and identity of every log, which costs a call each; most logs of a large server need no more.
 * A file with several names is planned once, under its first.
 *
 * @param notBeforeEpoch leave out files last written before this; -Infinity for none
 */
export function planReading(candidates: readonly AccessLog[], notBeforeEpoch: number): ReadingPlan {
  const logs: PlannedLog[] = [];
  const seen = new Set<string>();
  let tooOld = 0;
  for (const log of candidates) {
    const facts = lookAt(log.path, log.trust.in === 'system' ? 'follow-links' : 'not-links');
    if (!facts.ok) {
      logs.push({ log, identity: '', sizeBytes: 0, modifiedEpoch: 0, problem: facts.problem });
      continue;
    }
    const { identity, sizeBytes, modifiedEpoch } = facts.value;
    if (seen.has(identity)) continue;
    seen.add(identity);
    if (modifiedEpoch < notBeforeEpoch) tooOld++;
    else logs.push({ log, identity, sizeBytes, modifiedEpoch, problem: null });
  }
  return { logs, tooOld };
}
