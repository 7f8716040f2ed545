import { setTimeout as sleep } from 'node:timers/promises';
import type { Recovery } from '../model/block-report.ts';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { type HeldLock, tryLock } from '../system/lock-file.ts';
import type { BlockWorld } from './block-world.ts';
import { type BlockRecord, blockRecords, carriedEntry, wasMadeWithin } from './journal/block-record.ts';
import type { JournalEntry } from './journal/journal-entry.ts';
import { fullBytes } from './journal/new-file.ts';
import { recover } from './recover.ts';

/** A change of blocks under way. While there is one, no other process makes one. */
export interface Change {
  readonly world: BlockWorld;
  /** Blocks as they stood when the change began, by id. */
  readonly records: ReadonlyMap<string, BlockRecord>;
  readonly recovered: readonly Recovery[];
  /**
   * Writes a line; of what is seen to hold a block, also in which run of the machine. False, and a problem more, when it did not get
   * there; then no later line of the same block may say that all is settled, so that the next run looks for itself.
   */
  readonly write: (entry: JournalEntry) => boolean;
  readonly problems: Problem[];
}

const lookEveryMs = 50;

/**
 * Does `work` as the only one on this machine that changes blocks, after whatever a dead process left unfinished has been
 * settled. Problems: changed-meanwhile (another change did not end within `patienceMs`), and those of reading the journal.
 */
export async function asOnlyChange<T>(
  world: BlockWorld,
  patienceMs: number,
  work: (change: Change) => Promise<T>,
): Promise<Result<T, Problem>> {
  const lock = await waitForLock(world.lockPath, patienceMs);
  if (!lock.ok) return lock;
  try {
    const before = world.journal.read();
    if (!before.ok) return before;
    const problems: Problem[] = [];
    const run = world.machineRun()?.id;
    const write = (entry: JournalEntry): boolean => {
      const isSeen = entry.step === 'applied' || entry.step === 'restored';
      const written = world.journal.append(isSeen && run !== undefined ? { ...entry, run } : entry);
      if (!written.ok) problems.push(written.problem);
      return written.ok;
    };
    const recovered = await recover(world, blockRecords(before.value.entries), write);
    const reading = recovered.length === 0 ? before : world.journal.read();
    if (!reading.ok) return reading;
    const records = blockRecords(reading.value.entries);
    if (reading.value.sizeBytes > fullBytes) {
      const carried = world.journal.startNewFile(linesToCarry(records, world.nowEpoch()), world.nowEpoch());
      if (!carried.ok) problems.push(carried.problem);
    }
    return ok(await work({ world, records, recovered, write, problems }));
  } finally {
    lock.value.release();
  }
}

async function waitForLock(path: string, patienceMs: number): Promise<Result<HeldLock, Problem>> {
  for (let waitedMs = 0; ; waitedMs += lookEveryMs) {
    const lock = lockOrProblem(path);
    if (!lock.ok) return lock;
    if (lock.value !== null) return ok(lock.value);
    if (waitedMs >= patienceMs) return failed({ kind: 'changed-meanwhile', path });
    await sleep(lookEveryMs);
  }
}

function lockOrProblem(path: string): Result<HeldLock | null, Problem> {
  try {
    return ok(tryLock(path));
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') throw error;
    return failed({ kind: 'write-failed', path, code: error.code });
  }
}

/** What stands or is unfinished, and what the cap of an hour still counts. */
const linesToCarry = (records: ReadonlyMap<string, BlockRecord>, nowEpoch: number): readonly JournalEntry[] =>
  [...records.values()]
    .filter((record) => record.phase !== 'over' || wasMadeWithin(record, 3600, nowEpoch))
    .map((record) => carriedEntry(record, nowEpoch));
