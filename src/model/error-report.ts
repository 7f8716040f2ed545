import type { Problem } from './problem.ts';
import type { WindowName } from './time-window.ts';

export type ErrorSource = 'apache' | 'nginx' | 'php-fpm' | 'php';

export interface ErrorGroup {
  readonly source: ErrorSource;
  /** AH code, ModSecurity rule id and the like, or null. */
  readonly code: string | null;
  /** Level as the log has it, lower case: emerg … debug, notice, warning, error, fatal. */
  readonly level: string | null;
  /** The message with its variable parts taken out. */
  readonly message: string;
  readonly count: number;
  /** ISO 8601; null when no line of the group had a readable time. */
  readonly first: string | null;
  readonly last: string | null;
  /** Sites or FPM pools the group's lines name, most first, cut to 20. */
  readonly sites: readonly string[];
  /** Client addresses, most first, cut to 20. */
  readonly clients: readonly string[];
  readonly distinctSites: number;
  readonly distinctClients: number;
  /** True when more sites or clients came than are kept apart: the two numbers are lower bounds then. */
  readonly approximate: boolean;
  /** One raw line of the group, cut to 500 bytes. */
  readonly sample: string;
  /** What it means, in a sentence; null when we do not know. */
  readonly meaning: string | null;
  /** What to do; null when we do not know. */
  readonly advice: string | null;
  /** True for the ones worth showing first: they explain slowness, outages or attacks. */
  readonly important: boolean;
}

export interface ErrorFile {
  readonly path: string;
  readonly source: ErrorSource | null;
  readonly site: string | null;
  readonly lines: number;
  readonly bytes: number;
  /** True when only the end of the file was read, because it is larger than the limit. */
  readonly tailOnly: boolean;
  readonly problem?: Problem;
}

/** Answer of `errors`. Groups sorted by count, most first, and cut to the asked length. The command's JSON is this object. */
export interface ErrorReport {
  readonly window: { readonly name: WindowName; readonly from: string | null; readonly to: string | null };
  readonly from: string | null;
  readonly to: string | null;
  readonly bytes: number;
  readonly lines: number;
  /** Lines that are no line of a known error log. */
  readonly unparsed: number;
  readonly unparsedSamples: readonly string[];
  /** Lines that carry on the record above them (stack lines, wrapped messages) and blank lines. */
  readonly continued: number;
  /** Lines outside the window or the filter. */
  readonly outside: number;
  readonly files: readonly ErrorFile[];
  readonly filesTooOld: number;
  /** Files of a given folder that are no such logs by their names or contents: how many, and the first few. */
  readonly leftAside: { readonly files: number; readonly paths: readonly string[] };
  readonly distinctGroups: number;
  readonly groups: readonly ErrorGroup[];
}
