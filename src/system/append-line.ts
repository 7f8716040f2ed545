import { closeSync, constants, fstatSync, fsyncSync, lstatSync, openSync, readSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { errorCode, problemOf } from './fs-problem.ts';
import { notOursAlone } from './own-file.ts';
import { syncFolder } from './sync-folder.ts';

const lineFeed = 10;
// O_RDWR: the last byte is looked at. O_NONBLOCK: a named pipe in its place must not make us wait.
const appending = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Adds one line to a file of our own, made 0600 where it is missing, and returns when it is on the disk.
 *
 * The line goes out in one write at the end of the file, so that lines of several writers never mix; one that follows a
 * line somebody could not finish begins on a new line. `text` holds no line feed.
 * Problems: is-a-link, not-a-regular-file, foreign-owner, open-to-others, permission-denied, read-failed (it cannot be
 * opened), write-failed (the line may then be there in part).
 */
export function appendLine(path: string, text: string): Result<null, Problem> {
  let fd: number;
  try {
    fd = openSync(path, appending, 0o600);
  } catch (error) {
    return failed(problemOf(error, path));
  }
  try {
    const stats = fstatSync(fd);
    const problem = notOursAlone(path, stats);
    if (problem !== null) return failed(problem);
    const bytes = Buffer.from(`${endsTorn(fd, stats.size) ? '\n' : ''}${text}\n`);
    const written = writeSync(fd, bytes);
    fsyncSync(fd);
    if (stats.size === 0) syncFolder(dirname(path));
    if (written < bytes.length) return failed({ kind: 'write-failed', path, code: 'ENOSPC' });
    // Somebody put another file in its place meanwhile: then it goes there too, for whoever reads that one.
    return isStill(path, stats.ino) ? ok(null) : appendLine(path, text);
  } catch (error) {
    return failed({ kind: 'write-failed', path, code: errorCode(error) ?? 'unknown' });
  } finally {
    closeSync(fd);
  }
}

function endsTorn(fd: number, sizeBytes: number): boolean {
  const last = new Uint8Array(1);
  return sizeBytes > 0 && readSync(fd, last, 0, 1, sizeBytes - 1) === 1 && last[0] !== lineFeed;
}

function isStill(path: string, ino: number): boolean {
  return lstatSync(path).ino === ino;
}
