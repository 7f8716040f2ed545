import type { BlockOrder, BlockScope, Effect, EnforcerName, HeldBlock } from '../model/block.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';

/** What an enforcer would do, shown before the click and by a dry run. Exact: what is shown is what is done. */
export interface EnforcerPlan {
  /** What it would stop as this machine is now, where that is less than the enforcer's own `effect`. */
  readonly effect?: Effect;
  /** Programs with their arguments, as they would be run. */
  readonly commands: readonly (readonly string[])[];
  /** Text that would be given to a program or written to a file. */
  readonly texts: readonly { readonly to: string; readonly text: string }[];
  /** Calls of a panel's interface: function and parameters. */
  readonly calls: readonly { readonly name: string; readonly parameters: Readonly<Record<string, string>> }[];
}

/** What came of a block, beside that it is there. */
export interface Applied {
  /** It was there already, by an earlier order of ours with the same target. */
  readonly already: boolean;
  /** When it ends by itself, seconds since 1970; null when it does not: then `expire` has to lift it. */
  readonly endsByItselfEpoch: number | null;
  /** Facts a person should know, each a whole sentence (an address that keeps its SSH, a list that shadows the block). */
  readonly remarks: readonly string[];
}

/**
 * One thing that makes a block real. All of one contract, held by one suite (`test/contract/enforcer.ts`):
 * apply, then read back, gives the block; apply twice changes nothing; lift, then read back, gives null; lifting what is not
 * there is no failure; nothing of anybody else is ever changed; whatever fails leaves no half of it behind.
 */
export interface Enforcer {
  readonly name: EnforcerName;
  /** As people call it: `the firewall (nftables)`, `cPHulk`. */
  readonly title: string;
  readonly effect: Effect;
  readonly scopes: readonly BlockScope['kind'][];
  /** One sentence: what it stops, and what it does not. */
  readonly stops: string;
  /** Which of its blocks are still there after a restart of the machine; `endless`: those that it does not end by itself. */
  readonly outlivesRestart: 'all' | 'endless' | 'none';
  /** Whether it can be used on this machine now, and why not. Never switches anything on. */
  usable(): Promise<Result<null, Problem>>;
  /** Problems: cannot-do. */
  plan(order: BlockOrder): Promise<Result<EnforcerPlan, Problem>>;
  apply(order: BlockOrder): Promise<Result<Applied, Problem>>;
  /** The block as it is really held, or null. */
  readBack(order: Pick<BlockOrder, 'id' | 'target' | 'scope'>): Promise<Result<HeldBlock | null, Problem>>;
  /** `place-gone`: the site or account it was for is certainly not on this machine any more, and its block with it. */
  lift(order: Pick<BlockOrder, 'id' | 'target' | 'scope'>): Promise<Result<'lifted' | 'was-not-there' | 'place-gone', Problem>>;
  /** All it holds, ours and others'. Problems, so that a page can say what it does not know. */
  list(): Promise<Result<readonly HeldBlock[], Problem>>;
}
