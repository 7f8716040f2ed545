import type { BlockRequest } from '../block/block-request.ts';
import type { BlockWorld } from '../block/block-world.ts';
import { carryOut } from '../block/carry-out.ts';
import { guard } from '../block/guard/guard.ts';
import type { GuardFacts, GuardQuestion } from '../block/guard/guard-facts.ts';
import type { BlockReport } from '../model/block-report.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';

export interface BlockNeeds {
  readonly world: BlockWorld;
  /** Gathers what the guard has to know, of now. */
  readonly guardFacts: (question: GuardQuestion) => Promise<GuardFacts>;
}

/**
 * Blocks an address or a range: the guard is asked, the journal is written, each enforcer's outcome is in the report.
 * Problems: bad-input, changed-meanwhile (another change does not end), and those of reading the journal.
 */
export function blockAddress({ world, guardFacts }: BlockNeeds, request: BlockRequest): Promise<Result<BlockReport, Problem>> {
  return carryOut(world, request, async () => guard(request, await guardFacts(request)));
}
