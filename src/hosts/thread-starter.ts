import type { StartThread } from '../sources/access-logs/scan-in-threads.ts';
import type { ScanJobAnswer } from '../sources/access-logs/scan-job.ts';
import { processorCount, runThread } from '../system/thread.ts';
import { threadWord } from './thread-word.ts';

/** Starts this program once more as a thread; undefined where there is only one processor for it. */
export function threadStarter(): StartThread | undefined {
  if (processorCount() < 2) return undefined;
  return async (job) => (await runThread(__filename, [threadWord], job)) as ScanJobAnswer;
}
