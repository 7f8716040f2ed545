import type { Problem } from '../../../model/problem.ts';
import { ok, type Result } from '../../../model/result.ts';
import { openLog } from '../../../system/open-file.ts';
import type { PlannedLog } from '../plan-reading.ts';
import type { ScannedPart } from '../scan-parts.ts';
import { type Cursor, fingerprint } from './cursor.ts';
import { writeMemory } from './memory-file.ts';

export interface ToRemember {
  readonly path: string;
  readonly question: string;
  readonly takenEpoch: number;
  readonly snapshot: Uint8Array;
  readonly logs: readonly {
    readonly planned: PlannedLog;
    /** How far it had been read before this reading. */
    readonly before: Cursor | undefined;
    readonly bytesBefore: number;
    readonly scanned: readonly ScannedPart[];
  }[];
}

/**
 * Writes down what was counted and how far, for the next reading. Where a log was counted only in part (it could not be
 * read to its end, or time was up) there is nothing that a next reading could go on from, and nothing is written.
 * Problems: write-failed.
 */
export function remember(what: ToRemember): Result<null, Problem> {
  const cursors: Cursor[] = [];
  for (const log of what.logs) {
    if (log.scanned.some((part) => part.problem !== null)) return ok(null);
    const cursor = log.scanned.length === 0 ? log.before : cursorAfter(log);
    if (cursor === null) return ok(null);
    if (cursor !== undefined) cursors.push(cursor);
  }
  const header = { question: what.question, takenEpoch: what.takenEpoch, cursors };
  return writeMemory(what.path, { header, snapshot: what.snapshot });
}

/** Null when the log cannot be looked at any more. */
function cursorAfter({ planned, before, bytesBefore, scanned }: ToRemember['logs'][number]): Cursor | null {
  const inAll = (count: 'lines' | 'skipped' | 'understood' | 'bytes'): number =>
    scanned.reduce((sum, part) => sum + part[count], before?.[count] ?? 0);
  const opened = openLog(planned.log.path, planned.log.trust);
  if (!opened.ok) return null;
  try {
    if (opened.value.identity !== planned.identity) return null;
    const offsets = scanned.flatMap((part) => (part.offset === null ? [] : [part.offset]));
    const offset = offsets.length === 0 ? null : Math.max(...offsets);
    return {
      identity: planned.identity,
      offset,
      fingerprint: fingerprint(opened.value, offset),
      lines: inAll('lines'),
      skipped: inAll('skipped'),
      understood: inAll('understood'),
      bytes: inAll('bytes'),
      bytesBefore: before?.bytesBefore ?? bytesBefore,
    };
  } finally {
    opened.value.close();
  }
}
