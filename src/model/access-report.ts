import type { Problem } from './problem.ts';
import type { WindowName } from './time-window.ts';

/** How a page is named: the request target as logged, or without its query. */
export type PageKey = 'target' | 'path';

export interface PageRequests {
  readonly page: string;
  readonly requests: number;
  /** The article's yardstick made honest: see `classify/outliers.ts`. */
  readonly outlier: boolean;
}

export interface AccessFile {
  readonly path: string;
  /** Domain the file belongs to, or null when its name does not say. */
  readonly site: string | null;
  readonly lines: number;
  readonly bytes: number;
  readonly problem?: Problem;
}

/**
 * Answer of `pages`. Lists are sorted by requests, most first, and cut to the asked length; `distinct` says how many
 * there were. lines = parsed + skipped + blank + outside. The JSON of the command is this object as it stands.
 */
export interface AccessReport {
  /** What was asked for; `from` and `to` are null for an open end. ISO 8601. */
  readonly window: { readonly name: WindowName; readonly from: string | null; readonly to: string | null };
  /** First and last time stamp among the counted requests; null when there were none. ISO 8601. */
  readonly from: string | null;
  readonly to: string | null;
  /** Bytes of log text read (after decompression). */
  readonly bytes: number;
  /** Of these, not read now: counted by an earlier reading of the same logs, which were only ever added to since. */
  readonly bytesRemembered: number;
  /**
   * Whether counts of an earlier reading were used; otherwise why all was read anew: there were none, they were damaged or
   * for another span, or a log they were made of is gone or was emptied.
   */
  readonly memory: 'used' | 'not-asked' | 'none' | 'damaged' | 'other-question' | 'log-gone' | 'log-changed';
  /** Bytes at the beginning of the read logs that lie before the window; they were not read. */
  readonly bytesBeforeWindow: number;
  /** Bytes that should have been read and were not, because the time allowed was over; the files are listed. */
  readonly bytesMissed: number;
  readonly lines: number;
  /** Requests counted: lines understood, inside the window and inside the filter. */
  readonly parsed: number;
  /** Lines that are no access-log line. */
  readonly skipped: number;
  /** The first few of them, raw (cut to 200 bytes). */
  readonly skippedSamples: readonly string[];
  /** Blank lines and the `==> file <==` headers of tail. */
  readonly blank: number;
  /** Lines understood but outside the window or the filter. */
  readonly outside: number;
  /** Counted requests that name no page: TLS on a plain port, nothing received, and the like. */
  readonly withoutPage: number;
  /** Lines longer than the limit of a line, judged by their beginning. */
  readonly cutLines: number;
  /** `pages`: nothing else was asked for; the lists of addresses, sites, agents, statuses, methods and minutes are empty then. */
  readonly counted: 'everything' | 'pages';
  readonly files: readonly AccessFile[];
  /** Files left unread because nothing in them can be as new as the window. */
  readonly filesTooOld: number;
  /** Files of a given folder that are no such logs by their names or contents: how many, and the first few. */
  readonly leftAside: { readonly files: number; readonly paths: readonly string[] };
  readonly pages: readonly PageRequests[];
  readonly addresses: readonly { readonly address: string; readonly requests: number }[];
  readonly sites: readonly { readonly site: string; readonly requests: number }[];
  readonly agents: readonly { readonly agent: string; readonly requests: number }[];
  /** Requests by status, as logged (`-` where there was none). */
  readonly statuses: Readonly<Record<string, number>>;
  readonly methods: Readonly<Record<string, number>>;
  /** Requests per step of time, oldest first; steps without requests are left out. */
  readonly minutes: readonly { readonly from: string; readonly requests: number }[];
  /** Length of a step: 60, or more when the log spans so long that minutes would be too many. */
  readonly minuteSeconds: number;
  readonly distinct: { readonly pages: number; readonly addresses: number; readonly sites: number; readonly agents: number };
  /**
   * Zero when every count is exact. Otherwise there were more distinct keys than are kept, and each count of that list
   * may be too low by at most this many requests (Misra–Gries).
   */
  readonly countErrorBound: { readonly pages: number; readonly addresses: number; readonly sites: number; readonly agents: number };
  /** Sentence-ready facts about the mark: what a typical busy page has, and from how many requests a page is marked. */
  readonly outlierMark: { readonly typicalRequests: number; readonly fromRequests: number } | null;
}
