import type { BlockOrder } from '../model/block.ts';
import type { EnforcerOutcome } from '../model/block-report.ts';
import type { Problem } from '../model/problem.ts';
import type { Applied, Enforcer } from './enforcer.ts';
import { isoTime } from './journal/block-record.ts';

/** What became of one enforcer's part, with the end it keeps by itself in seconds since 1970. */
export interface AppliedOutcome {
  readonly outcome: EnforcerOutcome;
  readonly endsByItselfEpoch: number | null;
}

/**
 * Applies an order in one place and reads it back. What was not found then is lifted again, so that nothing is left that
 * nobody knows of; what could not be read back, or was broken off at its time limit, counts as there: so it will be lifted
 * when its time comes. A block that somebody else holds there is none of ours.
 */
export async function applyOrder(enforcer: Enforcer, order: BlockOrder): Promise<AppliedOutcome> {
  const applied = await enforcer.apply(order);
  const there = await enforcer.readBack(order);
  if (!applied.ok) {
    const isNotOurs = there.ok && there.value?.id !== order.id;
    return outcomeOf(enforcer, isNotOurs && !mayComeLater(applied.problem) ? 'failed' : 'unconfirmed', applied.problem, null);
  }
  if (!there.ok) return outcomeOf(enforcer, 'unconfirmed', there.problem, applied.value);
  if (applied.value.already && there.value !== null) return outcomeOf(enforcer, 'already', null, applied.value);
  if (there.value?.id === order.id) return outcomeOf(enforcer, 'blocked', null, applied.value);
  const lifted = await enforcer.lift(order);
  const problem: Problem = { kind: 'not-confirmed', target: order.target, where: enforcer.title };
  return outcomeOf(enforcer, lifted.ok ? 'failed' : 'unconfirmed', problem, null);
}

/** A program that is killed at its time limit, or a request without an answer, may have handed the work to a service that does it yet. */
const mayComeLater = ({ kind }: Problem): boolean => kind === 'program-timed-out' || kind === 'request-failed';

function outcomeOf(
  { name, title }: Enforcer,
  outcome: EnforcerOutcome['outcome'],
  problem: Problem | null,
  applied: Applied | null,
): AppliedOutcome {
  const endsByItselfEpoch = applied?.endsByItselfEpoch ?? null;
  const endsByItself = endsByItselfEpoch === null ? null : isoTime(endsByItselfEpoch);
  return { outcome: { enforcer: name, title, outcome, problem, endsByItself, remarks: applied?.remarks ?? [] }, endsByItselfEpoch };
}
