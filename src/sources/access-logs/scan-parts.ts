import type { LogTrust } from '../../model/log-catalog.ts';
import type { Problem } from '../../model/problem.ts';
import type { AccessEngine } from '../../scan/access/access-engine.ts';
import { openLog } from '../../system/open-file.ts';
import { feedFile } from './feed-file.ts';

/** A stretch of one log that one thread scans. Plain data: it is sent to threads. */
export interface LogPart {
  /** Number of the log in the plan. */
  readonly log: number;
  readonly path: string;
  readonly trust: LogTrust;
  /** Device and inode the plan was made for; another file under this name is not read. */
  readonly identity: string;
  readonly site: string | null;
  readonly from: number;
  readonly to: number | null;
  readonly takesUnfinished: boolean;
  /** Where one site is wanted: do this log's lines count that name no site themselves? */
  readonly countsLinesWithoutSite: boolean;
}

/** What scanning one part gave. Plain data. */
export interface ScannedPart {
  readonly log: number;
  readonly lines: number;
  readonly skipped: number;
  readonly understood: number;
  readonly bytes: number;
  /** See `Fed`. */
  readonly offset: number | null;
  readonly problem: Problem | null;
}

export interface ScanHooks {
  /** Number of the next part to take; beyond the last when there is none left. Threads share one count. */
  readonly takeNext: () => number;
  readonly shouldStop: () => boolean;
  readonly onBytes: (count: number) => void;
}

/** Gives other work of this process a turn after this many bytes of small logs; `feedFile` does so within a large one. */
const bytesPerTurn = 16 * 1024 * 1024;

/** Scans part after part until none is left or time is up; a part that was not begun is missing from the answer. */
export async function scanParts(parts: readonly LogPart[], engine: AccessEngine, hooks: ScanHooks): Promise<ScannedPart[]> {
  const scanned: ScannedPart[] = [];
  let sinceTurn = 0;
  for (let at = hooks.takeNext(); at < parts.length; at = hooks.takeNext()) {
    const part = parts[at];
    if (part === undefined || hooks.shouldStop()) break;
    const one = await scanPart(part, engine, hooks);
    scanned.push(one);
    sinceTurn += one.bytes;
    if (sinceTurn < bytesPerTurn) continue;
    sinceTurn = 0;
    await new Promise(setImmediate);
  }
  return scanned;
}

async function scanPart(part: LogPart, engine: AccessEngine, { shouldStop, onBytes }: ScanHooks): Promise<ScannedPart> {
  const nothing = { log: part.log, lines: 0, skipped: 0, understood: 0, bytes: 0, offset: null };
  const opened = openLog(part.path, part.trust);
  if (!opened.ok) return { ...nothing, problem: opened.problem };
  const file = opened.value;
  try {
    // Rotated away since the plan was made: what was to be read here is another log's.
    if (file.identity !== part.identity) return { ...nothing, problem: { kind: 'not-found', path: part.path } };
    let bytes = 0;
    engine.countsLinesWithoutSite = part.countsLinesWithoutSite;
    const fed = await feedFile(file, engine, {
      from: part.from,
      to: part.to,
      takesUnfinished: part.takesUnfinished,
      onBytes: (count) => {
        bytes += count;
        onBytes(count);
      },
      shouldStop,
    });
    const { lines, skipped, understood } = engine.endFile(part.site === null ? null : new TextEncoder().encode(part.site));
    const stopped: Problem | null = shouldStop() ? { kind: 'time-spent', path: part.path } : null;
    const problem = fed.ok ? stopped : fed.problem;
    const offset = fed.ok ? fed.value.offset : null;
    // A half-written line at the end was read, but belongs to the next reading.
    return { log: part.log, lines, skipped, understood, bytes: offset === null ? bytes : offset - part.from, offset, problem };
  } finally {
    file.close();
  }
}
