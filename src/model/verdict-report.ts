import type { Identity } from './identity.ts';
import type { Problem } from './problem.ts';
import type { WindowName } from './time-window.ts';

export type Verdict = 'malicious' | 'suspicious' | 'legitimate' | 'unknown';
export type Confidence = 'high' | 'medium' | 'low';

/** Why an address was judged so: what one rule saw. */
export interface Evidence {
  /** Id of the rule. */
  readonly rule: string;
  readonly title: string;
  /** What the rule's title means, in one sentence for a customer. */
  readonly meaning: string;
  /** Whom it speaks against or for. */
  readonly speaks: 'against' | 'for' | 'neither';
  readonly confidence: Confidence;
  /** One sentence with its figures, for a customer. Foreign text in it is raw. */
  readonly text: string;
  /** The figures looked at, by name; names carry units. */
  readonly figures: Readonly<Record<string, number>>;
  /** From how many on the rule speaks, in which time, and where the figure comes from; null where there is no number. */
  readonly limit: { readonly count: number; readonly seconds: number | null; readonly origin: string } | null;
  /** True when whoever is behind the address could have put it on somebody else (a user agent, a forged source). */
  readonly forgeable: boolean;
}

/** Something about the server as a whole, or about more than one address. */
export interface Finding {
  readonly rule: string;
  readonly severity: 'alarm' | 'warning' | 'note';
  readonly title: string;
  /** What the rule's title means, in one sentence for a customer. */
  readonly meaning: string;
  /** One sentence with its figures. Foreign text in it is raw. */
  readonly text: string;
  readonly confidence: Confidence;
  readonly figures: Readonly<Record<string, number>>;
  /** As that of evidence. */
  readonly limit: Evidence['limit'];
  /** True when somebody could make it appear without doing it. */
  readonly forgeable: boolean;
  /** Sites, accounts or programs it is about. */
  readonly about: readonly string[];
  readonly addresses: readonly string[];
  /** What to do, in a sentence; null when there is nothing to say. */
  readonly advice: string | null;
}

export interface JudgedAddress {
  readonly address: string;
  readonly verdict: Verdict;
  readonly confidence: Confidence;
  /** Whether it makes enough of the load to be the reason of slowness: an attack that is not is said to be none. */
  readonly causesLoad: boolean;
  readonly connections: number;
  readonly requests: number;
  readonly identity: Identity;
  /** Country and network, where a local database is present; null otherwise. */
  readonly network: { readonly country: string | null; readonly name: string | null } | null;
  /** Whether a block at the firewall could do any good, and if not why. */
  readonly blockAdvice: 'can-be-blocked' | 'proxy-in-front' | 'verified-service' | 'own-or-private' | 'nothing-against-it';
  /** Strongest first. */
  readonly evidence: readonly Evidence[];
}

/** Everything known of one address; lists are those of `AddressBehaviour`. */
export interface AddressDetail {
  readonly judged: JudgedAddress;
  readonly sites: readonly { readonly site: string; readonly requests: number }[];
  readonly paths: readonly { readonly path: string; readonly requests: number }[];
  readonly agents: readonly { readonly agent: string; readonly requests: number }[];
  readonly statuses: Readonly<Record<string, number>>;
  readonly minutes: readonly { readonly from: string; readonly requests: number }[];
  readonly minuteSeconds: number;
  /** Up to ten raw lines that show best what it did. */
  readonly samples: readonly string[];
  /** Those of them that show what a rule saw, by its id; each line under one. */
  readonly samplesByRule: Readonly<Record<string, readonly string[]>>;
  /** What could not be read: then less is known than stands here. */
  readonly problems: readonly Problem[];
}

/** Answer of `review`. The command's JSON is this object as it stands. */
export interface VerdictReport {
  /** ISO 8601; null when everything was given by hand. */
  readonly takenAt: string | null;
  readonly window: { readonly name: WindowName; readonly from: string | null; readonly to: string | null };
  /** One sentence that says what is wrong with this server, or that nothing is. */
  readonly cause: { readonly id: string; readonly text: string };
  readonly findings: readonly Finding[];
  /** Suspects first, then by load; cut to the asked length. */
  readonly addresses: readonly JudgedAddress[];
  readonly judged: { readonly addresses: number; readonly malicious: number; readonly suspicious: number; readonly leftOut: number };
  readonly totals: { readonly connections: number | null; readonly requests: number; readonly errorLines: number };
  readonly problems: readonly Problem[];
}
