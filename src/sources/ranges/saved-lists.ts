import type { IpRange } from '../../model/ip-address.ts';
import { parseIpRange } from '../../model/ip-range.ts';
import type { SavedList, SavedLists } from '../../model/known-service.ts';
import type { Problem } from '../../model/problem.ts';
import type { Result } from '../../model/result.ts';
import { readBytes } from '../../system/read-bytes.ts';
import { writeAtomically } from '../../system/write-atomically.ts';

/**
 * Lists that were fetched, on disk: the day after the id of the service, and a range a line.
 *
 *     fetched ranges 1
 *     service googlebot 2026-11-22
 *     66.249.64.0/27
 *     end
 */
const firstLine = 'fetched ranges 1';
const lastLine = 'end';
const mostBytes = 16 * 1024 * 1024;

const headLine = /^service ([a-z\d-]{1,64}) (\d{4}-\d{2}-\d{2})$/;

/** What was saved. None when there is no file, or when it is damaged: then the lists that came with the program are used. */
export function readSavedLists(path: string): SavedLists {
  const read = readBytes(path, mostBytes);
  const [first, ...lines] = read.ok ? new TextDecoder().decode(read.value).trimEnd().split('\n') : [];
  if (first !== firstLine || lines.pop() !== lastLine) return new Map();
  return listsIn(lines) ?? new Map<string, SavedList>();
}

function listsIn(lines: readonly string[]): SavedLists | undefined {
  const lists = new Map<string, SavedList>();
  let ranges: IpRange[] | undefined;
  for (const line of lines) {
    const [, id, date] = headLine.exec(line) ?? [];
    if (id !== undefined && date !== undefined) {
      ranges = [];
      lists.set(id, { date, ranges });
      continue;
    }
    const range = parseIpRange(line);
    if (range === undefined || ranges === undefined) return undefined;
    ranges.push(range);
  }
  return lists;
}

/** Replaces what was saved. Problems: write-failed; the old then stands. */
export function saveLists(path: string, lists: SavedLists): Result<null, Problem> {
  const sections = [...lists].flatMap(([id, { date, ranges }]) => [`service ${id} ${date}`, ...ranges]);
  return writeAtomically(path, [new TextEncoder().encode([firstLine, ...sections, lastLine, ''].join('\n'))]);
}
