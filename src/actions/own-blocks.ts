import { type BlockSummary, guardIds } from '../model/block-report.ts';
import type { BlockScope } from '../model/block.ts';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import type { AskedBlock, Blocks } from './blocks.ts';
import { confirmedOf, tellableGuard, tellablePlan, tellableProblem, tellableServerHolder, tellableServerStep } from './tellable.ts';

/**
 * The blocks of a server as somebody may see and change them who may block for some sites only. Nothing of anybody else comes
 * through, whatever is asked: no other scope, no block of the server or of another site, no journal, no facts of this server
 * in what the guard says.
 * @param reseller whose blocks of the whole server are shown beside those of the sites; they are changed elsewhere (`own-server-blocks.ts`)
 */
export function blocksOfSites(blocks: Blocks, sites: readonly string[], reseller: string | null = null): Blocks {
  const own = new Set(sites);
  const isOwn = (scope: BlockScope): boolean => scope.kind === 'domain' && own.has(scope.domain);
  const isSeen = ({ scope, reseller: maker }: Pick<BlockSummary, 'scope' | 'reseller'>): boolean =>
    isOwn(scope) || (reseller !== null && scope.kind === 'server' && maker === reseller);
  const refused = (scope: BlockScope): { readonly ok: false; readonly problem: Problem } =>
    failed({
      kind: 'bad-input',
      field: 'site',
      got: scope.kind === 'domain' ? scope.domain : '',
      expected: 'one of your own sites that you may block for',
    });
  const ownPart = <T extends { readonly block: BlockSummary }>(parts: readonly T[]): readonly T[] =>
    parts.filter(({ block }) => isOwn(block.scope));
  return {
    guard: async (asked, operator) => {
      if (!isOwn(asked.scope)) return refused(asked.scope);
      const report = await blocks.guard(onlyForSite(asked), operator);
      return told(report, (value) => ({ ...value, guard: tellableGuard(value.guard), plan: tellablePlan(value.plan) }));
    },
    block: async (asked, operator) => {
      if (!isOwn(asked.scope)) return refused(asked.scope);
      const report = await blocks.block(onlyForSite(asked), operator);
      return told(report, (value) => ({
        ...value,
        block: value.block !== null && isOwn(value.block.scope) ? value.block : null,
        guard: tellableGuard(value.guard),
        plan: tellablePlan(value.plan),
        recovered: [],
        problems: value.problems.map(tellableProblem),
      }));
    },
    unblock: async (choice, operator, reason) => {
      if (choice.by !== 'target' || choice.scope === null || !isOwn(choice.scope))
        return refused(choice.by === 'target' ? (choice.scope ?? { kind: 'server' }) : { kind: 'server' });
      const report = await blocks.unblock(choice, operator, reason);
      return told(report, (value) => ({
        ...value,
        blocks: ownPart(value.blocks),
        stillBlockedBy: value.stillBlockedBy.filter(isSeen),
        recovered: [],
        problems: value.problems.map(tellableProblem),
      }));
    },
    list: async () => {
      // Not one of others: whose they are cannot be told.
      const list = await blocks.list(0);
      return told(list, (value) => ({
        ...value,
        blocks: value.blocks
          .filter(({ whose, block }) => whose === 'ours' && block !== null && isSeen(block))
          .map((row) => (row.block?.scope.kind === 'server' ? { ...row, heldBy: row.heldBy.map(tellableServerHolder) } : row)),
        leftOut: 0,
        recovered: [],
        problems: [],
      }));
    },
    journal: () => Promise.resolve(ok({ takenAt: new Date().toISOString(), entries: [], leftOut: 0, damagedLines: 0, problems: [] })),
    expire: async () => {
      const report = await blocks.expire();
      return told(report, (value) => ({
        ...value,
        ended: ownPart(value.ended),
        leftOver: 0,
        restored: [],
        leftToRestore: 0,
        recovered: [],
        problems: [],
      }));
    },
    lastChange: async (id) => {
      const change = await blocks.lastChange(id);
      return told(change, (value) => {
        if (value === null || !isSeen(value.block)) return null;
        return value.block.scope.kind === 'server' ? { ...value, steps: value.steps.map(tellableServerStep) } : value;
      });
    },
    proof: (block, heldBy, watch) => (isSeen(block) ? blocks.proof(block, heldBy, watch) : Promise.resolve(null)),
    inForce: async () => (await blocks.inForce())?.filter(isSeen) ?? null,
  };
}

/** What of an answer may be told. */
export const told = <T, U>(answer: Result<T, Problem>, own: (value: T) => U): Result<U, Problem> =>
  answer.ok ? ok(own(answer.value)) : failed(tellableProblem(answer.problem));

/** A refusal stays one for them, and what blocks is the plan's choice. */
const onlyForSite = (asked: AskedBlock): AskedBlock => ({
  ...asked,
  via: null,
  firewallToo: false,
  overrideReason: null,
  confirmed: confirmedOf(asked.confirmed, guardIds),
});
