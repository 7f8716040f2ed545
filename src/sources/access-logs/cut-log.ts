import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import { isGzip } from '../../system/gunzip.ts';
import { openLog } from '../../system/open-file.ts';
import type { FilePart } from './cut-into-parts.ts';
import { findWindowStart } from './find-window-start.ts';
import type { PlannedLog } from './plan-reading.ts';

/** What of one log is to be read: nothing, or one stretch. */
export interface CutLog {
  readonly parts: readonly FilePart[];
  /** Bytes before the window, left unread. */
  readonly bytesBefore: number;
}

/** All of a log, which need not be opened for that: whoever scans it finds out what it is. */
export const wholeLog = ({ sizeBytes }: PlannedLog): Result<CutLog, Problem> => ok({ parts: [{ from: 0, to: sizeBytes }], bytesBefore: 0 });

/**
 * Opens a log to see where its window begins, behind `fromOffset`, before which everything is known. A gzip file is one
 * stretch, however large. `room`: see `findWindowStart`. Problems: those of `openLog`; not-found when the name now belongs to another file.
 */
export function cutLog(planned: PlannedLog, fromEpoch: number, fromOffset: number, room?: Uint8Array): Result<CutLog, Problem> {
  const opened = openLog(planned.log.path, planned.log.trust);
  if (!opened.ok) return opened;
  const file = opened.value;
  try {
    if (file.identity !== planned.identity) return failed({ kind: 'not-found', path: planned.log.path });
    if (isGzip(file)) return ok({ parts: [{ from: 0, to: null }], bytesBefore: 0 });
    const from = Math.max(fromOffset, findWindowStart(file, fromEpoch, room));
    const parts = from < file.sizeBytes ? [{ from, to: file.sizeBytes }] : [];
    return ok({ parts, bytesBefore: from - fromOffset });
  } finally {
    file.close();
  }
}
