import type { Operator, ServerBlocks } from '../model/operator.ts';

/** What an operator may do with blocks. */
export interface Rights {
  /** See the blocks of the whole server, and the journal. */
  readonly see: boolean;
  /** Block and unblock. */
  readonly change: boolean;
  /** Go past a refusal of the guard, with a reason. */
  readonly override: boolean;
  /** See and change what the owner of the server decides. */
  readonly settings: boolean;
  /** The only sites whose blocks it is about; null: those of the whole server. */
  readonly sites: readonly string[] | null;
  /** Set for a reseller who may also make blocks of the whole server, and see those they made (`actions/own-server-blocks.ts`). */
  readonly ownServer: ServerBlocks | null;
}

/**
 * Denied unless it is allowed here: administrators may everything; whoever looks after sites may block for those that the panel
 * names, and sees nothing of other blocks.
 */
export function rightsOf({ role, estate, blocksFor = [], serverBlocks }: Operator): Rights {
  switch (role) {
    case 'admin':
      return { see: true, change: true, override: true, settings: true, sites: null, ownServer: null };
    case 'reseller':
    case 'customer': {
      // What was seen at one's own accounts decides what may be blocked: whoever has none has seen nothing.
      const ownServer = role === 'reseller' && estate !== null ? (serverBlocks ?? null) : null;
      const some = blocksFor.length > 0 || ownServer !== null;
      return { see: some, change: some, override: false, settings: false, sites: blocksFor, ownServer };
    }
  }
}
