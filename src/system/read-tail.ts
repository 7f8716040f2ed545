import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { problemOf } from './fs-problem.ts';

/**
 * The last bytes of a regular file in a system folder, at most `limitBytes`, beginning at a whole number of units.
 * Problems: not-found, not-a-regular-file, permission-denied, read-failed.
 */
export function readTail(path: string, unitBytes: number, limitBytes: number): Result<Uint8Array, Problem> {
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch (error) {
    return failed(problemOf(error, path));
  }
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile()) return failed({ kind: 'not-a-regular-file', path });
    const from = Math.max(0, Math.ceil((stats.size - limitBytes) / unitBytes) * unitBytes);
    const length = stats.size - from;
    const bytes = new Uint8Array(length);
    let filled = 0;
    for (let got = 1; got > 0 && filled < length; filled += got) got = readSync(fd, bytes, filled, length - filled, from + filled);
    return ok(bytes.subarray(0, filled));
  } catch (error) {
    return failed(problemOf(error, path));
  } finally {
    closeSync(fd);
  }
}
