import type { BlockOrder, Effect, EnforcerName } from '../model/block.ts';
import type { BlockReport, EnforcerOutcome, GuardReport } from '../model/block-report.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';
import { applyOrder } from './apply-order.ts';
import { type BlockRequest, endOf, reasonProblem, requestProblem } from './block-request.ts';
import type { BlockWorld } from './block-world.ts';
import { asOnlyChange, type Change } from './change.ts';
import { withOthers } from './held-by-others.ts';
import { standsInTheWay } from './guard/guard.ts';
import { type BlockRecord, isoTime, isSamePlace, isUnfinished, stands, summaryOf, wasMadeWithin } from './journal/block-record.ts';
import type { JournalEntry } from './journal/journal-entry.ts';
import { problemLine } from './journal/written-problem.ts';
import { liftRecord } from './lift.ts';
import { type Plan, planBlock } from './plan.ts';
import { oneLine } from './reason.ts';

/** How long a click waits for somebody else's. */
const patienceMs = 30_000;

/** Of each enforcer, in the journal. */
const mostRemarks = 10;

/** A new end this much later is no other end: a second click on the same button. */
const sameEndSeconds = 60;

/**
 * Makes a block: guard, caps, plan, intent, each enforcer, read back, outcome, one after the other and alone on this
 * machine. `askGuard` is asked once the change has begun, so that its facts are of now. Problems: bad-input,
 * changed-meanwhile, and those of reading the journal; everything else is in the report.
 */
export async function carryOut(
  world: BlockWorld,
  request: BlockRequest,
  askGuard: () => Promise<GuardReport>,
): Promise<Result<BlockReport, Problem>> {
  const problem = requestProblem(request) ?? reasonProblem(request);
  if (problem !== null) return { ok: false, problem };
  return asOnlyChange(world, patienceMs, async (change) => {
    const order = orderOf(request, world);
    const [asked, plan] = [await askGuard(), await planBlock(order, world.enforcers, world.native, request.via, request.firewallToo)];
    const guard = await withOthers(asked, order, request, change.records.values(), plan.steps);
    const report = (
      outcome: BlockReport['outcome'],
      steps: readonly EnforcerOutcome[] = [],
      block: BlockReport['block'] = null,
      effects: BlockReport['effects'] = [],
    ): BlockReport => ({
      takenAt: isoTime(world.nowEpoch()),
      outcome,
      block,
      effects,
      target: order.target,
      guard,
      plan: plan.report,
      steps,
      recovered: change.recovered,
      problems: change.problems,
    });
    const overrideReason = oneLine(request.overrideReason ?? '');
    const obstacles = standsInTheWay(guard, request.confirmed, overrideReason);
    if (obstacles.refusals.length > 0) return report('refused');
    if (obstacles.warnings.length > 0) return report('needs-confirmation');
    const earlier = [...change.records.values()].find(
      (record) => isSamePlace(record.order, order) && (stands(record) || isUnfinished(record)),
    );
    // What the owner of the server blocks becomes theirs, so that no reseller lifts it.
    const isTheirs = earlier?.reseller === (request.reseller?.name ?? null);
    if (earlier !== undefined && isTheirs && (await isEnough(earlier, order, plan)))
      return report(
        'already-blocked',
        [],
        summaryOf(earlier),
        effectsOf(
          plan,
          plan.steps.map(({ name }) => name),
        ),
      );
    if (plan.steps.length === 0) return report('not-blocked');
    const cap = capProblem(change, request, earlier);
    if (cap !== null) {
      change.problems.push(cap);
      return report('not-blocked');
    }
    const cause = { why: 'replaced', by: oneLine(request.by), recovered: false } as const;
    const replaced = earlier === undefined ? [] : await liftRecord(world, change.write, earlier, cause);
    const record: BlockRecord = {
      order,
      sinceEpoch: world.nowEpoch(),
      by: oneLine(request.by),
      reseller: request.reseller?.name ?? null,
      phase: 'begun',
      meant: plan.steps.map(({ name }) => name),
      held: new Map(),
      runs: new Map(),
      confirmed: request.confirmed,
      overrideReason: overrideReason === '' ? null : overrideReason,
      restoring: null,
      liftFailedEpoch: null,
    };
    const intent = intentLine(record);
    if (!change.write(intent)) return report('not-blocked', replaced);
    const isWhole = (steps: readonly EnforcerOutcome[]): boolean => request.via !== null || stopsAsMuch(steps, order, plan);
    const { outcome, steps } = await applyAll(change, record, plan, isWhole);
    // Where the new block does not stand as it should, it matters that the one before is gone.
    const effects = effectsOf(
      plan,
      steps.filter(isDone).map(({ enforcer }) => enforcer),
    );
    return report(outcome, outcome === 'blocked' ? steps : [...replaced, ...steps], summaryOf(record), effects);
  });
}

function orderOf({ target, scope, duration, reason }: BlockRequest, { newId, nowEpoch }: BlockWorld): BlockOrder {
  return { id: newId(), target, scope, untilEpoch: endOf(duration, nowEpoch()), reason: oneLine(reason) };
}

/**
 * True when what stands already lasts as long and is held by everything the plan would use: really held, because a firewall
 * may have been emptied by a restart.
 */
async function isEnough({ order, held, phase }: BlockRecord, wanted: BlockOrder, plan: Plan): Promise<boolean> {
  if (phase !== 'stands' || !lastsAsLong(order, wanted)) return false;
  for (const enforcer of plan.steps) {
    const there = held.has(enforcer.name) ? await enforcer.readBack(order) : null;
    if (there?.ok !== true || there.value === null) return false;
  }
  return plan.steps.length > 0;
}

function lastsAsLong({ untilEpoch }: BlockOrder, wanted: BlockOrder): boolean {
  if (untilEpoch === null) return true;
  return wanted.untilEpoch !== null && wanted.untilEpoch <= untilEpoch + sameEndSeconds;
}

/**
 * Blocks of the server's owner, those of each reseller, and those that each login made for sites are counted apart: nobody can use
 * up what another one needs in an attack.
 */
function capProblem({ world, records }: Change, request: BlockRequest, replaced: BlockRecord | undefined): Problem | null {
  const { blocksListed } = world.limits;
  const perHour = request.reseller?.perHour ?? world.limits.blocksPerHour;
  const all = [...records.values()].filter((record) => areCountedTogether(record, request));
  const lately = all.filter((record) => wasMadeWithin(record, 3600, world.nowEpoch())).length;
  if (lately >= perHour) return { kind: 'limit-reached', what: 'blocks made in the last hour', limit: perHour };
  const standing = all.filter((record) => record.phase !== 'over' && record !== replaced).length;
  return standing >= blocksListed ? { kind: 'limit-reached', what: 'blocks at the same time', limit: blocksListed } : null;
}

function areCountedTogether(record: BlockRecord, { scope, reseller, by }: BlockRequest): boolean {
  if (scope.kind !== 'server') return record.order.scope.kind !== 'server' && record.by === oneLine(by);
  return record.order.scope.kind === 'server' && record.reseller === (reseller?.name ?? null);
}

const intentLine = ({ order, sinceEpoch, by, reseller, meant, confirmed, overrideReason }: BlockRecord): JournalEntry => ({
  step: 'block-intent',
  at: sinceEpoch,
  ...order,
  sinceEpoch,
  by,
  ...(reseller === null ? {} : { reseller }),
  enforcers: [...meant],
  confirmed: [...confirmed],
  overrideReason,
});

interface AllApplied {
  readonly outcome: 'blocked' | 'partly-blocked' | 'not-blocked';
  readonly steps: readonly EnforcerOutcome[];
}

async function applyAll(
  { world, write }: Change,
  { order }: BlockRecord,
  plan: Plan,
  isWhole: (steps: readonly EnforcerOutcome[]) => boolean,
): Promise<AllApplied> {
  const outcomes: EnforcerOutcome[] = [];
  let isComplete = true;
  let lasts = true;
  for (const enforcer of plan.steps) {
    const { outcome, endsByItselfEpoch } = await applyOrder(enforcer, order);
    outcomes.push(outcome);
    lasts &&= !endsEarly(endsByItselfEpoch, order);
    isComplete = write(stepLine(order.id, outcome, endsByItselfEpoch, effectsOf(plan, [enforcer.name])[0], world.nowEpoch())) && isComplete;
  }
  const outcome = outcomeOf(outcomes, lasts && isWhole(outcomes));
  if (isComplete) write({ step: 'block-outcome', at: world.nowEpoch(), id: order.id, outcome, recovered: false });
  return { outcome, steps: outcomes };
}

function stepLine(
  id: string,
  { enforcer, outcome, problem, remarks }: EnforcerOutcome,
  endsByItselfEpoch: number | null,
  effect: Effect | undefined,
  at: number,
): JournalEntry {
  if (outcome === 'failed') return { step: 'apply-failed', at, id, enforcer, problem: problemLine(problem) };
  return {
    step: 'applied',
    at,
    id,
    enforcer,
    endsByItselfEpoch,
    confirmed: outcome !== 'unconfirmed',
    ...(effect === undefined ? {} : { effect }),
    remarks: remarks.slice(0, mostRemarks),
  };
}

/** What these places stop together, each effect once. */
const effectsOf = ({ report }: Plan, names: readonly EnforcerName[]): readonly Effect[] => [
  ...new Set(report.steps.filter(({ enforcer }) => names.includes(enforcer)).map(({ effect }) => effect)),
];

/** A place may let go sooner than it was asked to: a jail with a time of its own, another program's block that was there before. */
const endsEarly = (endsByItselfEpoch: number | null, { untilEpoch }: BlockOrder): boolean =>
  endsByItselfEpoch !== null && (untilEpoch === null || endsByItselfEpoch + sameEndSeconds < untilEpoch);

const isDone = ({ outcome }: EnforcerOutcome): boolean => outcome === 'blocked' || outcome === 'already';

/** Whoever blocks an address for the whole server means all of it: where no firewall could be used, logins alone are a part. */
function stopsAsMuch(steps: readonly EnforcerOutcome[], { scope }: BlockOrder, { report }: Plan): boolean {
  const all = new Set(report.steps.filter(({ effect }) => effect === 'everything').map(({ enforcer }) => enforcer));
  return scope.kind !== 'server' || steps.some((step) => isDone(step) && all.has(step.enforcer));
}

function outcomeOf(steps: readonly EnforcerOutcome[], isWhole: boolean): AllApplied['outcome'] {
  const done = steps.filter(isDone).length;
  if (done === steps.length && isWhole) return 'blocked';
  return done > 0 || steps.some(({ outcome }) => outcome === 'unconfirmed') ? 'partly-blocked' : 'not-blocked';
}
