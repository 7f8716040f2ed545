import type { ErrorSource } from '../../model/error-report.ts';
import type { IpAddress } from '../../model/ip-address.ts';

/** One thing that went wrong, put together from one line or several. Texts are raw: escaped where they are shown. */
export interface ErrorRecord {
  readonly source: ErrorSource;
  /** Null for a line without a stamp; it belongs to the time of the line above it. */
  readonly epochSeconds: number | null;
  /** As the log has it, in lower case; null where it has none. */
  readonly level: string | null;
  /** AH code or ModSecurity rule id. */
  readonly code: string | null;
  readonly message: string;
  readonly client: IpAddress | null;
  /** The site as the line, or a path in it, gives it; the place of the file may know better. */
  readonly site: string | null;
  /** PHP-FPM pool. */
  readonly pool: string | null;
  /** The user whose home a path in the message lies in: a hint only, because a visitor can have paths logged. */
  readonly accountHint: string | null;
  /** What makes two records of one source, code and level the same kind: see `group-text.ts`. */
  readonly sameWhen: 'same-code' | 'same-message' | 'same-php-message' | 'same-text';
}

export type RecordFormat = 'apache' | 'nginx' | 'php-fpm' | 'php-fpm-slow' | 'php' | 'bare';

/** The first line of a record, understood as far as its stamp. */
export interface RecordHead {
  readonly format: RecordFormat;
  readonly epochSeconds: number | null;
  /** The line after its stamp. */
  readonly rest: string;
}
