import { type BlockDuration, lastsAtMost, usualDuration } from '../model/block.ts';
import { blockTargetOf } from '../model/block-target.ts';
import type { GuardAddressReport, GuardAnswer, PlanReport } from '../model/block-report.ts';
import type { ServerBlocks } from '../model/operator.ts';
import { blockTarget, type PageTarget } from './page-target.ts';
import { problemText } from './problem-text.ts';
import { printable } from './printable.ts';

/** What the forms of a page need beside what a person fills in. */
export interface FormProof {
  /** Proves that the form was drawn by us for this operator (`web/form-token.ts`); null where nothing may be changed: no forms. */
  readonly token: string | null;
}

/** What a person had filled in when the form came back. */
export interface TypedBlock {
  readonly duration: BlockDuration;
  readonly reason: string;
  readonly override: string;
  readonly firewallToo: boolean;
}

export const nothingTyped: TypedBlock = { duration: usualDuration, reason: '', override: '', firewallToo: false };

interface AnswerView {
  readonly id: string;
  readonly text: string;
  readonly wayOut: string;
}

export interface PlanView {
  readonly steps: readonly {
    readonly title: string;
    readonly stops: string;
    readonly problem: string | null;
    readonly does: readonly string[];
  }[];
  readonly notUsed: readonly { readonly title: string; readonly why: string }[];
  /** False where nobody is told what exactly would be done. */
  readonly isExact: boolean;
  readonly stops: readonly string[];
  readonly doesNotStop: readonly string[];
}

/** What a block would do, what speaks against it, and the form that makes it. */
export interface BlockForm extends FormProof {
  readonly target: string;
  readonly plan: PlanView;
  /** Nobody goes past these. */
  readonly final: readonly AnswerView[];
  /** An administrator goes past these with a reason. */
  readonly refusals: readonly AnswerView[];
  readonly warnings: readonly AnswerView[];
  readonly offers: readonly { readonly text: string; readonly target: PageTarget }[];
  readonly problems: readonly string[];
  /** Ids of everything shown that speaks against it: what was not shown is not confirmed. */
  readonly shown: string;
  readonly canBlock: boolean;
  readonly needsOverride: boolean;
  /** True for a block that is not made without a reason. */
  readonly needsReason: boolean;
  readonly durations: readonly { readonly value: string; readonly text: string; readonly chosen: boolean }[];
  /** It came back with what was typed: nothing may take that away. */
  readonly cameBack: boolean;
  /** Raw, as typed. */
  readonly reason: string;
  readonly override: string;
  /** Whether a firewall may be used beside the panel's own block. */
  readonly mayUseFirewall: boolean;
  readonly firewallToo: boolean;
}

const durationTexts: readonly (readonly [BlockDuration, string])[] = [
  ['10m', '10 minutes'],
  ['1h', '1 hour'],
  ['24h', '24 hours'],
  ['7d', '7 days'],
  ['permanent', 'without end'],
];

/** What speaks against a block and what it would do: of a look at it, or of one that was refused. */
export type GuardedBlock = Pick<GuardAddressReport, 'target' | 'guard' | 'plan'>;

export interface FormFor {
  /** Whether the operator may go past a refusal with a reason. */
  readonly mayOverride: boolean;
  /** Set for a reseller who may block for the whole server. */
  readonly ownServer: ServerBlocks | null;
  readonly typed: TypedBlock | null;
}

/** @param site the one it is about; null for the whole server */
export function blockForm(
  { target, guard, plan }: GuardedBlock,
  { mayOverride, ownServer, typed }: FormFor,
  proof: FormProof,
  site: string | null,
): BlockForm {
  const isShortOnly = ({ longest }: GuardAnswer): boolean => longest !== undefined;
  const final = guard.refusals.filter((answer) => (!answer.overridable || !mayOverride) && !isShortOnly(answer));
  const refusals = guard.refusals.filter((answer) => answer.overridable && mayOverride && !isShortOnly(answer));
  // Of the block that was asked for it is a refusal, of those that the form lets one choose a warning.
  const warnings = [...guard.refusals.filter(isShortOnly), ...guard.warnings];
  return {
    ...proof,
    target,
    plan: planView(plan),
    final: final.map(answerView),
    refusals: refusals.map(answerView),
    warnings: warnings.map(answerView),
    offers: guard.offers.flatMap((offer) => {
      const parsed = blockTargetOf(offer.target);
      return parsed === undefined ? [] : [{ text: printable(offer.text), target: blockTarget(parsed, site) }];
    }),
    problems: guard.problems.map(problemText),
    shown: [...guard.refusals, ...guard.warnings].map(({ id }) => id).join(' '),
    canBlock: final.length === 0 && plan.steps.some(({ problem }) => problem === null),
    needsOverride: refusals.length > 0,
    needsReason: site === null && ownServer !== null,
    durations: durationsFor(warnings, typed ?? nothingTyped),
    cameBack: typed !== null,
    reason: typed?.reason ?? '',
    override: typed?.override ?? '',
    mayUseFirewall: plan.firewallToo !== undefined,
    firewallToo: typed?.firewallToo ?? plan.firewallToo ?? false,
  };
}

/** Only those that what speaks against a block lets through; where the one that was typed is none of them, the longest. */
function durationsFor(warnings: readonly GuardAnswer[], { duration }: TypedBlock): BlockForm['durations'] {
  const left = durationTexts.filter(([value]) => warnings.every(({ longest = 'permanent' }) => lastsAtMost(value, longest)));
  const chosen = left.some(([value]) => value === duration) ? duration : left.at(-1)?.[0];
  return left.map(([value, text]) => ({ value, text, chosen: value === chosen }));
}

const answerView = ({ id, text, wayOut }: GuardAnswer): AnswerView => ({ id, text: printable(text), wayOut: printable(wayOut) });

export const planView = (plan: PlanReport): PlanView => ({
  steps: plan.steps.map(({ title, stops, problem, does }) => ({
    title: printable(title),
    stops: printable(stops),
    problem: problem === null ? null : problemText(problem),
    does: does.map(printable),
  })),
  notUsed: plan.notUsed.map(({ title, problem }) => ({
    title: printable(title),
    why: problem === null ? 'another one does the same' : problemText(problem),
  })),
  isExact: plan.steps.some(({ does }) => does.length > 0),
  stops: plan.stops.map(printable),
  doesNotStop: plan.doesNotStop.map(printable),
});
