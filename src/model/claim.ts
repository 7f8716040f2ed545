import type { BlockScope, EnforcerName } from './block.ts';

/**
 * What we asked a place for that keeps no note of who asked (a Fail2Ban jail, cPanel's IP Blocker): so that what is there is
 * known as ours, and another's never taken for it.
 */
export interface Claim {
  readonly enforcer: EnforcerName;
  readonly id: string;
  readonly target: string;
  readonly scope: BlockScope;
  /** Which of its places: a jail, an account. */
  readonly where: string;
  /** When the place itself lets go, seconds since 1970; null when it does not. */
  readonly endsEpoch: number | null;
  /** When the order ends; null when it does not. */
  readonly untilEpoch: number | null;
  readonly reason: string | null;
}
