import type { EnforcerName } from '../model/block.ts';
import type { Enforcer } from './enforcer.ts';
import type { BlockRecord } from './journal/block-record.ts';

/**
 * Places that should hold a block and were last seen to do so before the machine was started anew, and that forget such a block
 * then: what a restart may have swept away. What was taken away while the machine ran on is none of it, nor what somebody wanted
 * lifted. Of lines without a run nothing is known, and so nothing is said.
 * @param run the one we are in; null where it cannot be told
 */
export function restartLosses(record: BlockRecord, enforcers: readonly Enforcer[], run: string | null): readonly Enforcer[] {
  if (run === null || record.phase !== 'stands' || record.liftFailedEpoch !== null) return [];
  const isOfBefore = (name: EnforcerName): boolean => (record.runs.get(name) ?? run) !== run;
  return enforcers.filter((enforcer) => record.held.has(enforcer.name) && isOfBefore(enforcer.name) && forgets(enforcer, record));
}

function forgets({ name, outlivesRestart }: Enforcer, { held }: BlockRecord): boolean {
  if (outlivesRestart === 'endless') return (held.get(name) ?? null) !== null;
  return outlivesRestart === 'none';
}
