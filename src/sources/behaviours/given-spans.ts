import type { LogFile } from '../../model/log-catalog.ts';
import { spanEndingAt, type TimeSpan, type WindowName } from '../../model/time-window.ts';
import { newestEpoch } from '../access-logs/newest-epoch.ts';
import type { ErrorLogToRead } from '../error-logs/error-log.ts';
import { newestErrorStamp } from '../error-logs/newest-stamp.ts';
import { usualErrorLimits } from '../error-logs/read-error-logs.ts';

/**
 * Where windows lie in logs that were given by hand: each kind ends at its own newest line, because error logs say no zone
 * and may come from elsewhere. Open where no line has a time.
 */
export async function spansOfGivenLogs(
  window: WindowName,
  logs: readonly LogFile<'access'>[],
  errorLogs: readonly ErrorLogToRead[],
  shouldStop: () => boolean,
): Promise<{ readonly span: TimeSpan; readonly errorSpan: TimeSpan }> {
  if (window === 'all') return { span: spanEndingAt('all', 0), errorSpan: spanEndingAt('all', 0) };
  const newest = await newestEpoch(logs, shouldStop);
  const newestError = await newestErrorStamp(errorLogs, usualErrorLimits, shouldStop);
  const ending = (epoch: number | null): TimeSpan => (epoch === null ? spanEndingAt('all', 0) : spanEndingAt(window, epoch));
  return { span: ending(newest), errorSpan: ending(newestError) };
}
