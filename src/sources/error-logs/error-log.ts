import type { ErrorLogKind, LogFile } from '../../model/log-catalog.ts';

/** An error log to read; the kind is null for a file given by hand, which is recognised by what it holds. */
export interface ErrorLogToRead extends Omit<LogFile<string>, 'kind'> {
  readonly kind: ErrorLogKind | null;
}
