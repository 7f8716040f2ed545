import type { EnforcerName } from '../model/block.ts';
import type { EnforcerOutcome, GuardReport, RestoredBlock } from '../model/block-report.ts';
import type { Problem } from '../model/problem.ts';
import type { MachineRun } from '../system/machine-run.ts';
import { applyOrder } from './apply-order.ts';
import type { BlockWorld } from './block-world.ts';
import type { Change } from './change.ts';
import type { Enforcer } from './enforcer.ts';
import type { GuardQuestion } from './guard/guard-facts.ts';
import { standsInTheWay } from './guard/guard.ts';
import { type BlockRecord, summaryOf } from './journal/block-record.ts';
import { problemLine } from './journal/written-problem.ts';
import { liftRecord } from './lift.ts';
import { oneLine } from './reason.ts';
import { restartLosses } from './restart-losses.ts';
import { isTimeToTry } from './try-again.ts';

export interface PutBackOptions {
  /** Asked anew for each block: who was a stranger then may be the operator now. */
  readonly askGuard: (question: GuardQuestion) => Promise<GuardReport>;
  /** At most this many blocks in one run, and begun within so many seconds: nobody else can change a block meanwhile. */
  readonly mostBlocks: number;
  readonly seconds: number;
}

export interface PutBack {
  readonly restored: readonly RestoredBlock[];
  /** For the next run: too many at once, or a place or the guard's facts could not be asked. */
  readonly left: number;
}

/** Right after a start other programs still write their rules, and some throw away all others first. */
const settledSeconds = 45;

/** What came to light in one run. */
interface Obstacles {
  /** Places that gave no answer, by name: they are not asked for each block. */
  readonly unanswered: Map<EnforcerName, Problem>;
  /** What the guard could not look at; none while it could. */
  unseen: readonly Problem[];
}

/** Blocks that a restart of the machine may have swept away, and whose turn it is. By the journal alone: no place is asked. */
export function toPutBack({ enforcers, machineRun, nowEpoch }: BlockWorld, records: Iterable<BlockRecord>): readonly BlockRecord[] {
  const run = machineRun();
  if (run === null || run.upSeconds < settledSeconds) return [];
  const now = nowEpoch();
  return [...records].filter(
    (record) => !isOver(record, now) && !isWaiting(record, run, now) && restartLosses(record, enforcers, run.id).length > 0,
  );
}

const isOver = ({ order: { untilEpoch } }: BlockRecord, nowEpoch: number): boolean => untilEpoch !== null && untilEpoch <= nowEpoch;

function isWaiting({ restoring }: BlockRecord, { upSeconds }: MachineRun, nowEpoch: number): boolean {
  if (restoring === null || restoring.failedEpoch === null) return false;
  // A failure of the run before says nothing about this one.
  const isOfThisRun = Math.abs(nowEpoch - restoring.failedEpoch) < upSeconds;
  return isOfThisRun && !isTimeToTry(restoring.sinceEpoch, restoring.failedEpoch, nowEpoch);
}

/**
 * Makes blocks again that a restart of the machine swept away, for what is left of their time, each after the guard was asked. One
 * that it refuses by now for good, or because an allow list lets the address in, is closed everywhere; every other refusal, which
 * whoever made it did not override, waits. A process that dies in here leaves nothing to settle: a place that has the
 * block already is only written down by the next run, one that has not gets it then.
 */
export async function putBack(change: Change, records: readonly BlockRecord[], options: PutBackOptions): Promise<PutBack> {
  const { nowEpoch } = change.world;
  const endEpoch = nowEpoch() + options.seconds;
  const restored: RestoredBlock[] = [];
  const obstacles: Obstacles = { unanswered: new Map(), unseen: [] };
  let left = 0;
  for (const [at, record] of records.entries()) {
    if (at >= options.mostBlocks || nowEpoch() >= endEpoch) {
      left += records.length - at;
      break;
    }
    const did = await putBackOne(change, record, options, obstacles);
    if (did === 'left') left++;
    else if (did !== 'nothing-to-do') restored.push(did);
  }
  change.problems.push(...obstacles.unanswered.values(), ...obstacles.unseen);
  return { restored, left };
}

async function putBackOne(
  { world, write }: Change,
  record: BlockRecord,
  { askGuard }: PutBackOptions,
  obstacles: Obstacles,
): Promise<RestoredBlock | 'left' | 'nothing-to-do'> {
  const { order } = record;
  if (obstacles.unseen.length > 0 && !record.confirmed.includes('could-not-look')) return 'left';
  const lost = restartLosses(record, world.enforcers, world.machineRun()?.id ?? null);
  const missing = await missingOf(lost, world, write, record, obstacles);
  if (missing.length === 0) return lost.some(({ name }) => obstacles.unanswered.has(name)) ? 'left' : 'nothing-to-do';
  const said = await askGuard(order);
  const { refusals, warnings } = standsInTheWay(said, record.confirmed, record.overrideReason ?? '');
  // What an administrator may override may pass, and strangers can bring some of it about: then it waits, and is not over.
  const refusal = refusals.find(({ id, overridable }) => !overridable || id === 'allow-list');
  if (refusal === undefined && refusals.length > 0) return 'left';
  if (refusal !== undefined) {
    const cause = { why: 'guard-refused', by: 'the guard', reason: oneLine(refusal.text), recovered: false } as const;
    return { block: summaryOf(record), refusal: refusal.text, steps: await liftRecord(world, write, record, cause) };
  }
  // Whoever is let in by now cannot be known. Of what else the guard warns, it did so to a person who wanted the block; also of a
  // connection to a port where one logs in: none of ours worked from there while the block stood, a session that is proved refuses,
  // and whoever guesses passwords would keep the block away by holding such a connection.
  if (warnings.some(({ id }) => id === 'could-not-look')) {
    obstacles.unseen = said.problems;
    return 'left';
  }
  const intent = { step: 'restore-intent', at: world.nowEpoch(), id: order.id, enforcers: missing.map(({ name }) => name) } as const;
  if (isOver(record, world.nowEpoch()) || !write(intent)) return 'left';
  const steps: EnforcerOutcome[] = [];
  for (const enforcer of missing) steps.push(await applyAgain(world, write, enforcer, record));
  return { block: summaryOf(record), refusal: null, steps };
}

/** Of the places that may have lost a block, those that have. One that holds it is written down, and not asked again. */
async function missingOf(
  lost: readonly Enforcer[],
  { nowEpoch }: BlockWorld,
  write: Change['write'],
  record: BlockRecord,
  { unanswered }: Obstacles,
): Promise<readonly Enforcer[]> {
  const missing: Enforcer[] = [];
  for (const enforcer of lost) {
    const { name } = enforcer;
    if (unanswered.has(name)) continue;
    const there = await enforcer.readBack(record.order);
    if (!there.ok) unanswered.set(name, there.problem);
    else if (there.value === null) missing.push(enforcer);
    else write({ ...lineOf(record, name, record.held.get(name) ?? null, nowEpoch()), found: 'was-there' });
  }
  return missing;
}

async function applyAgain(
  { nowEpoch }: BlockWorld,
  write: Change['write'],
  enforcer: Enforcer,
  record: BlockRecord,
): Promise<EnforcerOutcome> {
  const { outcome, endsByItselfEpoch } = await applyOrder(enforcer, record.order);
  const { name } = enforcer;
  // What could not be read back is looked at again by the next run.
  const isBack = outcome.outcome === 'blocked' || outcome.outcome === 'already';
  if (isBack) write({ ...lineOf(record, name, endsByItselfEpoch, nowEpoch()), found: 'put-back' });
  else write({ step: 'restore-failed', at: nowEpoch(), id: record.order.id, enforcer: name, problem: problemLine(outcome.problem) });
  return outcome;
}

const lineOf = ({ order: { id } }: BlockRecord, enforcer: EnforcerName, endsByItselfEpoch: number | null, at: number) =>
  ({ step: 'restored', at, id, enforcer, endsByItselfEpoch }) as const;
