import type { EnforcerOutcome, ExpireReport } from '../model/block-report.ts';
import type { Problem } from '../model/problem.ts';
import { ok, type Result } from '../model/result.ts';
import type { BlockWorld } from './block-world.ts';
import { asOnlyChange } from './change.ts';
import { type BlockRecord, blockRecords, isoTime, isUnfinished, summaryOf } from './journal/block-record.ts';
import { liftRecord } from './lift.ts';

export interface ExpireOptions {
  /** How long to wait for another change. A page waits not at all: the next one will do it. */
  readonly patienceMs: number;
  /** At most this many blocks in one run; the rest is said, and left for the next. */
  readonly mostBlocks: number;
}

/**
 * Lifts what is over, and settles what a dead process left. Cheap when there is nothing to do: then the journal is read and
 * no lock is taken. A block that its enforcer ends by itself is looked at too, and written down as ended.
 * Problems: changed-meanwhile, and those of reading the journal.
 */
export async function expire(world: BlockWorld, { patienceMs, mostBlocks }: ExpireOptions): Promise<Result<ExpireReport, Problem>> {
  const reading = world.journal.read();
  if (!reading.ok) return reading;
  const records = [...blockRecords(reading.value.entries).values()];
  if (!records.some((record) => isUnfinished(record) || isDue(record, world.nowEpoch()))) return ok(nothingEnded(world));
  return asOnlyChange(world, patienceMs, async (change) => {
    const due = [...change.records.values()].filter((record) => isDue(record, world.nowEpoch()));
    const ended: { block: ExpireReport['ended'][number]['block']; steps: readonly EnforcerOutcome[] }[] = [];
    for (const record of due.slice(0, mostBlocks)) {
      const steps = await liftRecord(world, change.write, record, { why: 'expired', by: 'the end that was set', recovered: false });
      ended.push({ block: summaryOf(record), steps });
    }
    const { recovered, problems } = change;
    return { ...nothingEnded(world), ended, leftOver: due.length - ended.length, recovered, problems };
  });
}

/**
 * What could not be lifted is not tried again with every page: each try runs programs and adds lines to the journal. The wait
 * grows with the time that it is over, to a day.
 */
const [shortestWait, longestWait] = [300, 86_400];

function isDue({ order: { untilEpoch }, phase, liftFailedEpoch }: BlockRecord, nowEpoch: number): boolean {
  if (phase !== 'stands' || untilEpoch === null || untilEpoch > nowEpoch) return false;
  if (liftFailedEpoch === null) return true;
  const waitSeconds = Math.min(longestWait, Math.max(shortestWait, liftFailedEpoch - untilEpoch));
  return Math.abs(nowEpoch - liftFailedEpoch) >= waitSeconds;
}

const nothingEnded = ({ nowEpoch }: BlockWorld): ExpireReport => ({
  takenAt: isoTime(nowEpoch()),
  ended: [],
  leftOver: 0,
  recovered: [],
  problems: [],
});
