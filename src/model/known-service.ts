import type { ServiceKind } from './identity.ts';
import type { IpRange } from './ip-address.ts';

/** In which form a publisher gives his list; each is read in `sources/ranges/published-formats.ts`. */
export const listFormats = ['lines', 'array', 'prefixes', 'fastly', 'gcore', 'imperva', 'cloudfront', 'datadog', 'webpagetest'] as const;
export type ListFormat = (typeof listFormats)[number];

/** A service that is known by its addresses, by its reverse names, or by both. */
export interface KnownService {
  /** Lower-case letters, digits and dashes. */
  readonly id: string;
  /** As people call it; no two share one. */
  readonly name: string;
  readonly kind: ServiceKind;
  /** Whose it is, and where the list is not his own, how it came about. */
  readonly publisher: string;
  /** Of the list: `2026-05-05`, or `2026-08` where no more is known; null when there is none. */
  readonly date: string | null;
  /**
   * What lying in the list proves. `service`: that it is this service. `owner`: only that the address is the publisher's, who
   * runs other things there too.
   */
  readonly proves: 'service' | 'owner';
  /** Where the publisher keeps the list, for programs; none when it can only be renewed by hand. */
  readonly refresh: readonly { readonly format: ListFormat; readonly url: string }[];
  /** Words of the user agent by which it announces itself. */
  readonly agents: readonly string[];
  /** Which reverse names are its own: `.googlebot.com`, or `google-proxy-*.googleusercontent.com`. */
  readonly reverse: readonly string[];
  /** True where real addresses are known whose reverse name does not exist. */
  readonly forwardMayBeMissing: boolean;
  readonly ranges: readonly IpRange[];
}

/** A list fetched later than the program was made. */
export interface SavedList {
  /** Day on which the publisher gave it, `2026-11-22`. */
  readonly date: string;
  readonly ranges: readonly IpRange[];
}

/** By id of the service. */
export type SavedLists = ReadonlyMap<string, SavedList>;
