import { parentPort, workerData } from 'node:worker_threads';
import type { StartThread } from '../sources/access-logs/scan-in-threads.ts';
import { doScanJob, type ScanJob, type ScanJobAnswer } from '../sources/access-logs/scan-job.ts';
import { processorCount, runThread } from '../system/thread.ts';

/** What this program does when it runs as a thread of itself: one scan job, then it is done. */
export async function runScanThread(): Promise<void> {
  const answer = await doScanJob(workerData as ScanJob);
  parentPort?.postMessage(answer, [answer.snapshot.buffer as ArrayBuffer]);
}

/** Starts this program once more as a thread; undefined where there is only one processor for it. */
export function threadStarter(): StartThread | undefined {
  if (processorCount() < 2) return undefined;
  return async (job) => (await runThread(__filename, job)) as ScanJobAnswer;
}
