import type { BlockListReport, EnforcerOutcome, GuardAnswer, GuardId, GuardReport, PlanReport } from '../model/block-report.ts';
import { type BlockDuration, type EnforcerName, lastsAtMost } from '../model/block.ts';
import type { Problem } from '../model/problem.ts';

/**
 * What an address is to everybody, or to whoever asks and in logs of their own; the rest the guard found out about this server, its
 * owner and other people.
 */
const publicIds: ReadonlySet<GuardId> = new Set<GuardId>([
  'your-own-address',
  'own-address-unknown',
  'loopback',
  'private-or-reserved',
  'cdn',
  'verified-crawler',
  'monitor',
  'payment',
  'site-login',
  'shared-address',
  'too-wide',
  'whole-subnet',
]);

export const isPublicId = (id: GuardId): boolean => publicIds.has(id);

/** What any user of this server can bring about: if it refused a reseller for good, whoever attacks them could see to that. */
const isHint = (id: GuardId): boolean => id === 'login-in-log';

/** It may be true all the same: so long may a reseller keep somebody out of everybody's sites and mail in spite of it. */
const longestAtHint: BlockDuration = '10m';

/** What a reseller may confirm who blocks for the whole server, for so long. */
export const isConfirmedByReseller = (id: GuardId, duration: BlockDuration): boolean =>
  isPublicId(id) || (isHint(id) && lastsAtMost(duration, longestAtHint));

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
  return [...told, { ...untoldAnswer, overridable: hidden.every(({ overridable }) => overridable) }];
}

const untoldAnswer: GuardAnswer = {
  id: untold,
  text: 'This server or its owner has dealings with that address.',
  wayOut: 'Ask whoever runs the server.',
  overridable: false,
};

/**
 * The same for a block of the whole server: what may not be told refuses it for good, also where an administrator would only be
 * warned, because it is about people who are not the asker's to decide for. Of a hint they are warned, without who it is about, and a
 * block that lasts too long is refused for it. A whole subnet is not offered: it is not theirs to block.
 */
export function tellableServerGuard({ refusals, warnings }: GuardReport, duration: BlockDuration): GuardReport {
  const isHidden = refusals.some(({ id }) => !isPublicId(id)) || warnings.some(({ id }) => !isPublicId(id) && !isHint(id));
  const others = [...refusals.filter(({ id }) => isPublicId(id)), ...(isHidden ? [untoldAnswer] : [])];
  // Where something else refuses it, a short block would be refused too: none is promised.
  const hints = others.length === 0 && warnings.some(({ id }) => isHint(id)) ? [hintAnswer] : [];
  const isShort = lastsAtMost(duration, longestAtHint);
  return {
    refusals: [...others, ...(isShort ? [] : hints.map((hint) => ({ ...hint, overridable: false })))],
    warnings: [...warnings.filter(({ id }) => isPublicId(id)), ...(isShort ? hints : [])],
    offers: [],
    problems: [],
  };
}

const hintAnswer: GuardAnswer = {
  id: 'login-in-log',
  text: 'By the system’s log somebody logged in to this server from there in the last days. Every user of this server can write such a line.',
  wayOut: 'You can block it for ten minutes, or ask whoever runs the server.',
  overridable: true,
  longest: longestAtHint,
};

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

/** cPHulk is part of every WHM; which firewall a server has is its owner's. */
const serverTitle = (enforcer: EnforcerName, title: string): string => (enforcer === 'cphulk' ? title : 'The firewall of this server');

/** What is done for the whole server, without what would be run and written, and what there is beside it. */
export const tellableServerPlan = (plan: PlanReport): PlanReport => ({
  ...plan,
  steps: plan.steps.map((step) => ({
    ...step,
    title: serverTitle(step.enforcer, step.title),
    stops: step.enforcer === 'cphulk' ? step.stops : 'Stops everything from this address, to everybody’s sites on this server.',
    does: [],
    problem: step.problem === null ? null : tellableProblem(step.problem),
  })),
  notUsed: [],
});

/** Without what the place had before, and what it counts: that is of everybody's traffic. */
export const tellableServerStep = (step: EnforcerOutcome): EnforcerOutcome => ({
  ...step,
  title: serverTitle(step.enforcer, step.title),
  outcome: step.outcome === 'already' ? 'blocked' : step.outcome,
  problem: step.problem === null ? null : tellableProblem(step.problem),
  remarks: [],
});

type Holder = BlockListReport['blocks'][number]['heldBy'][number];

export const tellableServerHolder = (holder: Holder): Holder => ({
  ...holder,
  title: serverTitle(holder.enforcer, 'cPHulk'),
  reason: null,
  kept: null,
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
