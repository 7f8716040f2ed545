/** What a known service is; what each kind means for a verdict and for a block is written in `kind-meaning.ts`. */
export const serviceKinds = [
  'search',
  'ai',
  'seo',
  'social',
  'fetcher',
  'monitor',
  'payment',
  'compliance',
  'panel',
  'cdn',
  'mail',
  'scanner',
] as const;
export type ServiceKind = (typeof serviceKinds)[number];

/**
 * How far a claim is proved. `verified`: the address is in the service's published range, or its reverse name leads back to
 * it. `fake`: DNS answered and denies. `unverified`: neither (DNS silent, or nothing to check by). `checking`: the answer of
 * DNS is not there yet. `none`: the address claims to be no service and is in no known range.
 */
export type IdentityStatus = 'verified' | 'unverified' | 'fake' | 'checking' | 'none';

/** A published range that an address lies in. */
interface KnownRange {
  readonly service: string;
  readonly kind: ServiceKind;
  /** The range is all of its publisher's, who uses it for other things as well. */
  readonly isWhole?: true;
}

/** Who an address says it is, and who it is. */
export interface Identity {
  /** The service its user agent names, or null. */
  readonly claim: string | null;
  readonly status: IdentityStatus;
  /** Kind of the service it is or claims to be; null when it is none. */
  readonly kind: ServiceKind | null;
  /** The service it is (by range or DNS), or null. */
  readonly service: string | null;
  /** By what it was proved. */
  readonly by: 'range' | 'reverse-dns' | null;
  /** Date of the list that proved it, `2026-05-05`. */
  readonly listDate: string | null;
  /** Every known range the address lies in: the one that refuses a block wins. */
  readonly ranges: readonly KnownRange[];
  /** Reverse names that lead back to the address, as far as DNS was asked: one that does not is anybody's invention. */
  readonly reverseNames: readonly string[];
}

/** True where many visitors may stand behind the address: a published proxy or CDN address, whatever else it is. */
export const standsForOthers = ({ status, kind, ranges }: Identity): boolean =>
  (status === 'verified' && kind === 'cdn') || ranges.some((range) => range.kind === 'cdn');

export const noIdentity: Identity = {
  claim: null,
  status: 'none',
  kind: null,
  service: null,
  by: null,
  listDate: null,
  ranges: [],
  reverseNames: [],
};
