import { linkSync, renameSync, statSync, unlinkSync } from 'node:fs';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { errorCode } from './fs-problem.ts';

/**
 * Gives the present file a second name, `archives[0]`, and moves those that had been put away one place on; the last one
 * is dropped. The present file stays where it is until something is renamed over it, so there is one at every moment, and
 * a process that dies in between loses nothing: whoever comes next sees that the first archive is the present file still.
 * Gives back how many were dropped. The folder must be ours alone, and only one process may do this at a time.
 * Problems: write-failed.
 */
export function putAway(path: string, archives: readonly string[]): Result<number, Problem> {
  const [first] = archives;
  if (first === undefined || sameFile(path, first)) return ok(0);
  try {
    const last = archives.at(-1) ?? first;
    const dropped = exists(last) ? 1 : 0;
    if (dropped === 1) unlinkSync(last);
    for (let at = archives.length - 1; at > 0; at--) {
      const [from, to] = [archives[at - 1], archives[at]];
      if (from !== undefined && to !== undefined && exists(from)) renameSync(from, to);
    }
    linkSync(path, first);
    return ok(dropped);
  } catch (error) {
    return failed({ kind: 'write-failed', path: first, code: errorCode(error) ?? 'unknown' });
  }
}

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined;

function sameFile(one: string, other: string): boolean {
  const [a, b] = [statSync(one, { throwIfNoEntry: false }), statSync(other, { throwIfNoEntry: false })];
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev;
}
