import type { BlockOrder, EnforcerName, HeldBlock } from '../model/block.ts';
import type { EnforcerOutcome } from '../model/block-report.ts';
import type { Problem } from '../model/problem.ts';
import type { BlockWorld } from './block-world.ts';
import type { Enforcer } from './enforcer.ts';
import type { BlockRecord } from './journal/block-record.ts';
import type { JournalEntry } from './journal/journal-entry.ts';
import { problemLine } from './journal/written-problem.ts';

/** The lines of one lift: why, and who wants it. */
export interface LiftCause {
  readonly why: Extract<JournalEntry, { step: 'lift-intent' }>['why'];
  readonly by: string;
  /** One printable line, where whoever asked gave one. */
  readonly reason?: string | undefined;
  /** True when a dead process began it. */
  readonly recovered: boolean;
}

type Write = (entry: JournalEntry) => boolean;

/**
 * Lifts a block wherever it is held or was meant to be, and writes down each step before and after. What cannot be lifted
 * stays on the record as held, so that the next run tries again.
 */
export async function liftRecord(
  { enforcers, nowEpoch }: Pick<BlockWorld, 'enforcers' | 'nowEpoch'>,
  write: Write,
  record: BlockRecord,
  cause: LiftCause,
): Promise<readonly EnforcerOutcome[]> {
  const { id } = record.order;
  const isKnown = write({
    step: 'lift-intent',
    at: nowEpoch(),
    id,
    why: cause.why,
    by: cause.by,
    ...(cause.reason === undefined ? {} : { reason: cause.reason }),
  });
  // Nothing is touched that is not written down first.
  if (!isKnown) return [];
  const outcomes: EnforcerOutcome[] = [];
  let isComplete = true;
  for (const name of placesOf(record)) {
    const outcome = await liftOne(name, enforcers, record);
    outcomes.push(outcome);
    isComplete = write(lineOf(outcome, id, nowEpoch())) && isComplete;
  }
  const outcome = outcomes.some((one) => one.outcome === 'still-there') ? 'partly-lifted' : 'lifted';
  if (isComplete) write({ step: 'lift-outcome', at: nowEpoch(), id, outcome, recovered: cause.recovered });
  return outcomes;
}

/** Of a block that stands, what holds it; of one that somebody left unfinished, also what was meant to. */
const placesOf = ({ phase, held, meant }: BlockRecord): ReadonlySet<EnforcerName> =>
  new Set(phase === 'stands' ? held.keys() : [...meant, ...held.keys()]);

async function liftOne(name: EnforcerName, enforcers: readonly Enforcer[], record: BlockRecord): Promise<EnforcerOutcome> {
  const enforcer = enforcers.find((one) => one.name === name);
  const wasHeld = record.held.has(name);
  // What was only meant and is not on this machine any more holds nothing.
  if (enforcer === undefined)
    return liftOutcome(name, name, wasHeld ? 'still-there' : 'was-not-there', wasHeld ? { kind: 'program-missing', program: name } : null);
  const lifted = await liftAsHeld(enforcer, record.order, wasHeld && record.reseller === null);
  // Not found in force is not gone: half of it may be left where the lift broke off.
  if (!lifted.ok) return liftOutcome(name, enforcer.title, 'still-there', lifted.problem);
  // Where there is no place, there is nothing to read back.
  if (lifted.value === 'place-gone') return liftOutcome(name, enforcer.title, 'place-gone', null);
  const there = await enforcer.readBack(record.order);
  if (!there.ok) return liftOutcome(name, enforcer.title, 'still-there', there.problem);
  if (there.value === null) return liftOutcome(name, enforcer.title, lifted.value, null);
  if (there.value.id === record.order.id) return liftOutcome(name, enforcer.title, 'still-there', stillThere(record, enforcer));
  return liftOutcome(name, enforcer.title, lifted.value, null, [notOurs(record, there.value)]);
}

/**
 * Lifts an order, or the block of ours that was there before it and was counted as its own: of that one the journal may know
 * nothing any more. What belongs to others stays; so for a reseller's block it is that one alone, never another of ours.
 */
async function liftAsHeld(enforcer: Enforcer, order: BlockOrder, alsoBefore: boolean): ReturnType<Enforcer['lift']> {
  const lifted = await enforcer.lift(order);
  const there = lifted.ok && lifted.value !== 'place-gone' && alsoBefore ? await enforcer.readBack(order) : null;
  const id = there?.ok === true ? (there.value?.id ?? null) : null;
  return id === null || id === order.id ? lifted : enforcer.lift({ ...order, id });
}

const notOurs = ({ order }: BlockRecord, { id }: HeldBlock): string =>
  `${order.target} is still blocked there, by ${id === null ? 'somebody else' : `the block ${id}`}: that was left alone.`;

const stillThere = ({ order }: BlockRecord, { title }: Enforcer): Problem => ({
  kind: 'unexpected-answer',
  from: title,
  detail: `${order.target} is still there after it was lifted`,
});

const liftOutcome = (
  enforcer: EnforcerName,
  title: string,
  outcome: EnforcerOutcome['outcome'],
  problem: Problem | null,
  remarks: readonly string[] = [],
): EnforcerOutcome => ({
  enforcer,
  title,
  outcome,
  problem,
  endsByItself: null,
  remarks,
});

function lineOf({ enforcer, outcome, problem }: EnforcerOutcome, id: string, at: number): JournalEntry {
  if (outcome === 'still-there') return { step: 'lift-failed', at, id, enforcer, problem: problemLine(problem) };
  return { step: 'lifted', at, id, enforcer, found: outcome === 'lifted' || outcome === 'place-gone' ? outcome : 'was-not-there' };
}
