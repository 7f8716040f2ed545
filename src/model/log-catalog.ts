import type { Problem } from './problem.ts';

export type AccessLogKind = 'access';
/** The family of a file found at a known place; a given file is recognised by its content. */
export type ErrorLogKind = 'apache-error' | 'nginx-error' | 'php-fpm' | 'php-fpm-slow' | 'php';

/**
 * Who may write the folder a log lies in.
 *
 * - `system`: only root.
 * - `service-folder`: another user, while root's programs keep logs in it (`/var/log/nginx` of some packages is nginx's,
 *   a Plesk site's may be the site's). No link is followed in it; a file is root's or that user's.
 * - `user-folder`: anything may be planted below the home. A file is opened without following any link, must be a
 *   regular file of that user, and is read only up to a limit.
 */
export type LogTrust =
  | { readonly in: 'system' }
  | { readonly in: 'service-folder'; readonly folder: string; readonly uid: number }
  | { readonly in: 'user-folder'; readonly home: string; readonly uid: number };

export interface LogFile<Kind extends string> {
  readonly path: string;
  readonly kind: Kind;
  /** Domain (ASCII) the file belongs to; null when its place does not say. */
  readonly site: string | null;
  readonly trust: LogTrust;
  /**
   * True where an address in it may be what a header said to a web server that believes a proxy on this machine: whoever runs
   * programs here can have it write any address.
   */
  readonly addressFromHeader?: true;
}

/** One place that was looked at. `files` is how many logs of the kind were found there. */
export interface LogPlace {
  readonly what: string;
  readonly path: string;
  readonly files: number;
  /** Names left aside on purpose (statistics copies, byte counters). */
  readonly leftAside: number;
  readonly problem: Problem | null;
}

/** Everything the machine offers to read, and every place that was looked at in vain. */
export interface LogCatalog {
  readonly accessLogs: readonly LogFile<AccessLogKind>[];
  readonly errorLogs: readonly LogFile<ErrorLogKind>[];
  readonly places: readonly LogPlace[];
}

/** Where there is nothing to be seen. */
export const noLogs: LogCatalog = { accessLogs: [], errorLogs: [], places: [] };
