import type { EnforcerOutcome, ExpireReport } from '../model/block-report.ts';
import type { Problem } from '../model/problem.ts';
import { ok, type Result } from '../model/result.ts';
import type { BlockWorld } from './block-world.ts';
import { asOnlyChange } from './change.ts';
import { type BlockRecord, blockRecords, isoTime, isUnfinished, summaryOf } from './journal/block-record.ts';
import { liftRecord } from './lift.ts';
import { putBack, type PutBackOptions, toPutBack } from './put-back.ts';
import { isTimeToTry } from './try-again.ts';

export interface ExpireOptions {
  /** How long to wait for another change. A page waits not at all: the next one will do it. */
  readonly patienceMs: number;
  /** At most this many blocks in one run; the rest is said, and left for the next. */
  readonly mostBlocks: number;
  /** Also put back what a restart of the machine swept away; null = leave that to a run that has the time. */
  readonly putBack: PutBackOptions | null;
}

/**
 * Lifts what is over, settles what a dead process left, and puts back what a restart of the machine swept away. Cheap when there is
 * nothing to do: then the journal is read and no lock is taken. A block that its enforcer ends by itself is looked at too, and
 * written down as ended. Problems: changed-meanwhile, and those of reading the journal.
 */
export async function expire(world: BlockWorld, options: ExpireOptions): Promise<Result<ExpireReport, Problem>> {
  const reading = world.journal.read();
  if (!reading.ok) return reading;
  const records = [...blockRecords(reading.value.entries).values()];
  const isAnythingLost = options.putBack !== null && toPutBack(world, records).length > 0;
  if (!isAnythingLost && !records.some((record) => isUnfinished(record) || isDue(record, world.nowEpoch()))) return ok(nothingEnded(world));
  return asOnlyChange(world, options.patienceMs, async (change) => {
    const due = [...change.records.values()].filter((record) => isDue(record, world.nowEpoch()));
    const ended: { block: ExpireReport['ended'][number]['block']; steps: readonly EnforcerOutcome[] }[] = [];
    for (const record of due.slice(0, options.mostBlocks)) {
      const steps = await liftRecord(world, change.write, record, { why: 'expired', by: 'the end that was set', recovered: false });
      ended.push({ block: summaryOf(record), steps });
    }
    const leftOver = due.length - ended.length;
    const lost = options.putBack === null ? [] : toPutBack(world, change.records.values());
    const { restored, left } = options.putBack === null ? noneBack : await putBack(change, lost, options.putBack);
    const { recovered, problems } = change;
    return { ...nothingEnded(world), ended, leftOver, restored, leftToRestore: left, recovered, problems };
  });
}

/** What could not be lifted is not tried again with every page. */
function isDue({ order: { untilEpoch }, phase, liftFailedEpoch }: BlockRecord, nowEpoch: number): boolean {
  if (phase !== 'stands' || untilEpoch === null || untilEpoch > nowEpoch) return false;
  return isTimeToTry(untilEpoch, liftFailedEpoch, nowEpoch);
}

const noneBack = { restored: [], left: 0 } as const;

const nothingEnded = ({ nowEpoch }: BlockWorld): ExpireReport => ({
  takenAt: isoTime(nowEpoch()),
  ended: [],
  leftOver: 0,
  restored: [],
  leftToRestore: 0,
  recovered: [],
  problems: [],
});
