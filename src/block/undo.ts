import type { BlockScope, BlockTarget } from '../model/block.ts';
import type { EnforcerOutcome, UnblockReport } from '../model/block-report.ts';
import { isWithin } from '../model/ip-range.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';
import type { BlockWorld } from './block-world.ts';
import { adoptStrays } from './adopt-strays.ts';
import { asOnlyChange } from './change.ts';
import { type BlockRecord, isoTime, isSamePlace, summaryOf } from './journal/block-record.ts';
import { liftRecord } from './lift.ts';
import { oneLine } from './reason.ts';

/** Which block to lift: one by its id, all of an address, in one scope or in any, or all there are. */
export type UndoChoice =
  | { readonly by: 'id'; readonly id: string }
  | { readonly by: 'target'; readonly target: BlockTarget; readonly scope: BlockScope | null }
  /** What a reseller made for the whole server, and nobody else's block of the same address. */
  | { readonly by: 'reseller'; readonly target: BlockTarget; readonly reseller: string }
  | { readonly by: 'all' };

const patienceMs = 30_000;

/** Who asks for it, and why; both raw. */
export interface Undoer {
  readonly by: string;
  readonly reason: string;
}

/**
 * Lifts blocks of ours, whoever made them, also those that carry our mark and that the journal does not know; those of others
 * are never touched. Problems: changed-meanwhile, and those of reading the journal; everything else is in the report.
 */
export function undo(world: BlockWorld, choice: UndoChoice, { by, reason }: Undoer): Promise<Result<UnblockReport, Problem>> {
  return asOnlyChange(world, patienceMs, async (change) => {
    const known = [...change.records.values()].filter((record) => record.phase !== 'over' && isChosen(record, choice));
    // To ask every place for all it holds takes time: only where the journal has no answer, and such a place may have one.
    const mayBeStray = choice.by === 'all' || mayLackServer(known, choice);
    const strays = mayBeStray ? await adoptStrays(change, (record) => isChosen(record, choice)) : [];
    const chosen = [...known, ...strays];
    const cause = { why: 'undone', by: oneLine(by), reason: oneLine(reason) || undefined, recovered: false } as const;
    const blocks: { block: UnblockReport['blocks'][number]['block']; steps: readonly EnforcerOutcome[] }[] = [];
    for (const record of chosen) {
      const steps = await liftRecord(world, change.write, record, cause);
      blocks.push({ block: summaryOf(record), steps });
    }
    const { recovered, problems } = change;
    const stillBlockedBy = [...change.records.values()]
      .filter((record) => record.phase !== 'over' && !chosen.includes(record) && holds(record, choice))
      .map(summaryOf);
    return { takenAt: isoTime(world.nowEpoch()), outcome: outcomeOf(blocks, problems), blocks, stillBlockedBy, recovered, problems };
  });
}

function isChosen({ order, reseller }: BlockRecord, choice: UndoChoice): boolean {
  switch (choice.by) {
    case 'all':
      return true;
    case 'id':
      return order.id === choice.id;
    case 'reseller':
      return reseller === choice.reseller && isSamePlace(order, { target: choice.target, scope: { kind: 'server' } });
    case 'target':
      return choice.scope === null ? order.target === choice.target : isSamePlace(order, { target: choice.target, scope: choice.scope });
  }
}

/** Whether a block of the whole server may be meant that is not known: of those of sites, none is found without the journal. */
function mayLackServer(known: readonly BlockRecord[], choice: UndoChoice): boolean {
  switch (choice.by) {
    case 'id':
      return known.length === 0;
    case 'target':
      return (choice.scope === null || choice.scope.kind === 'server') && !known.some(({ order }) => order.scope.kind === 'server');
    case 'all':
    case 'reseller':
      return false;
  }
}

/** A block of the whole server keeps an address out of each site as well. */
function holds({ order: { target, scope } }: BlockRecord, choice: UndoChoice): boolean {
  if (choice.by !== 'target' && choice.by !== 'reseller') return false;
  const isScope =
    scope.kind === 'server' ||
    choice.by === 'reseller' ||
    choice.scope === null ||
    isSamePlace({ target, scope }, { target, scope: choice.scope });
  return isScope && isWithin(choice.target, target);
}

function outcomeOf(blocks: UnblockReport['blocks'], problems: readonly Problem[]): UnblockReport['outcome'] {
  if (blocks.length === 0) return 'was-not-blocked';
  const steps = blocks.flatMap((block) => block.steps);
  const left = steps.filter(({ outcome }) => outcome === 'still-there').length;
  if (left === 0) return steps.length === 0 && problems.length > 0 ? 'not-lifted' : 'lifted';
  return left === steps.length ? 'not-lifted' : 'partly-lifted';
}
