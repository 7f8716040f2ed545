import type { BlockTarget } from '../model/block.ts';
import type { BlockProof } from '../model/block-proof.ts';
import type { BlockListReport, JournalReport, Recovery } from '../model/block-report.ts';
import type { ServerBlocks } from '../model/operator.ts';
import type { Problem } from '../model/problem.ts';
import { type BlockForm, blockForm, type FormProof, type GuardedBlock, type TypedBlock } from './block-form.ts';
import type { OutcomeView } from './block-outcome.ts';
import { type ProofView, proofView } from './block-proof.ts';
import { type BlockRow, blockRow, type JournalView, journalView } from './blocks-page.ts';
import { addressTarget, blockTarget, type PageQuestion, type PageTarget } from './page-target.ts';
import { printable } from './printable.ts';
import { problemText } from './problem-text.ts';
import type { Clock } from './times.ts';

/** One address or range: is it blocked, does that work, what would a block do. */
export interface BlockPage extends FormProof {
  readonly target: string;
  /** The one site the block would be for; null for the whole server. */
  readonly site: string | null;
  /** This page: where its forms lead. */
  readonly here: PageTarget;
  /** For a reseller on the page of the whole server: how many such blocks they may make in an hour. Null for everybody else. */
  readonly serverPerHour: number | null;
  /** For a reseller on the page of a site: the same address for the whole server. Null for whoever may not, or is there. */
  readonly wholeServer: PageTarget | null;
  /** The page of the address; null for a range. */
  readonly address: PageTarget | null;
  /** What came of the click that led here. */
  readonly outcome: OutcomeView | null;
  /** What is blocked now and has to do with it, by us or others. */
  readonly held: readonly BlockRow[];
  /** True when it is blocked, and by us. */
  readonly isOurs: boolean;
  /** True when there is a block of ours here that may be lifted. */
  readonly mayLift: boolean;
  readonly proof: ProofView | null;
  /** Null when it is blocked already, and for whoever may not block. */
  readonly form: BlockForm | null;
  readonly recovered: readonly string[];
  readonly problems: readonly string[];
  /** Null for whoever may not read it. */
  readonly journal: JournalView | null;
}

export interface BlockAnswers {
  /** Null where nobody asked, because it is blocked already or may not be. */
  readonly guarded: GuardedBlock | null;
  readonly held: BlockListReport['blocks'];
  /** A block of ours keeps it out of what the page is about. */
  readonly isOurs: boolean;
  readonly proof: BlockProof | null;
  readonly journal: JournalReport | null;
  readonly outcome: OutcomeView | null;
  readonly mayOverride: boolean;
  /** Set for a reseller who may block for the whole server. */
  readonly ownServer: ServerBlocks | null;
  /** Null for a fresh form. */
  readonly typed: TypedBlock | null;
  readonly recovered: readonly Recovery[];
  readonly problems: readonly Problem[];
}

export function blockPage(
  here: PageQuestion & { readonly target: BlockTarget },
  answers: BlockAnswers,
  proof: FormProof,
  clock: Clock,
): BlockPage {
  const held = answers.held.map((each) => blockRow(each, clock));
  return {
    ...proof,
    target: here.target,
    site: here.site,
    serverPerHour: here.site === null && answers.ownServer !== null ? answers.ownServer.perHour : null,
    wholeServer: here.site !== null && answers.ownServer !== null ? blockTarget(here.target) : null,
    here: blockTarget(here.target, here.site),
    address: addressTarget(here.target, here.window, here.site),
    outcome: answers.outcome,
    held,
    isOurs: answers.isOurs,
    mayLift: proof.token !== null && held.some(({ ours }) => ours),
    proof: answers.proof === null ? null : proofView(answers.proof, clock),
    form: answers.guarded === null ? null : blockForm(answers.guarded, answers, proof, here.site),
    recovered: answers.recovered.map(({ text }) => printable(text)),
    problems: answers.problems.map(problemText),
    journal: answers.journal === null ? null : journalView(answers.journal, clock, here.target),
  };
}
