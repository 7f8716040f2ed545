import { lstatSync, mkdirSync } from 'node:fs';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { errorCode } from './fs-problem.ts';

/**
 * Makes sure of a folder that belongs to this user alone (0700, no link, owner us), creating it where it is missing.
 * Problems: write-failed (it cannot be made), is-a-link, not-a-folder, foreign-owner, open-to-others.
 */
export function ownFolder(path: string): Result<string, Problem> {
  const uid = process.geteuid?.() ?? 0;
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const stats = lstatSync(path);
    if (stats.isSymbolicLink()) return failed({ kind: 'is-a-link', path });
    if (!stats.isDirectory()) return failed({ kind: 'not-a-folder', path });
    if (stats.uid !== uid) return failed({ kind: 'foreign-owner', path, ownerUid: stats.uid, expectedUid: uid });
    if ((stats.mode & 0o077) !== 0) return failed({ kind: 'open-to-others', path });
    return ok(path);
  } catch (error) {
    return failed({ kind: 'write-failed', path, code: errorCode(error) ?? 'unknown' });
  }
}
