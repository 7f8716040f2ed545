import type { BlockRequest } from '../block/block-request.ts';
import type { UndoChoice } from '../block/undo.ts';
import type { BlockOrder, BlockTarget, EnforcerName } from '../model/block.ts';
import type { BlockProof } from '../model/block-proof.ts';
import type {
  BlockListReport,
  BlockReport,
  BlockSummary,
  ExpireReport,
  GuardAddressReport,
  JournalReport,
  LastChange,
  UnblockReport,
} from '../model/block-report.ts';
import type { Operator } from '../model/operator.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';
import type { Watch } from './reviews.ts';

/** A block as an operator asks for it; who asks is added where the operator is known. */
export type AskedBlock = Omit<BlockRequest, 'by'>;

/** Whom a block of ours keeps out, of what, and the reseller who made it for the whole server. */
export type BlockInForce = Pick<BlockOrder, 'target' | 'scope'> & Pick<BlockSummary, 'reseller'>;

/**
 * What pages and commands do with blocks. A host puts it together for its machine and panel; tests put in their own. Who may do
 * what is decided before anything here is called (`web/permissions.ts`).
 */
export interface Blocks {
  /** What speaks against a block, and what it would do. Nothing is changed. */
  guard(asked: AskedBlock, operator: Operator): Promise<Result<GuardAddressReport, Problem>>;
  block(asked: AskedBlock, operator: Operator): Promise<Result<BlockReport, Problem>>;
  unblock(choice: UndoChoice, operator: Operator, reason: string): Promise<Result<UnblockReport, Problem>>;
  /** What is blocked now; what is over is lifted first. At most so many blocks of others. */
  list(most: number): Promise<Result<BlockListReport, Problem>>;
  /** Newest first; null = of all blocks. */
  journal(target: BlockTarget | null, most: number): Promise<Result<JournalReport, Problem>>;
  /** Lifts what is over, settles what broke off and puts back what a restart swept away, and waits for its turn. */
  expire(): Promise<Result<ExpireReport, Problem>>;
  /** Null when the journal does not know it. */
  lastChange(id: string): Promise<Result<LastChange | null, Problem>>;
  /** What a blocked address still does. */
  proof(block: BlockSummary, heldBy: readonly EnforcerName[], watch?: Watch): Promise<BlockProof | null>;
  /** Blocks of ours that stand, by the journal alone: cheap. Null when it cannot be read. */
  inForce(): Promise<readonly BlockInForce[] | null>;
}
