import type { EnforcerName } from '../model/block.ts';
import type { EnforcerOutcome, Recovery } from '../model/block-report.ts';
import type { BlockWorld } from './block-world.ts';
import { type BlockRecord, isUnfinished } from './journal/block-record.ts';
import type { JournalEntry } from './journal/journal-entry.ts';
import { liftRecord } from './lift.ts';

type Write = (entry: JournalEntry) => boolean;

/**
 * Settles what a process left unfinished that died in the middle of a change. Only for whoever holds the lock of changes:
 * then no living process is in the middle of one.
 *
 * What the enforcers really hold decides. A block that is held somewhere and not yet over stays as far as it is held: it
 * was wanted, and it was checked before the first step. One that is held nowhere, or is over, is rolled back everywhere. A
 * lift is finished. Where an enforcer cannot be asked, all is left for the next run.
 */
export async function recover(world: BlockWorld, records: ReadonlyMap<string, BlockRecord>, write: Write): Promise<readonly Recovery[]> {
  const recovered: Recovery[] = [];
  for (const record of records.values()) {
    if (isUnfinished(record)) recovered.push(await settle(world, record, write));
  }
  return recovered;
}

async function settle(world: BlockWorld, record: BlockRecord, write: Write): Promise<Recovery> {
  const { id, target, untilEpoch } = record.order;
  const said = (did: Recovery['did'], text: string): Recovery => ({ id, target, did, text: `${text} (${target}, begun by ${record.by})` });
  if (record.phase === 'lifting') {
    const steps = await liftRecord(world, write, record, { why: 'rolled-back', by: record.by, recovered: true });
    if (!isLifted(steps)) return said('left-for-later', 'A lift broke off and could not be finished everywhere');
    return said('finished-lifting', 'A lift broke off and was finished now');
  }
  const found = await whatHolds(world, record);
  if (found === null) return said('left-for-later', 'A block broke off, and what holds it could not be asked everywhere');
  const isOver = untilEpoch !== null && untilEpoch <= world.nowEpoch();
  if (found.size === 0 || isOver) {
    const steps = await liftRecord(world, write, record, { why: 'rolled-back', by: record.by, recovered: true });
    if (!isLifted(steps)) return said('left-for-later', 'A block broke off and could not be rolled back everywhere');
    return said(
      'rolled-back',
      isOver ? 'A block broke off and its time is over: it was rolled back' : 'A block broke off before anything held: it was rolled back',
    );
  }
  return keep(world, record, found, write)
    ? said('kept-what-holds', `A block broke off: it stands where it was made already, in ${[...found.keys()].join(', ')}`)
    : said('left-for-later', 'A block broke off, and the journal could not be written');
}

/** No step at all means that the journal could not be written, and nothing was tried. */
const isLifted = (steps: readonly EnforcerOutcome[]): boolean =>
  steps.length > 0 && steps.every(({ outcome }) => outcome !== 'still-there');

/** Enforcers that hold the block, with its end there; null when one could not be asked. Another's block of the address is none of it. */
async function whatHolds(
  { enforcers }: BlockWorld,
  { order, meant, held }: BlockRecord,
): Promise<ReadonlyMap<EnforcerName, number | null> | null> {
  const found = new Map<EnforcerName, number | null>();
  for (const name of meant) {
    const there = await enforcers.find((one) => one.name === name)?.readBack(order);
    if (there?.ok !== true) return null;
    if (there.value === null || (there.value.id !== order.id && !held.has(name))) continue;
    found.set(name, there.value.untilEpoch);
  }
  return found;
}

/** Writes down what holds and what does not; true when all of it was written. */
function keep(
  { nowEpoch }: BlockWorld,
  { order, meant, held }: BlockRecord,
  found: ReadonlyMap<EnforcerName, number | null>,
  write: Write,
): boolean {
  const { id } = order;
  const at = nowEpoch();
  const lines = meant.flatMap((enforcer): JournalEntry[] => {
    // The end as the record has it says whether the enforcer ends it by itself; the end that is read back does not.
    if (found.has(enforcer))
      return held.has(enforcer) ? [] : [{ step: 'applied', at, id, enforcer, endsByItselfEpoch: null, confirmed: true }];
    if (held.has(enforcer)) return [{ step: 'lifted', at, id, enforcer, found: 'was-not-there' }];
    return [{ step: 'apply-failed', at, id, enforcer, problem: 'broken off' }];
  });
  const outcome = found.size === meant.length ? 'blocked' : 'partly-blocked';
  return lines.every(write) && write({ step: 'block-outcome', at, id, outcome, recovered: true });
}
