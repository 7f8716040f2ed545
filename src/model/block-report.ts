import type { BlockDuration, BlockScope, Effect, EnforcerName } from './block.ts';
import type { Problem } from './problem.ts';

/** What the guard may answer; each has a file of its family in `block/guard/`. */
export const guardIds = [
  'your-own-address',
  'own-address-unknown',
  'this-server',
  'loopback',
  'network-essential',
  'private-or-reserved',
  'live-login',
  'login-port',
  'resolver',
  'gateway',
  'time-server',
  'outbound-infrastructure',
  'outbound-peer',
  'panel-service',
  'allow-list',
  'cdn',
  'verified-crawler',
  'monitor',
  'payment',
  'mail-service',
  'recent-login',
  'login-in-log',
  'site-login',
  'shared-address',
  'good-addresses-inside',
  'too-wide',
  'whole-subnet',
  'not-seen',
  'held-by-others',
  'could-not-look',
] as const;
export type GuardId = (typeof guardIds)[number];

/** One thing that speaks against a block. */
export interface GuardAnswer {
  readonly id: GuardId;
  /** Why, in a sentence with its facts. Foreign text in it (the name of a list, of a user) is raw. */
  readonly text: string;
  /** What to do instead, or how to go on. */
  readonly wayOut: string;
  /** For a refusal: an admin may insist, with a reason. A warning only needs to have been seen. */
  readonly overridable: boolean;
  /** Set where it lets nothing but a short block through, whatever is confirmed: how long one may last. */
  readonly longest?: BlockDuration;
}

export interface GuardReport {
  readonly refusals: readonly GuardAnswer[];
  /** Seen and confirmed before a block is made; so that nobody confirms what was not there when they looked. */
  readonly warnings: readonly GuardAnswer[];
  /** What would do better than what was asked for: the whole /64 of an IPv6 visitor. */
  readonly offers: readonly { readonly id: GuardId; readonly text: string; readonly target: string }[];
  /** What the guard could not look at. */
  readonly problems: readonly Problem[];
}

/** What a block would do, before the click. */
export interface PlanReport {
  readonly steps: readonly {
    readonly enforcer: EnforcerName;
    readonly title: string;
    readonly effect: Effect;
    readonly stops: string;
    /** What would be run, written and called: program lines, texts, calls, each printable as it stands. */
    readonly does: readonly string[];
    /** Why it could not be planned; the step is then left out. */
    readonly problem: Problem | null;
  }[];
  /** Enforcers of this machine that are not used, and why: null when another does the same. */
  readonly notUsed: readonly { readonly enforcer: EnforcerName; readonly title: string; readonly problem: Problem | null }[];
  readonly stops: readonly string[];
  readonly doesNotStop: readonly string[];
  /** The panel's own block stops everything, and a firewall may be used beside it: whether it is. Left out where that is no choice. */
  readonly firewallToo?: boolean;
}

/** What became of one enforcer's part. */
export interface EnforcerOutcome {
  readonly enforcer: EnforcerName;
  readonly title: string;
  /**
   * `blocked` and `already`: it was read back and is there. `unconfirmed`: it was done and could not be read back.
   * `failed`: nothing is there. `still-there`: it should have been lifted and was not. `place-gone`: the site or account it was
   * for is not on this server any more, and the block went with it.
   */
  readonly outcome: 'blocked' | 'already' | 'unconfirmed' | 'failed' | 'lifted' | 'was-not-there' | 'place-gone' | 'still-there';
  readonly problem: Problem | null;
  /** When it ends by itself, ISO 8601; null when `expire` lifts it, or never. */
  readonly endsByItself: string | null;
  readonly remarks: readonly string[];
}

/** A block as the journal knows it. */
export interface BlockSummary {
  readonly id: string;
  readonly target: string;
  readonly scope: BlockScope;
  readonly since: string;
  /** Null = permanent. */
  readonly until: string | null;
  readonly reason: string;
  readonly by: string;
  /** The login of the reseller who made it for the whole server, by leave of its owner; left out for every other block. */
  readonly reseller?: string;
}

/** What was found unfinished after a crash, and what was done about it. */
export interface Recovery {
  readonly id: string;
  readonly target: string;
  readonly did: 'kept-what-holds' | 'rolled-back' | 'finished-lifting' | 'left-for-later';
  readonly text: string;
}

/** Answer of `block` and of its dry run. */
export interface BlockReport {
  readonly takenAt: string;
  readonly outcome: 'blocked' | 'partly-blocked' | 'not-blocked' | 'already-blocked' | 'refused' | 'needs-confirmation' | 'dry-run';
  /** Null where nothing was begun. */
  readonly block: BlockSummary | null;
  /** What it stops now, by the places that were seen to hold it: with a firewall that failed, `logins` alone. */
  readonly effects: readonly Effect[];
  readonly target: string;
  readonly guard: GuardReport;
  readonly plan: PlanReport;
  readonly steps: readonly EnforcerOutcome[];
  readonly recovered: readonly Recovery[];
  readonly problems: readonly Problem[];
}

/** What was last done to one block, as the journal tells: what a page shows after the click. */
export interface LastChange {
  readonly block: BlockSummary;
  /** `broke-off`: the journal has no end of it. */
  readonly outcome: 'blocked' | 'partly-blocked' | 'not-blocked' | 'lifted' | 'partly-lifted' | 'broke-off';
  /** See `BlockReport`; none for a lift. */
  readonly effects: readonly Effect[];
  readonly steps: readonly EnforcerOutcome[];
}

/** Answer of `unblock` for one block. */
export interface UnblockReport {
  readonly takenAt: string;
  readonly outcome: 'lifted' | 'partly-lifted' | 'not-lifted' | 'was-not-blocked';
  readonly blocks: readonly { readonly block: BlockSummary; readonly steps: readonly EnforcerOutcome[] }[];
  /** Other blocks of ours that go on keeping it out: of a range that holds it. */
  readonly stillBlockedBy: readonly BlockSummary[];
  readonly recovered: readonly Recovery[];
  readonly problems: readonly Problem[];
}

/** A block that a restart of the machine swept away, and what was done about it. */
export interface RestoredBlock {
  readonly block: BlockSummary;
  /** Why the guard does not let it be put back: it was closed then, and the steps are those of its lift. */
  readonly refusal: string | null;
  readonly steps: readonly EnforcerOutcome[];
}

/** Answer of `expire`. */
export interface ExpireReport {
  readonly takenAt: string;
  readonly ended: readonly { readonly block: BlockSummary; readonly steps: readonly EnforcerOutcome[] }[];
  /** Over, but left for the next run: too many at once. */
  readonly leftOver: number;
  readonly restored: readonly RestoredBlock[];
  /** Swept away and left for the next run. */
  readonly leftToRestore: number;
  readonly recovered: readonly Recovery[];
  readonly problems: readonly Problem[];
}

/** Answer of `blocks`: what is blocked now. */
export interface BlockListReport {
  readonly takenAt: string;
  readonly blocks: readonly {
    readonly target: string;
    /** `ours-not-in-journal`: it carries our mark, but the journal does not know it. */
    readonly whose: 'ours' | 'ours-not-in-journal' | 'others';
    readonly block: BlockSummary | null;
    readonly heldBy: readonly {
      readonly enforcer: EnforcerName;
      /** What to call it in place of its name, for somebody who may not know which one it is. */
      readonly title?: string;
      /** `missing`: the journal says it is there, the enforcer says it is not. `unknown`: it could not be asked. */
      readonly state: 'held' | 'missing' | 'unknown';
      /** Of what is missing: a restart of the machine may have swept it away, and `expire` puts it back. */
      readonly lostAtRestart?: true;
      readonly until: string | null;
      readonly reason: string | null;
      readonly kept: number | null;
    }[];
  }[];
  /** Blocks of others that were left out of the list because there are too many. */
  readonly leftOut: number;
  readonly recovered: readonly Recovery[];
  readonly problems: readonly Problem[];
}

/** Answer of `journal`: newest first. */
export interface JournalReport {
  readonly takenAt: string;
  readonly entries: readonly {
    readonly at: string;
    readonly step: string;
    readonly id: string | null;
    readonly target: string | null;
    readonly enforcer: EnforcerName | null;
    /** One sentence; foreign text in it is raw. */
    readonly text: string;
    readonly by: string | null;
  }[];
  readonly leftOut: number;
  /** Lines that are not whole or not understood: what a crash or a foreign hand left. */
  readonly damagedLines: number;
  readonly problems: readonly Problem[];
}

/** Answer of `guard`: what would speak against a block, and what it would do. */
export interface GuardAddressReport {
  readonly takenAt: string;
  readonly target: string;
  readonly guard: GuardReport;
  readonly plan: PlanReport;
}
