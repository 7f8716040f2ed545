import type { BlockScope, BlockTarget } from '../../model/block.ts';
import type { GuardAnswer, GuardId } from '../../model/block-report.ts';
import type { Identity, ServiceKind } from '../../model/identity.ts';
import type { IpAddress, IpRange } from '../../model/ip-address.ts';
import type { Problem } from '../../model/problem.ts';
import type { Protocol } from '../../model/socket.ts';

/** Somebody who works on this machine now, or is connected to a port where one logs in. */
export interface LiveLogin {
  readonly address: IpAddress;
  readonly way: 'ssh' | 'panel';
  /** True for a session that is logged in, over SSH or in WHM; false for a connection to the port, which an attacker has too. */
  readonly proved: boolean;
  /** Where it is known. Raw. */
  readonly user: string | null;
  readonly port: number | null;
}

/** Somebody this machine called. */
export interface OutboundPeer {
  readonly address: IpAddress;
  readonly port: number;
  readonly protocol: Protocol;
}

/** An address or range somebody wrote on a list of those that are let in. */
export interface AllowEntry {
  readonly covers: IpAddress | IpRange;
  /** What people call the list: `csf.allow`, `the cPHulk white list`. */
  readonly list: string;
  /** What stands beside it there. Raw. */
  readonly comment: string | null;
}

/** A published range of a service that has an address in common with the target. */
export interface KnownRange {
  readonly covers: IpAddress | IpRange;
  readonly service: string;
  readonly kind: ServiceKind;
}

export interface SuccessfulLogin {
  readonly address: IpAddress;
  /** `SSH as root`, `WordPress of shop.example`. Raw. */
  readonly what: string;
  /** Seconds since 1970. */
  readonly epoch: number;
}

/** What speaks for many people behind one address: an office, a school, a mobile network. */
export interface SignsOfSharing {
  readonly distinctAgents: number;
  readonly logins: number;
  readonly assets: number;
}

/** Everything the guard knows. It looks at nothing itself: whoever asks hands it the facts, and says which are missing. */
export interface GuardFacts {
  readonly nowEpoch: number;
  /** Where the person who asks sits; null on the machine's own console, or when it is not known. */
  readonly operatorAddress: IpAddress | null;
  /** Set where the request came through somebody else, a proxy or CDN: then nobody knows where the person sits. */
  readonly operatorBehind: IpAddress | null;
  readonly liveLogins: readonly LiveLogin[];
  readonly ownAddresses: readonly IpAddress[];
  readonly resolvers: readonly IpAddress[];
  readonly gateways: readonly IpAddress[];
  readonly timeServers: readonly IpAddress[];
  readonly outboundPeers: readonly OutboundPeer[];
  readonly allowEntries: readonly AllowEntry[];
  readonly knownRanges: readonly KnownRange[];
  /** Who the address is; null for a range, and where nobody looked. */
  readonly identity: Identity | null;
  /** To this server: SSH and the panel, by files that only root writes. */
  readonly recentLogins: readonly SuccessfulLogin[];
  /** To this server: SSH and mailboxes, by the system's log, to which every local user may add a line (logger(1)). */
  readonly loginsInLog: readonly SuccessfulLogin[];
  /** To sites, by the access logs that whoever asks may read. */
  readonly siteLogins: readonly SuccessfulLogin[];
  readonly sharing: SignsOfSharing | null;
  /** Addresses that the review judged legitimate. */
  readonly goodAddresses: readonly IpAddress[];
  /** What could not be looked at: somebody may stand there who must not be blocked. */
  readonly problems: readonly Problem[];
  /** What was looked at as far as time allowed: told, but nothing that has to be confirmed. */
  readonly notToTheEnd: readonly Problem[];
}

/** What a check is asked about. */
export interface GuardQuestion {
  readonly target: BlockTarget;
  readonly scope: BlockScope;
}

/** Facts of nobody and nothing: the start of a test, and of whoever gathers. */
export const noGuardFacts: GuardFacts = {
  nowEpoch: 0,
  operatorAddress: null,
  operatorBehind: null,
  liveLogins: [],
  ownAddresses: [],
  resolvers: [],
  gateways: [],
  timeServers: [],
  outboundPeers: [],
  allowEntries: [],
  knownRanges: [],
  identity: null,
  recentLogins: [],
  loginsInLog: [],
  siteLogins: [],
  sharing: null,
  goodAddresses: [],
  problems: [],
  notToTheEnd: [],
};

export type Finding = { readonly level: 'refuse' | 'warn' } & GuardAnswer;

/** One family of checks. Pure. */
export type Check = (question: GuardQuestion, facts: GuardFacts) => readonly Finding[];

/** A refusal that nobody overrides. */
export const never = (id: GuardId, text: string, wayOut: string): Finding => ({ level: 'refuse', id, text, wayOut, overridable: false });
/** A refusal that an admin overrides with a reason. */
export const refuse = (id: GuardId, text: string, wayOut: string): Finding => ({ level: 'refuse', id, text, wayOut, overridable: true });
export const warn = (id: GuardId, text: string, wayOut: string): Finding => ({ level: 'warn', id, text, wayOut, overridable: true });
