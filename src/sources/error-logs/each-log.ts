import type { Problem } from '../../model/problem.ts';
import type { Result } from '../../model/result.ts';
import { type OpenFile, openLog } from '../../system/open-file.ts';
import type { ErrorLogToRead } from './error-log.ts';

/**
 * Opens one log after the other and closes it again. A file that was met before under another name (hard links, links of
 * folders) is passed over: it is known by device and inode.
 */
export async function eachLogOnce(
  logs: readonly ErrorLogToRead[],
  visit: (log: ErrorLogToRead, opened: Result<OpenFile, Problem>, done: number) => Promise<void>,
): Promise<void> {
  const seen = new Set<string>();
  for (const [done, log] of logs.entries()) {
    const opened = openLog(log.path, log.trust);
    if (!opened.ok) {
      await visit(log, opened, done);
      continue;
    }
    try {
      if (seen.has(opened.value.identity)) continue;
      seen.add(opened.value.identity);
      await visit(log, opened, done);
    } finally {
      opened.value.close();
    }
  }
}
