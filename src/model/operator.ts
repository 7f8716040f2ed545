import type { IpAddress } from './ip-address.ts';

/** Root and the panel's administrator; whoever looks after accounts of others; whoever owns sites. */
export type Role = 'admin' | 'reseller' | 'customer';

/** What somebody who is no administrator may see: nothing but this. */
export interface Estate {
  /** System users. */
  readonly accounts: readonly string[];
  /** User ids of these accounts, for sockets. */
  readonly uids: readonly number[];
  /** Sites by the names people know, and by the names of their logs. */
  readonly domains: readonly string[];
  /** Addresses of this machine that serve nobody else's sites. */
  readonly ownAddresses: readonly IpAddress[];
}

/** Blocks of the whole server by somebody who is no administrator. */
export interface ServerBlocks {
  /** As many as that in an hour. */
  readonly perHour: number;
}

/** The person logged in to the panel, as the host found out on this very request. */
export interface Operator {
  readonly name: string;
  readonly role: Role;
  /** Null for an administrator, who may see everything. */
  readonly estate: Estate | null;
  /** Where the request came from; null when the host does not know. It may never be blocked. */
  readonly address: IpAddress | null;
  /** Names the login session; part of every form token, never shown and never written down. */
  readonly session: string;
  /** Who really acts, where somebody works in another one's name. */
  readonly actsFor: string | null;
  /** Sites that somebody who is no administrator may block addresses for; none where it is left out. */
  readonly blocksFor?: readonly string[];
  /** Set for a reseller whom the owner of the server lets block for all of it; whoever else has no such right, or does not need it. */
  readonly serverBlocks?: ServerBlocks;
}
