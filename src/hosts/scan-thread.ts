import { parentPort, workerData } from 'node:worker_threads';
import { doScanJob, type ScanJob } from '../sources/access-logs/scan-job.ts';

/** What this program does when it runs as a thread of itself: one scan job, then it is done. */
export async function runScanThread(): Promise<void> {
  // Somebody typed the word: there is no job, and nobody to answer.
  if (parentPort === null) return;
  const answer = await doScanJob(workerData as ScanJob);
  parentPort.postMessage(answer, [answer.snapshot.buffer as ArrayBuffer]);
}
