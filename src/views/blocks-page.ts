import { blockTargetOf } from '../model/block-target.ts';
import type { BlockListReport, BlockSummary, JournalReport } from '../model/block-report.ts';
import type { FormProof } from './block-form.ts';
import { count, counted } from './numbers.ts';
import { blockTarget, type PageTarget } from './page-target.ts';
import { printable } from './printable.ts';
import { problemText } from './problem-text.ts';
import type { Clock, TimeText } from './times.ts';

export interface BlockRow {
  readonly target: string;
  /** Where it is looked at, and lifted; null for what others spell in their own way. */
  readonly page: PageTarget | null;
  /** Ours can be lifted here; what others made is only shown. */
  readonly ours: boolean;
  readonly since: TimeText | null;
  /** `in 43 min`, `without end`, or null where it is not known. */
  readonly until: string | null;
  readonly by: string | null;
  readonly reason: string | null;
  readonly scope: string | null;
  readonly heldBy: readonly { readonly name: string; readonly state: string | null; readonly kept: string | null }[];
}

export interface BlocksPage extends FormProof {
  readonly ours: readonly BlockRow[];
  readonly others: readonly BlockRow[];
  readonly leftOut: string | null;
  readonly recovered: readonly string[];
  readonly problems: readonly string[];
  /** Null for whoever may not read it. */
  readonly journal: JournalView | null;
  /** Ours may be lifted here. */
  readonly mayLift: boolean;
  /** Any address may be typed that is to be blocked for the whole server. */
  readonly mayAsk: boolean;
}

export interface JournalView {
  readonly entries: readonly {
    readonly at: TimeText | null;
    readonly text: string;
    /** Null where the text or the page names it. */
    readonly target: string | null;
    readonly by: string | null;
  }[];
  readonly leftOut: string | null;
  readonly damaged: string | null;
  readonly problems: readonly string[];
}

export interface BlocksAnswers {
  readonly list: BlockListReport;
  readonly journal: JournalReport | null;
  /** Whether whoever looks may block for the whole server. */
  readonly mayBlockServer: boolean;
}

/** What is blocked now, by whichever tool, and what was done about blocks. */
export function blocksPage({ list, journal, mayBlockServer }: BlocksAnswers, proof: FormProof, clock: Clock): BlocksPage {
  const rows = list.blocks.map((held) => blockRow(held, clock));
  return {
    ...proof,
    mayLift: proof.token !== null,
    mayAsk: proof.token !== null && mayBlockServer,
    ours: rows.filter(({ ours }) => ours),
    others: rows.filter(({ ours }) => !ours),
    leftOut: list.leftOut === 0 ? null : `${counted(list.leftOut, 'block')} of other tools left out: too many for one page.`,
    recovered: list.recovered.map(({ text }) => printable(text)),
    problems: list.problems.map(problemText),
    journal: journal === null ? null : journalView(journal, clock),
  };
}

type HeldBlocks = BlockListReport['blocks'][number];

export function blockRow({ target, whose, block, heldBy }: HeldBlocks, clock: Clock): BlockRow {
  const until = block === null ? (heldBy.find((held) => held.until !== null)?.until ?? null) : block.until;
  return {
    target,
    page: pageOf(target, block),
    ours: whose !== 'others',
    since: block === null ? null : clock.tell(block.since),
    until: until === null ? (block === null ? null : 'without end') : clock.tell(until).relative,
    by: block === null ? null : printable(block.by),
    reason: reasonText(block, heldBy),
    scope: block === null ? null : scopeText(block.scope),
    heldBy: heldBy.map(({ enforcer, title, state, lostAtRestart, kept }) => ({
      name: title ?? enforcer,
      state: state === 'held' ? null : state === 'unknown' ? 'could not be asked' : lostAtRestart ? sweptAway : 'not there any more',
      kept: kept === null ? null : `${count(kept)} kept out`,
    })),
  };
}

const sweptAway = 'swept away by a restart of the server, not put back yet';

function pageOf(target: string, block: BlockSummary | null): PageTarget | null {
  const parsed = blockTargetOf(target);
  return parsed === undefined ? null : blockTarget(parsed, block?.scope.kind === 'domain' ? block.scope.domain : null);
}

function reasonText(block: BlockSummary | null, heldBy: HeldBlocks['heldBy']): string | null {
  const reason = block?.reason ?? heldBy.find((held) => held.reason !== null)?.reason ?? '';
  return reason === '' ? null : printable(reason);
}

export function scopeText(scope: BlockSummary['scope']): string {
  if (scope.kind === 'server') return 'the whole server';
  return scope.kind === 'account' ? `sites of ${printable(scope.account)}` : printable(scope.domain);
}

/** @param about what all of it is about: it need not stand on every line */
export const journalView = (journal: JournalReport, clock: Clock, about: string | null = null): JournalView => ({
  entries: journal.entries.map((entry) => ({
    at: clock.tell(entry.at),
    text: printable(entry.text),
    target: entry.target === null || entry.target === about || entry.text.includes(entry.target) ? null : printable(entry.target),
    by: entry.by === null ? null : printable(entry.by),
  })),
  leftOut:
    journal.leftOut === 0 ? null : `${counted(journal.leftOut, 'older entry', 'older entries')} left out: see active-connections journal.`,
  damaged:
    journal.damagedLines === 0
      ? null
      : `${counted(journal.damagedLines, 'line')} of the journal could not be understood: cut off by a crash, or written by another hand.`,
  problems: journal.problems.map(problemText),
});
