import type { AskingReseller } from '../block/block-request.ts';
import { isSingle } from '../model/block-target.ts';
import type { BlockTarget } from '../model/block.ts';
import {
  type BlockReport,
  type BlockSummary,
  type GuardAnswer,
  type GuardReport,
  guardIds,
  type PlanReport,
} from '../model/block-report.ts';
import { type IpAddress, parseIpAddress } from '../model/ip-address.ts';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import type { AskedBlock, Blocks } from './blocks.ts';
import { blocksOfSites, told } from './own-blocks.ts';
import { isConfirmedByReseller, tellableProblem, tellableServerGuard, tellableServerPlan, tellableServerStep } from './tellable.ts';

export interface OwnServerBlocks extends AskingReseller {
  /** Whether the address was seen at their own accounts (`seen-at-own.ts`); a Problem where that could not be found out. */
  readonly hasSeen: (address: IpAddress) => Promise<Result<boolean, Problem>>;
}

/**
 * The blocks of a whole server as a reseller may see and change them whom its owner lets do that. Such a block reaches the
 * visitors of everybody's sites, so whatever is not plainly theirs to decide is refused:
 *
 * - One address at a time: a range holds addresses that they never saw.
 * - Only an address that was seen at their own accounts. They could keep anybody out of other people's sites otherwise, and find
 *   out by trying whom this server knows: for who was not seen the guard is not even asked, and the answer is always the same.
 * - What the guard knows of this server, its owner and other people is a refusal here that nobody confirms or overrides, and
 *   it does not say why. Only of logins by the system's log, into which everybody here writes, they are warned: it may be true, so
 *   whatever they confirm, the block lasts ten minutes at most.
 * - They see and lift what they made themselves, nothing else; what somebody else holds is not blocked a second time
 *   (`block/held-by-others.ts`).
 */
export function blocksOfServer(blocks: Blocks, { hasSeen, ...reseller }: OwnServerBlocks): Blocks {
  const own = blocksOfSites(blocks, [], reseller.name);
  const isOwn = ({ scope, reseller: maker }: BlockSummary): boolean => scope.kind === 'server' && maker === reseller.name;
  /** Null where the guard may be asked. */
  const refusal = async ({ target }: AskedBlock): Promise<GuardAnswer | null> => {
    const address = isSingle(target) ? parseIpAddress(target) : undefined;
    if (address === undefined) return oneAtATime;
    const seen = await hasSeen(address);
    if (!seen.ok) return notLookedAt;
    return seen.value ? null : notSeen;
  };
  const asReseller = (asked: AskedBlock): AskedBlock => ({
    ...asked,
    via: null,
    overrideReason: null,
    confirmed: asked.confirmed.filter((id) => guardIds.includes(id) && isConfirmedByReseller(id, asked.duration)),
    reseller,
  });
  return {
    ...own,
    guard: async (asked, operator) => {
      if (asked.scope.kind !== 'server') return failed(notServer);
      const refused = await refusal(asked);
      if (refused !== null) return ok({ takenAt: now(), target: asked.target, guard: only(refused), plan: noPlan });
      const report = await blocks.guard(asReseller(asked), operator);
      return told(report, (value) => ({
        ...value,
        guard: tellableServerGuard(value.guard, asked.duration),
        plan: tellableServerPlan(value.plan),
      }));
    },
    block: async (asked, operator) => {
      if (asked.scope.kind !== 'server') return failed(notServer);
      const refused = await refusal(asked);
      if (refused !== null) return ok(refusedReport(asked.target, refused));
      const report = await blocks.block(asReseller(asked), operator);
      return told(report, (value) => {
        const guard = tellableServerGuard(value.guard, asked.duration);
        return {
          ...value,
          outcome: outcomeFor(value.outcome, guard),
          block: value.block !== null && isOwn(value.block) ? value.block : null,
          guard,
          plan: tellableServerPlan(value.plan),
          steps: value.steps.map(tellableServerStep),
          recovered: [],
          problems: value.problems.map(tellableProblem),
        };
      });
    },
    unblock: async (choice, operator, reason) => {
      if (choice.by !== 'target' || choice.scope?.kind !== 'server') return failed(notServer);
      const report = await blocks.unblock({ by: 'reseller', target: choice.target, reseller: reseller.name }, operator, reason);
      return told(report, (value) => ({
        ...value,
        blocks: value.blocks
          .filter(({ block }) => isOwn(block))
          .map(({ block, steps }) => ({ block, steps: steps.map(tellableServerStep) })),
        stillBlockedBy: value.stillBlockedBy.filter(isOwn),
        recovered: [],
        problems: value.problems.map(tellableProblem),
      }));
    },
  };
}

/** An administrator would have to confirm it; who cannot is refused. */
const outcomeFor = (outcome: BlockReport['outcome'], { refusals }: GuardReport): BlockReport['outcome'] =>
  outcome === 'needs-confirmation' && refusals.length > 0 ? 'refused' : outcome;

const now = (): string => new Date().toISOString();

const notServer: Problem = { kind: 'bad-input', field: 'site', got: '', expected: 'none: this is about the whole server' };

const final = (id: GuardAnswer['id'], text: string, wayOut: string): GuardAnswer => ({ id, text, wayOut, overridable: false });

const oneAtATime = final(
  'too-wide',
  'For the whole server you may block single addresses, no ranges: a range holds visitors of others.',
  'Block the addresses one by one, or the range for one of your sites.',
);
const notSeen = final(
  'not-seen',
  'This address was not seen at your own accounts in the last 24 hours; only such a one may you block for the whole server.',
  'Block it for one of your sites, or ask whoever runs the server.',
);
const notLookedAt = final(
  'could-not-look',
  'Whether this address was seen at your own accounts could not be found out.',
  'Try again in a moment, or block it for one of your sites.',
);

const only = (refused: GuardAnswer): GuardReport => ({ refusals: [refused], warnings: [], offers: [], problems: [] });
const noPlan: PlanReport = { steps: [], notUsed: [], stops: [], doesNotStop: [] };

const refusedReport = (target: BlockTarget, refused: GuardAnswer): BlockReport => ({
  takenAt: now(),
  outcome: 'refused',
  block: null,
  effects: [],
  target,
  guard: only(refused),
  plan: noPlan,
  steps: [],
  recovered: [],
  problems: [],
});
