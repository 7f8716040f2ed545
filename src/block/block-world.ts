import type { EnforcerName } from '../model/block.ts';
import type { Enforcer } from './enforcer.ts';
import type { MachineRun } from '../system/machine-run.ts';
import type { Journal } from './journal/journal.ts';

/** How much may be blocked: said when it is reached, and nothing old is dropped to make room. */
export interface BlockLimits {
  readonly blocksPerHour: number;
  /** Blocks that stand at the same time. */
  readonly blocksListed: number;
}

export const usualLimits: BlockLimits = { blocksPerHour: 50, blocksListed: 1000 };

/** What a change of blocks works with. A host puts it together for its machine, panel and operator. */
export interface BlockWorld {
  /**
   * All that may hold a block here, whoever asks: every change settles first what anybody left unfinished, and expiry lifts
   * everybody's blocks. Each is asked whether it can be used. What an operator may not use is for the host to refuse before.
   */
  readonly enforcers: readonly Enforcer[];
  /** Those of the panel: they come first, so that the panel's own pages show the block. */
  readonly native: readonly EnforcerName[];
  readonly journal: Journal;
  /** In the same folder as the journal. */
  readonly lockPath: string;
  readonly limits: BlockLimits;
  /** Seconds since 1970, whole. */
  readonly nowEpoch: () => number;
  /** Since when this machine runs; null where that cannot be told: then nothing is put back after a restart. */
  readonly machineRun: () => MachineRun | null;
  /** `b-` and 16 hexadecimal digits, never the same twice. */
  readonly newId: () => string;
}
