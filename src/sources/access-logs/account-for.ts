import type { AccessFile } from '../../model/access-report.ts';
import type { Problem } from '../../model/problem.ts';
import type { Cursor } from './memory/cursor.ts';
import type { PlannedLog } from './plan-reading.ts';
import type { LogPart, ScannedPart } from './scan-parts.ts';

/** What of one log was to be read. */
export interface CutPlan {
  /** How far it had been read before. */
  readonly before: Cursor | undefined;
  readonly parts: readonly LogPart[];
  readonly bytesBefore: number;
  readonly problem: Problem | null;
}

export interface Account {
  readonly file: AccessFile;
  /** Bytes that time did not allow to read. */
  readonly missed: number;
}

/** One log's line in the answer: what it gave, and what went wrong. */
export function accountFor(planned: PlannedLog, cut: CutPlan | undefined, scanned: readonly ScannedPart[]): Account {
  const { path, site } = planned.log;
  const parts = cut?.parts ?? [];
  const bytes = sum(scanned, (part) => part.bytes);
  const isCutShort = scanned.length < parts.length || scanned.some((part) => part.problem?.kind === 'time-spent');
  const missed = isCutShort ? Math.max(0, sum(parts, (part) => partBytes(part, planned)) - bytes) : 0;
  const problem = cut?.problem ?? scanned.find((part) => part.problem !== null)?.problem ?? ownProblem(path, cut, scanned);
  const before = cut?.before;
  const file = { path, site, lines: sum(scanned, (part) => part.lines) + (before?.lines ?? 0), bytes: bytes + (before?.bytes ?? 0) };
  return { file: problem === null ? file : { ...file, problem }, missed };
}

function ownProblem(path: string, cut: CutPlan | undefined, scanned: readonly ScannedPart[]): Problem | null {
  if (scanned.length < (cut?.parts.length ?? 0)) return { kind: 'time-spent', path };
  const inAll = (count: 'skipped' | 'understood'): number => sum(scanned, (part) => part[count]) + (cut?.before?.[count] ?? 0);
  const isNoLog = inAll('understood') === 0 && inAll('skipped') > 0;
  return isNoLog ? { kind: 'unknown-format', path, expected: 'access-log lines' } : null;
}

/** Bytes of a part on the disk. */
export const partBytes = (part: LogPart, planned: PlannedLog | undefined): number => (part.to ?? planned?.sizeBytes ?? 0) - part.from;

export function groupByLog(parts: readonly ScannedPart[]): ReadonlyMap<number, readonly ScannedPart[]> {
  const grouped = new Map<number, ScannedPart[]>();
  for (const part of parts) {
    const group = grouped.get(part.log);
    if (group === undefined) grouped.set(part.log, [part]);
    else group.push(part);
  }
  return grouped;
}

export const sum = <Item>(items: readonly Item[], count: (item: Item) => number): number =>
  items.reduce((total, item) => total + count(item), 0);
