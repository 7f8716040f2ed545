import type { BlockWorld } from '../block/block-world.ts';
import { expire } from '../block/expire.ts';
import { guard } from '../block/guard/guard.ts';
import type { GuardFacts, GuardQuestion } from '../block/guard/guard-facts.ts';
import type { ExpireReport } from '../model/block-report.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';

/**
 * Lifts what is over and settles what broke off, before something else: a page must not be late because of it. What is left over
 * the next page does, or the timer. Problems: changed-meanwhile, and those of reading the journal.
 */
export const expireOnTheWay = (world: BlockWorld): Promise<Result<ExpireReport, Problem>> =>
  expire(world, { patienceMs: 0, mostBlocks: 20, putBack: null });

export interface ExpireNeeds {
  readonly world: BlockWorld;
  /** What the guard has to know about one block after the other. */
  readonly guardFacts: (question: GuardQuestion) => Promise<GuardFacts>;
}

/** As above where that is all there is to do, for the timer; also puts back what a restart of the machine swept away. */
export const expireByItself = ({ world, guardFacts }: ExpireNeeds): Promise<Result<ExpireReport, Problem>> =>
  expire(world, {
    patienceMs: 30_000,
    mostBlocks: 1000,
    // A click waits half a minute for its turn.
    putBack: { askGuard: async (question) => guard(question, await guardFacts(question)), mostBlocks: 500, seconds: 20 },
  });
