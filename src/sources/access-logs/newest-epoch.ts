import type { LogFile } from '../../model/log-catalog.ts';
import { NewestStamp } from '../../scan/access/newest-stamp.ts';
import { openLog } from '../../system/open-file.ts';
import { feedFile } from './feed-file.ts';

/** The newest time stamp in these logs (seconds since 1970), or null when none has one. Unreadable files have none. */
export async function newestEpoch(logs: readonly LogFile<'access'>[], shouldStop: () => boolean): Promise<number | null> {
  const newest = new NewestStamp();
  const seen = new Set<string>();
  for (const log of logs) {
    const opened = openLog(log.path, log.trust);
    if (!opened.ok) continue;
    try {
      if (seen.has(opened.value.identity)) continue;
      seen.add(opened.value.identity);
      await feedFile(opened.value, (bytes, filled, atEnd) => newest.walk(bytes, filled, atEnd), {
        onBytes: () => undefined,
        shouldStop,
      });
    } finally {
      opened.value.close();
    }
  }
  return Number.isFinite(newest.epoch) ? newest.epoch : null;
}
