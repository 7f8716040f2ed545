import type { BlockWorld } from '../block/block-world.ts';
import { type UndoChoice, type Undoer, undo } from '../block/undo.ts';
import type { UnblockReport } from '../model/block-report.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';

/**
 * Lifts blocks of ours, each place's outcome in the report. Problems: changed-meanwhile, and those of reading the journal.
 */
export function unblockAddress(world: BlockWorld, choice: UndoChoice, undoer: Undoer): Promise<Result<UnblockReport, Problem>> {
  return undo(world, choice, undoer);
}
