import type { RecordSink } from '../../scan/errors/record-reader.ts';
import { eachLogOnce } from './each-log.ts';
import type { ErrorLogToRead } from './error-log.ts';
import { feedRecords } from './feed-records.ts';
import { machineClock } from './machine-clock.ts';
import type { ErrorLimits } from './read-error-logs.ts';

/**
 * The newest time stamp in these logs (seconds since 1970), or null when none has one. Files that cannot be read have
 * none; of large ones the end is read, as the review does.
 */
export async function newestErrorStamp(
  logs: readonly ErrorLogToRead[],
  limits: ErrorLimits,
  shouldStop: () => boolean,
): Promise<number | null> {
  let newest = -Infinity;
  const sink: RecordSink = {
    record: ({ epochSeconds }) => {
      if (epochSeconds !== null && epochSeconds > newest) newest = epochSeconds;
    },
    carriedOn: () => undefined,
    unknown: () => undefined,
  };
  const feeding = {
    clock: machineClock(),
    tailBytes: limits.fileBytes,
    archiveBytes: limits.reviewBytes,
    onBytes: () => undefined,
    shouldStop,
  };
  await eachLogOnce(logs, async (log, opened) => {
    if (opened.ok && !shouldStop()) await feedRecords(opened.value, log, feeding, sink);
  });
  return Number.isFinite(newest) ? newest : null;
}
