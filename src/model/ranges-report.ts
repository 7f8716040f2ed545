import type { IpRange } from './ip-address.ts';
import type { Problem } from './problem.ts';

/** Why a fetched list was not taken. */
export type ListRefusal =
  | { readonly kind: 'empty' }
  /** Wider than any network of one service is. */
  | { readonly kind: 'too-wide'; readonly range: IpRange }
  /** Private, loopback and the like: nobody's on the internet. */
  | { readonly kind: 'reserved'; readonly range: IpRange }
  /** Prefixes, or the addresses in them (in networks of /24 and /48), became many times more or fewer. */
  | { readonly kind: 'size-changed'; readonly what: 'prefixes' | 'ipv4' | 'ipv6'; readonly was: number; readonly is: number };

/** `taken`: it changed, and the new one is in use; `confirmed`: it is the same; `kept`: the old one stays; `by-hand`: nothing to fetch. */
export type ListOutcome = 'taken' | 'confirmed' | 'kept' | 'by-hand';

export interface UpdatedList {
  readonly service: string;
  readonly publisher: string;
  readonly outcome: ListOutcome;
  /** Date of the list in use now. */
  readonly date: string | null;
  readonly prefixes: number;
  readonly prefixesBefore: number;
  /** Why the old one was kept; null otherwise. */
  readonly why: ListRefusal | Problem | null;
}

/** Answer of `update-ranges`. The command's JSON is this object as it stands. */
export interface RangesReport {
  /** ISO 8601. */
  readonly takenAt: string;
  readonly lists: readonly UpdatedList[];
  /** Why nothing could be saved; null when all is well. */
  readonly problem: Problem | null;
}
