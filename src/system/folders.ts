import { lstatSync, opendirSync, statSync } from 'node:fs';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { problemOf } from './fs-problem.ts';

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

/** A folder with more names than this is not listed: a user may fill one to make us slow. */
const mostEntries = 200_000;

/** Names in a folder, sorted. Problems: not-found, permission-denied, not-a-folder, too-many-entries, read-failed. */
export function listFolder(path: string, limit = mostEntries): Result<readonly FolderEntry[], Problem> {
  const entries: FolderEntry[] = [];
  try {
    const folder = opendirSync(path, { bufferSize: 512 });
    try {
      for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
        if (entries.length === limit) return failed({ kind: 'too-many-entries', path, limit });
        const kind = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'other';
        entries.push({ name: entry.name, kind });
      }
    } finally {
      folder.closeSync();
    }
  } catch (error) {
    return failed(problemOf(error, path));
  }
  return ok(entries.sort((a, b) => (a.name < b.name ? -1 : 1)));
}

export interface PathFacts {
  readonly kind: FolderEntry['kind'];
  readonly uid: number;
  readonly sizeBytes: number;
  readonly modifiedEpoch: number;
  /** Device and inode. */
  readonly identity: string;
}

/** Facts about a path; a link is followed only when asked. Problems: not-found, permission-denied, read-failed … */
export function lookAt(path: string, follow: 'follow-links' | 'not-links'): Result<PathFacts, Problem> {
  try {
    const stats = follow === 'follow-links' ? statSync(path) : lstatSync(path);
    const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : stats.isSymbolicLink() ? 'link' : 'other';
    const identity = `${String(stats.dev)}:${String(stats.ino)}`;
    return ok({ kind, uid: stats.uid, sizeBytes: stats.size, modifiedEpoch: stats.mtimeMs / 1000, identity });
  } catch (error) {
    return failed(problemOf(error, path));
  }
}
