import type { BlockWorld } from '../block/block-world.ts';
import { expire } from '../block/expire.ts';
import type { ExpireReport } from '../model/block-report.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';

/** A page must not be late because of it; what is left over the next page does, or the timer. */
const onTheWay = { patienceMs: 0, mostBlocks: 20 };
const byItself = { patienceMs: 30_000, mostBlocks: 1000 };

/**
 * Lifts what is over and settles what broke off: `on-the-way` before something else (a page, a command), `by-itself` when
 * that is all there is to do (the timer). Problems: changed-meanwhile, and those of reading the journal.
 */
export function expireBlocks(world: BlockWorld, when: 'on-the-way' | 'by-itself'): Promise<Result<ExpireReport, Problem>> {
  return expire(world, when === 'by-itself' ? byItself : onTheWay);
}
