import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { problemOf } from './fs-problem.ts';

/**
 * The bytes of a file of our own: a regular file, no link, that this user owns.
 * Problems: not-found, is-a-link, not-a-regular-file, foreign-owner, too-large, permission-denied, read-failed.
 */
export const readBytes = (path: string, limitBytes: number): Result<Uint8Array, Problem> => readOwn(path, limitBytes, false);

/** The same of a file that nobody else may read. Problems: also open-to-others. */
export const readPrivateBytes = (path: string, limitBytes: number): Result<Uint8Array, Problem> => readOwn(path, limitBytes, true);

function readOwn(path: string, limitBytes: number, isPrivate: boolean): Result<Uint8Array, Problem> {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return failed(problemOf(error, path));
  }
  try {
    const stats = fstatSync(fd);
    const uid = process.geteuid?.() ?? stats.uid;
    if (!stats.isFile()) return failed({ kind: 'not-a-regular-file', path });
    if (stats.uid !== uid) return failed({ kind: 'foreign-owner', path, ownerUid: stats.uid, expectedUid: uid });
    if (isPrivate && (stats.mode & 0o077) !== 0) return failed({ kind: 'open-to-others', path });
    if (stats.size > limitBytes) return failed({ kind: 'too-large', path, sizeBytes: stats.size, limitBytes });
    const bytes = new Uint8Array(stats.size);
    let filled = 0;
    for (let got = 1; got > 0 && filled < bytes.length; filled += got) got = readSync(fd, bytes, filled, bytes.length - filled, filled);
    return ok(bytes.subarray(0, filled));
  } catch (error) {
    return failed(problemOf(error, path));
  } finally {
    closeSync(fd);
  }
}
