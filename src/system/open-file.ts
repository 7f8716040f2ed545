import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import type { LogTrust } from '../model/log-catalog.ts';
import type { Problem } from '../model/problem.ts';
import { assertNever, failed, ok, type Result } from '../model/result.ts';
import { problemOf } from './fs-problem.ts';
import { openFolderBeneath } from './open-folder.ts';

/** A regular file open for reading. The caller closes it. */
export interface OpenFile {
  readonly fd: number;
  readonly path: string;
  readonly sizeBytes: number;
  readonly modifiedEpoch: number;
  /** Device and inode: two paths with the same pair are the same file. */
  readonly identity: string;
  /** Reads up to `into.length` bytes at `position`, or from where the last read ended (null); 0 at the end of the file. */
  read(into: Uint8Array, position: number | null): number;
  close(): void;
}

// O_NONBLOCK: opening a named pipe must not wait for a writer; it has no effect on a regular file.
const readOnly = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/**
 * Opens a log for reading.
 *
 * In a system folder (only root writes there) the path is opened as it stands. In another's folder every component
 * below it is opened on its own, relative to the one above it, and none may be a link; the file must belong to the user
 * that {@link LogTrust} allows.
 *
 * Problems: not-found, permission-denied, is-a-link, not-a-folder, not-a-regular-file, foreign-owner, read-failed.
 */
export function openLog(path: string, trust: LogTrust): Result<OpenFile, Problem> {
  switch (trust.in) {
    case 'system':
      return openRegular(path, path, readOnly, null);
    case 'service-folder':
      return openBeneath(trust.folder, path, [trust.uid, 0]);
    case 'user-folder':
      return openBeneath(trust.home, path, [trust.uid]);
    default:
      return assertNever(trust);
  }
}

/** User ids a file may belong to, the expected one first. */
type Owners = readonly [number, ...number[]];

function openRegular(openPath: string, path: string, flags: number, owners: Owners | null): Result<OpenFile, Problem> {
  let fd: number;
  try {
    fd = openSync(openPath, flags);
  } catch (error) {
    return failed(problemOf(error, path));
  }
  const stats = fstatSync(fd);
  const problem = refusal(stats, path, owners);
  if (problem !== null) {
    closeSync(fd);
    return failed(problem);
  }
  return ok(openFile(fd, path, stats));
}

function refusal(stats: Stats, path: string, owners: Owners | null): Problem | null {
  if (!stats.isFile()) return { kind: 'not-a-regular-file', path };
  if (owners === null || owners.includes(stats.uid)) return null;
  return { kind: 'foreign-owner', path, ownerUid: stats.uid, expectedUid: owners[0] };
}

function openFile(fd: number, path: string, stats: Stats): OpenFile {
  return {
    fd,
    path,
    sizeBytes: stats.size,
    modifiedEpoch: stats.mtimeMs / 1000,
    identity: `${String(stats.dev)}:${String(stats.ino)}`,
    read: (into, position) => readSync(fd, into, 0, into.length, position),
    close: () => {
      closeSync(fd);
    },
  };
}

function openBeneath(top: string, path: string, owners: Owners): Result<OpenFile, Problem> {
  const below = relative(top, path);
  const names = below.split(sep);
  const last = names.pop();
  if (below === '' || last === undefined || isAbsolute(below) || names.includes('..')) return failed({ kind: 'not-found', path });
  const folder = openFolderBeneath(top, names, path);
  if (!folder.ok) return folder;
  try {
    return openRegular(`/proc/self/fd/${String(folder.value)}/${last}`, path, readOnly | constants.O_NOFOLLOW, owners);
  } catch (error) {
    return failed(problemOf(error, path));
  } finally {
    closeSync(folder.value);
  }
}
