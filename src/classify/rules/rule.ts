import type { Confidence, Evidence, Finding } from '../../model/verdict-report.ts';
import type { Limit, LimitName, Limits } from '../limits.ts';
import type { Scene } from './scene.ts';
import type { Subject } from './subject.ts';

/**
 * What kind of ground a rule gives. `deed`: something done that nobody does by accident. `volume`: much of something; never
 * enough for "malicious", because the busiest addresses are mostly monitors, crawlers and the site itself. `name`: what the
 * address calls itself. `identity`, `person`: who it is.
 */
export type Weight = 'deed' | 'volume' | 'name' | 'identity' | 'person';

/** Two rules of one family are one reason, not two. */
export type Family = 'login' | 'scan' | 'exploit' | 'agent' | 'flood' | 'sockets' | 'mail' | 'spam' | 'errors' | 'who';

/** A rule about one address. Pure; says nothing by null. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  /** What it means, in one sentence a customer understands. */
  readonly meaning: string;
  readonly family: Family;
  readonly weight: Weight;
  /** Whether somebody could make it appear on an address that is not theirs. */
  readonly forgeable: boolean;
  readonly look: (subject: Subject, limits: Limits) => Sighting | null;
}

/** What a rule saw of one address. */
export interface Sighting {
  readonly speaks: Evidence['speaks'];
  readonly confidence: Confidence;
  readonly text: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly limit: LimitName | null;
  /** Where it differs from the rule's own. */
  readonly forgeable?: boolean;
  readonly weight?: Weight;
}

/** Evidence with what the judge needs besides. */
export interface Weighed {
  readonly evidence: Evidence;
  readonly weight: Weight;
  readonly family: Family;
}

/** An address with what the rules saw of it. */
export interface Witnessed {
  readonly subject: Subject;
  readonly weighed: readonly Weighed[];
}

/** A rule about the server as a whole, or about several addresses. */
export interface ServerRule {
  readonly id: string;
  readonly title: string;
  /** What it means, in one sentence a customer understands. */
  readonly meaning: string;
  readonly confidence: Confidence;
  readonly limit: LimitName | Limit | null;
  /** Whether somebody could make it appear without doing it. */
  readonly forgeable: boolean;
  readonly look: (scene: Scene, witnessed: readonly Witnessed[], limits: Limits) => readonly FindingDraft[];
}

/** What a rule found; confidence and limit where they differ from the rule's own. */
export interface FindingDraft extends Pick<Finding, 'severity' | 'text' | 'figures' | 'about' | 'addresses' | 'advice'> {
  readonly confidence?: Confidence;
  readonly limit?: LimitName;
}
