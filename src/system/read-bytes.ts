import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { problemOf } from './fs-problem.ts';
import { notOurs, notOursAlone } from './own-file.ts';

/**
 * The bytes of a file of our own: a regular file, no link, that this user owns.
 * Problems: not-found, is-a-link, not-a-regular-file, foreign-owner, too-large, permission-denied, read-failed.
 */
export const readBytes = (path: string, limitBytes: number): Result<Uint8Array, Problem> => readOwn(path, limitBytes, notOurs);

/** The same of a file that nobody else may read. Problems: also open-to-others. */
export const readPrivateBytes = (path: string, limitBytes: number): Result<Uint8Array, Problem> => readOwn(path, limitBytes, notOursAlone);

function readOwn(path: string, limitBytes: number, check: typeof notOurs): Result<Uint8Array, Problem> {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return failed(problemOf(error, path));
  }
  try {
    const stats = fstatSync(fd);
    const problem = check(path, stats);
    if (problem !== null) return failed(problem);
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
