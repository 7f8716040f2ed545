import type { IpAddress } from './ip-address.ts';

/**
 * What a request, or a line of an error log, is a sign of. Only signs are kept one by one; ordinary requests are counted.
 * What exactly makes a sign is written in `scan/behaviour/`, with samples.
 */
export const signs = [
  /** POST to a WordPress login, whatever the answer; `what` ends in {@link otherAction} where no password is tried by it. */
  'login',
  /** POST to another known login (Joomla, Drupal, phpMyAdmin, a page called login), whatever the answer. */
  'other-login',
  /** POST to xmlrpc.php, but not `?for=jetpack` by what calls itself Jetpack. */
  'xmlrpc',
  /** `?author=N`, `wp-json/wp/v2/users`, `rest_route=/wp/v2/users`, in their many spellings. */
  'user-enumeration',
  /** A script or known sensitive name that is not there or not to be had (400, 403, 404, 406, 410, 500); never an asset. */
  'missing-script',
  /** A script or known sensitive name answered with a redirect, a wish for a password, "not now" or an error of what stands behind. */
  'turned-away',
  /** A copy of a site or a database asked for by a name that robots try: `backup.zip`. Any answer. */
  'backup',
  /** A secret that was asked for: `.env`, `.git/`, backups of configuration, database dumps. Any answer. */
  'secret',
  /** 200 with a body, or a non-empty 301, for the name of a known web shell. */
  'shell-answered',
  /** 200 with a body for a secret. */
  'secret-answered',
  /** The request carries an attack: path traversal, SQL, script, template or code injection. */
  'payload',
  /** The user agent names a tool for attacks, or is on the list of bad bots. */
  'bad-agent',
  /** A page with a random query, past every cache. */
  'cache-buster',
  /** A search in a site, by GET. */
  'search',
  /** POST where comments and trackbacks are taken in, whatever the answer. */
  'comment',
  /** A WordPress that verifies a pingback, by its user agent: somebody told it to come. */
  'pingback',
  /** CONNECT, or a whole address of another host: is this an open proxy? `what` is that host. */
  'proxy-try',
  /** Not HTTP at all: TLS on a plain port, binary bytes. */
  'not-web',
  /** 408, or AH01382: the request did not come to its end. */
  'slow-request',
  /** Error log: wrong password or unknown user of HTTP authentication. */
  'auth-failure',
  /** Error log: a rule of ModSecurity, or of the server's own limits, was hit. */
  'rule-hit',
] as const;
export type Sign = (typeof signs)[number];

/** Of a POST to a login that asks for a new password, or signs up. */
export const otherAction = '?action';

/** Attacks, as `payload` names them, that honest programs now and then look like: never enough to be sure. */
export const thinPayloads: readonly string[] = ['known hole: script among files', 'known hole: upload by PUT'];

/** One sign. Texts are raw, as the attacker wrote them, and cut to 300 characters. */
export interface SignHit {
  /** Seconds since 1970, by the log's own stamp; null for a line of an error log without one. */
  readonly epoch: number | null;
  readonly site: string | null;
  /**
   * The normalised path (decoded once, slashes folded, lower case), of a login with the parameter that tells it; or the kind of
   * payload, tool or rule.
   */
  readonly what: string;
  readonly method: string;
  /** Null in error logs. */
  readonly status: number | null;
  readonly agent: string;
  /** From an error log that an attacker can write lines into (nginx logs decoded line feeds raw). */
  readonly forgeable: boolean;
}

/** Signs of one kind: how many there were, and some of them one by one: the first ones by time, and the first of each name. */
export interface SignHits {
  readonly count: number;
  /** At most {@link hitsKept}, and half as many more, each the first of its `what`; in order of time. */
  readonly hits: readonly SignHit[];
}

/** More of one sign from one address are counted, not kept. */
export const hitsKept = 500;

/** A page that an address posted to. */
export interface PostedForm {
  readonly site: string | null;
  /** Normalised, cut; with what a shop is to do, where that alone tells one form from another (`/?wc-ajax=checkout`). */
  readonly path: string;
  readonly posts: number;
  /** Requests for it by other methods. */
  readonly others: number;
  /** Posts answered 4xx. */
  readonly refused: number;
  /** Posts whose line says that no page led there; none where the log does not say. */
  readonly withoutReferer: number;
  /** Posts from the page itself, as the referer has it. */
  readonly fromItself: number;
  /** Of the answers to its posts: mean size, and standard deviation. */
  readonly meanBytes: number;
  readonly deviationBytes: number;
  readonly firstEpoch: number;
  readonly lastEpoch: number;
}

/** User names that an address gave where a password was asked for (the third field of a log line); told apart up to 256. */
export interface UserNames {
  /** Different names that were refused (401, 403) and never let in. */
  readonly refused: number;
  /** Requests with them that were refused. */
  readonly tries: number;
  /** Those of them that are on our list of names that robots try, sorted. Others are nobody's business: passwords get there by mistake. */
  readonly guessed: readonly string[];
  /** Different names that were let in. */
  readonly letIn: number;
}

export const noUserNames: UserNames = { refused: 0, tries: 0, guessed: [], letIn: 0 };

/** A raw line that is kept to be shown. */
export interface SampleLine {
  /** What it is kept for: a sign; a login that was let in after failures; null for an ordinary request. */
  readonly shows: Sign | 'let-in' | null;
  readonly line: string;
}

/** What one address did in the window. Counts are exact. */
export interface AddressBehaviour {
  readonly address: IpAddress;
  readonly requests: number;
  readonly firstEpoch: number | null;
  readonly lastEpoch: number | null;
  /** Requests for images, styles, scripts for browsers, fonts. */
  readonly assets: number;
  /** Those of them answered 200, 206 or 304. */
  readonly assetsServed: number;
  /** Requests answered 200 to 399 that are no asset. */
  readonly pagesServed: number;
  /** Most requests within any 60 seconds, and any 600. */
  readonly mostPerMinute: number;
  readonly mostPerTenMinutes: number;
  /** Requests by status; `-` where there was none. */
  readonly statuses: Readonly<Record<string, number>>;
  readonly methods: Readonly<Record<string, number>>;
  /** Requests by site, most first, cut to 20. */
  readonly sites: readonly { readonly site: string; readonly requests: number }[];
  readonly distinctSites: number;
  /** User agents, most requests first, cut to 20. */
  readonly agents: readonly { readonly agent: string; readonly requests: number }[];
  readonly distinctAgents: number;
  /** Most distinct user agents within any 60 seconds. */
  readonly mostAgentsPerMinute: number;
  /** Requests for the front page: `/` or `/index.php`, whatever the query. */
  readonly frontPages: number;
  /** Requests that wake WordPress' planned tasks: a path that ends in `/wp-cron.php`. */
  readonly cronCalls: number;
  /**
   * Paths as logged, without their queries, that were answered 4xx, but not by a block of our own: most requests first, cut to
   * 20; `distinctRefusedPaths` is exact up to 1,000.
   */
  readonly refusedPaths: readonly { readonly path: string; readonly requests: number }[];
  readonly distinctRefusedPaths: number;
  /** Paths as logged, whatever was answered, most requests first, cut to 20; null where nobody asked for this address in detail. */
  readonly paths: readonly { readonly path: string; readonly requests: number }[] | null;
  readonly signs: Readonly<Partial<Record<Sign, SignHits>>>;
  /** Answers 200 to a login form POST (wrong password) or refusals, then 302 (let in): when and where, first of each site. */
  readonly loginsAfterFailures: readonly {
    readonly epoch: number;
    readonly site: string | null;
    readonly failuresBefore: number;
  }[];
  /** Logins answered 302 without a run of failures before: an owner, most likely. */
  readonly loginsAtOnce: number;
  readonly userNames: UserNames;
  /** Pages it posted to, most posts first; none where it asked for more than eight different pages. */
  readonly forms: readonly PostedForm[];
  /** True where it was answered pages that only a logged-in user gets: wp-admin with 200. (A referer proves nothing.) */
  readonly worksInAdmin: boolean;
  /** Requests refused by a rule of our own (403 while blocked): never evidence. */
  readonly refusedByUs: number;
  /** Requests per minute, oldest first, minutes without any left out; at most 1,440 steps of `minuteSeconds`. */
  readonly minutes: readonly { readonly fromEpoch: number; readonly requests: number }[];
  readonly minuteSeconds: number;
  /** Up to ten raw lines that show best what it did, signs first, none twice; each cut to 500 bytes. */
  readonly samples: readonly SampleLine[];
}

/** Addresses that made the same signs on one site and path with one user agent: a slow attack spread over many. */
export interface GroupBehaviour {
  readonly sign: 'login' | 'xmlrpc';
  readonly site: string | null;
  readonly path: string;
  readonly agent: string;
  readonly addresses: readonly IpAddress[];
  readonly requests: number;
  readonly firstEpoch: number;
  readonly lastEpoch: number;
}

/** How much one site was asked for, next to its own usual. */
export interface SiteBehaviour {
  readonly site: string | null;
  readonly requests: number;
  /** Requests in its busiest minute, and in the minute in the middle of all its minutes that had any. */
  readonly busiestMinute: number;
  readonly usualMinute: number;
  readonly busiestMinuteEpoch: number | null;
  /** Requests answered by scripts, as far as the path tells: what costs. */
  readonly dynamic: number;
  readonly serverErrors: number;
}

/** Answer of the second pass over the logs: what the candidates did. */
export interface Behaviours {
  readonly addresses: readonly AddressBehaviour[];
  readonly groups: readonly GroupBehaviour[];
  readonly sites: readonly SiteBehaviour[];
  /** All requests of the window, those of others than the candidates included. */
  readonly requests: number;
  readonly fromEpoch: number | null;
  readonly toEpoch: number | null;
  /** Candidates that the first pass found, and those left out because there were too many. */
  readonly candidates: number;
  readonly candidatesLeftOut: number;
}
