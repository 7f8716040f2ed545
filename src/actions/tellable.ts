import type { GuardAnswer, GuardId, GuardReport, PlanReport } from '../model/block-report.ts';
import type { EnforcerName } from '../model/block.ts';
import type { Problem } from '../model/problem.ts';

/** What an address is to everybody, or to whoever asks; the rest the guard found out about this server, its owner and other people. */
const publicIds: ReadonlySet<GuardId> = new Set<GuardId>([
  'your-own-address',
  'loopback',
  'private-or-reserved',
  'cdn',
  'verified-crawler',
  'monitor',
  'payment',
  'too-wide',
  'whole-subnet',
]);

/** Stands for every answer that may not be told: which one it is would tell as much as its text. */
const untold: GuardId = 'could-not-look';

/** What the guard said, for somebody who may not know the server: that something speaks against a block, but not what. */
export const tellableGuard = ({ refusals, warnings, offers }: GuardReport): GuardReport => ({
  refusals: tellableAnswers(refusals),
  warnings: tellableAnswers(warnings),
  offers,
  problems: [],
});

/** All that may not be told are one answer: their number would tell something too. */
function tellableAnswers(answers: readonly GuardAnswer[]): readonly GuardAnswer[] {
  const told = answers.filter(({ id }) => publicIds.has(id));
  const hidden = answers.filter(({ id }) => !publicIds.has(id));
  if (hidden.length === 0) return told;
  const one: GuardAnswer = {
    id: untold,
    text: 'This server or its owner has dealings with that address.',
    wayOut: 'Ask whoever runs the server.',
    overridable: hidden.every(({ overridable }) => overridable),
  };
  return [...told, one];
}

/** Whoever confirms the answer that stands for all untold ones confirms each of them. */
export const confirmedOf = (shown: readonly GuardId[], all: readonly GuardId[]): readonly GuardId[] =>
  shown.includes(untold) ? [...new Set([...shown, ...all.filter((id) => !publicIds.has(id))])] : shown;

const siteEnforcers: ReadonlySet<EnforcerName> = new Set<EnforcerName>(['plesk-site-rule', 'ip-blocker', 'htaccess']);

/** What is done for one site, and why it cannot be; not which firewall this server has, or lacks. */
export const tellablePlan = (plan: PlanReport): PlanReport => ({
  ...plan,
  steps: plan.steps.filter(({ enforcer }) => siteEnforcers.has(enforcer)),
  notUsed: plan.notUsed.filter(({ enforcer, problem }) => siteEnforcers.has(enforcer) && problem !== null),
});

/** What is the matter with the question stays; what is the matter with the server is its owner's. */
export function tellableProblem(problem: Problem): Problem {
  switch (problem.kind) {
    case 'bad-input':
    case 'limit-reached':
      return problem;
    default:
      return { kind: 'cannot-do', where: 'This server', what: 'do that now; try again in a moment, then ask whoever runs it' };
  }
}
