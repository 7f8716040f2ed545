import type { Operator } from '../model/operator.ts';

/** What an operator may do with blocks. */
export interface Rights {
  /** See the blocks of the whole server, and the journal. */
  readonly see: boolean;
  /** Block and unblock for the whole server. */
  readonly change: boolean;
  /** Go past a refusal of the guard, with a reason. */
  readonly override: boolean;
  /** See and change what the owner of the server decides. */
  readonly settings: boolean;
  /** The only sites whose blocks it is about; null: those of the whole server. */
  readonly sites: readonly string[] | null;
}

/**
 * Denied unless it is allowed here: administrators may everything; whoever looks after sites may block for those that the panel
 * names, and sees nothing of other blocks.
 */
export function rightsOf({ role, blocksFor = [] }: Operator): Rights {
  switch (role) {
    case 'admin':
      return { see: true, change: true, override: true, settings: true, sites: null };
    case 'reseller':
    case 'customer':
      return { see: blocksFor.length > 0, change: blocksFor.length > 0, override: false, settings: false, sites: blocksFor };
  }
}
