import type { AccessKernel } from '../../scan/kernel/access-kernel.ts';
import { isGzip } from '../../system/gunzip.ts';
import { openLog } from '../../system/open-file.ts';
import { cutIntoParts, isWorthCutting } from './cut-into-parts.ts';
import type { CountQuestion } from './open-engine.ts';
import { type ScanJob, type ScanJobAnswer, SharedProgress } from './scan-job.ts';
import { type LogPart, type ScanHooks, type ScannedPart, scanParts } from './scan-parts.ts';

/** Starts a thread of this program that does a job (see `doScanJob`); rejects when it dies. */
export type StartThread = (job: ScanJob) => Promise<ScanJobAnswer>;

/** Below this a thread brings too little for what starting it costs, in processor time and memory. */
export const fewestBytesForThreads = 256 * 1024 * 1024;

/**
 * Scans parts in this thread and one more, part by part as each gets on, and joins what the other one counted.
 * Null when the other thread died: what this one counted is then worth nothing, for parts are missing.
 */
export async function scanInThreads(
  parts: readonly LogPart[],
  kernel: AccessKernel,
  question: CountQuestion,
  startThread: StartThread,
  hooks: Omit<ScanHooks, 'takeNext'>,
): Promise<ScannedPart[] | null> {
  const cut = parts.flatMap(cutForThreads);
  const progress = new SharedProgress();
  const { span, pageKey, address, page, onlyPages = false, seed } = question;
  const other = startThread({ parts: cut, question: { span, pageKey, address, page, onlyPages }, seed, shared: progress.memory }).catch(
    () => null,
  );
  let told = 0;
  const own = await scanParts(cut, kernel, {
    takeNext: () => progress.takeNext(),
    shouldStop: () => {
      if (hooks.shouldStop()) progress.stop();
      return progress.isStopped;
    },
    onBytes: (count) => {
      progress.addBytes(count);
      const bytes = progress.bytes;
      hooks.onBytes(bytes - told);
      told = bytes;
    },
  });
  const answer = await other;
  if (answer === null || !kernel.add(answer.snapshot).ok) return null;
  return [...own, ...answer.scanned];
}

/** A long stretch of one log becomes several; one that cannot be opened now, or is packed, is left whole, and the scan says why. */
function cutForThreads(part: LogPart): readonly LogPart[] {
  const { to } = part;
  if (to === null || !isWorthCutting(part.from, to)) return [part];
  const opened = openLog(part.path, part.trust);
  if (!opened.ok) return [part];
  try {
    if (opened.value.identity !== part.identity || isGzip(opened.value)) return [part];
    return cutIntoParts(opened.value, part.from, to).map((stretch) => ({ ...part, ...stretch }));
  } finally {
    opened.value.close();
  }
}
