import type { Blocks } from '../actions/blocks.ts';
import type { Watch, WatchMaker } from '../actions/reviews.ts';
import type { SettingsKeeper } from '../actions/settings-keeper.ts';
import { blockTargetOf } from '../model/block-target.ts';
import type { BlockTarget } from '../model/block.ts';
import type { BlockListReport, JournalReport } from '../model/block-report.ts';
import { isWithin, overlaps } from '../model/ip-range.ts';
import type { Problem } from '../model/problem.ts';
import { ok, type Result } from '../model/result.ts';
import { type GuardedBlock, nothingTyped, type TypedBlock } from '../views/block-form.ts';
import { changeOutcome, type OutcomeView } from '../views/block-outcome.ts';
import { type BlockPage, blockPage } from '../views/block-page.ts';
import { type BlocksPage, blocksPage } from '../views/blocks-page.ts';
import type { PageQuestion } from '../views/page-target.ts';
import type { Clock } from '../views/times.ts';
import { askedBlock } from './block-fields.ts';
import { reaches } from './block-links.ts';
import type { Viewer } from './viewer.ts';

/** What the pages about blocks are made of. */
export interface Blocking {
  readonly blocks: Blocks;
  readonly viewer: Viewer;
  /** Null for whoever may not see them. */
  readonly settings: SettingsKeeper | null;
  readonly watch?: WatchMaker;
}

/** A block that was asked for and not made. */
export interface TriedBlock {
  readonly outcome: OutcomeView;
  readonly typed: TypedBlock;
  /** What spoke against it; null when it did not come so far. */
  readonly guarded: GuardedBlock | null;
}

type TargetQuestion = PageQuestion & { readonly target: BlockTarget };

/** Shown of the blocks others made; the command lists them all. */
const mostOfOthers = 500;
const mostEntries = 50;

/** The page of all blocks. Problems: those of the journal, and that this user may not look. */
export async function blocksPageOf({ blocks, viewer }: Blocking, clock: Clock): Promise<Result<BlocksPage, Problem>> {
  const list = await blocks.list(mostOfOthers);
  if (!list.ok) return list;
  const journal = await journalFor(null, { blocks, viewer });
  if (!journal.ok) return journal;
  const { sites, ownServer } = viewer.rights;
  const mayBlockServer = sites === null || ownServer !== null;
  return ok(blocksPage({ list: list.value, journal: journal.value, mayBlockServer }, viewer, clock));
}

/**
 * The page of one address or range: held by whom, seen since, or what a block would do. Problems: as {@link blocksPageOf}, and
 * bad-input.
 * @param tried comes back with what was typed
 */
export async function blockPageOf(
  question: TargetQuestion,
  blocking: Blocking,
  clock: Clock,
  tried: TriedBlock | null = null,
): Promise<Result<BlockPage, Problem>> {
  const { blocks, viewer } = blocking;
  const list = await blocks.list(mostOfOthers);
  if (!list.ok) return list;
  const journal = await journalFor(question.target, blocking);
  if (!journal.ok) return journal;
  const { recovered, problems } = list.value;
  const held = list.value.blocks.filter(({ target }) => concerns(target, question.target));
  const own = ownBlock(held, question);
  // A reseller's block may become the administrator's own, which they then do not lift any more.
  const isTheirs = own?.block?.reseller !== undefined && viewer.rights.sites === null;
  const mayBlock = (own === undefined || isTheirs) && viewer.rights.change;
  const guarded = mayBlock ? await guardedBlock(question, blocking, tried) : ok(null);
  if (!guarded.ok) return guarded;
  const answers = {
    guarded: guarded.value,
    held,
    isOurs: own !== undefined,
    proof: await proofOf(own, blocking),
    journal: journal.value,
    outcome: tried?.outcome ?? (await outcomeOf(question, blocking, clock, isStillOut(held, question))),
    mayOverride: viewer.rights.override,
    ownServer: viewer.rights.ownServer,
    typed: tried?.typed ?? null,
    recovered,
    problems,
  };
  return ok(blockPage(question, answers, viewer, clock));
}

/** Null for whoever may block for some sites only: it tells of everybody. */
const journalFor = async (
  target: BlockTarget | null,
  { blocks, viewer }: Pick<Blocking, 'blocks' | 'viewer'>,
): Promise<Result<JournalReport | null, Problem>> => (viewer.rights.sites === null ? blocks.journal(target, mostEntries) : ok(null));

type HeldRow = BlockListReport['blocks'][number];

/** A range that holds the address concerns it, and the other way round. */
function concerns(text: string, target: BlockTarget): boolean {
  const held = blockTargetOf(text);
  return held !== undefined && overlaps(held, target);
}

/** The block of ours that keeps this very address out of what the page is about: a block of another site does not. */
const ownBlock = (held: readonly HeldRow[], { target, site }: TargetQuestion): HeldRow | undefined =>
  held.find(({ whose, target: one, block }) => whose === 'ours' && one === target && block !== null && reaches(block.scope, site));

/** Whether anything listed here keeps out all that the page is about, also as a part of a range. */
const isStillOut = (held: readonly HeldRow[], { target, site }: TargetQuestion): boolean =>
  held.some(({ target: text, block, heldBy }) => {
    const outer = blockTargetOf(text);
    const isThere = heldBy.some(({ state }) => state === 'held');
    return outer !== undefined && isThere && isWithin(target, outer) && (block === null || reaches(block.scope, site));
  });

async function guardedBlock(
  { target, site }: TargetQuestion,
  { blocks, viewer }: Blocking,
  tried: TriedBlock | null,
): Promise<Result<GuardedBlock, Problem>> {
  if (tried?.guarded) return ok(tried.guarded);
  return blocks.guard(askedBlock(target, site, { ...nothingTyped, shown: [] }), viewer.operator);
}

async function proofOf(own: HeldRow | undefined, { blocks, watch }: Blocking): Promise<Awaited<ReturnType<Blocks['proof']>>> {
  if (own?.block === undefined || own.block === null) return null;
  const holders = own.heldBy.filter(({ state }) => state !== 'missing').map(({ enforcer }) => enforcer);
  const watched: Watch | undefined = watch?.('Access logs');
  return blocks.proof(own.block, holders, watched);
}

/** What came of the click that led here; null without one, and for an id of another address. */
async function outcomeOf(
  { target, done }: TargetQuestion,
  { blocks }: Blocking,
  clock: Clock,
  isStillHeld: boolean,
): Promise<OutcomeView | null> {
  const change = done === null ? null : await blocks.lastChange(done);
  if (change?.ok !== true || change.value?.block.target !== target) return null;
  return changeOutcome(change.value, clock, isStillHeld);
}
