import { failed, ok, type Result } from '../../../model/result.ts';
import type { AccessKernel } from '../../../scan/kernel/access-kernel.ts';
import { openLog } from '../../../system/open-file.ts';
import type { PlannedLog } from '../plan-reading.ts';
import { continues, type Cursor } from './cursor.ts';
import { type Forgotten, readMemory } from './memory-file.ts';

/** What was counted before, taken into the engine. */
export interface Recalled {
  /** By device and inode. */
  readonly cursors: ReadonlyMap<string, Cursor>;
  readonly takenEpoch: number;
}

/**
 * Takes what was counted before into a kernel that has counted nothing yet, if every log it was counted from is still
 * there and still begins as it did. One that was deleted, emptied or replaced cannot be taken out of the counts again:
 * then nothing is taken in, and all is counted anew, so that the answer is always the one a full reading gives.
 */
export function recall(path: string, question: string, logs: readonly PlannedLog[], kernel: AccessKernel): Result<Recalled, Forgotten> {
  const memory = readMemory(path);
  if (!memory.ok) return memory;
  const { header, snapshot } = memory.value;
  if (header.question !== question) return failed('other-question');
  const planned = new Map(logs.map((log) => [log.identity, log]));
  for (const cursor of header.cursors) {
    const log = planned.get(cursor.identity);
    if (log === undefined) return failed('log-gone');
    if (!isAsItWas(log, cursor, header.takenEpoch)) return failed('log-changed');
  }
  if (!kernel.merge(snapshot).ok) return failed('damaged');
  return ok({ cursors: new Map(header.cursors.map((cursor) => [cursor.identity, cursor])), takenEpoch: header.takenEpoch });
}

/** Times of files are taken from a clock that moves in steps, and a step behind. */
const clockStepSeconds = 2;

/** A log of the same size that nobody wrote to since is not even opened: on a large server most are idle. */
function isAsItWas(planned: PlannedLog, cursor: Cursor, takenEpoch: number): boolean {
  if (planned.sizeBytes === cursor.offset && planned.modifiedEpoch < takenEpoch - clockStepSeconds) return true;
  const opened = openLog(planned.log.path, planned.log.trust);
  if (!opened.ok) return false;
  try {
    return continues(opened.value, cursor);
  } finally {
    opened.value.close();
  }
}
