import { closeSync, openSync, readSync } from 'node:fs';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { problemOf } from './fs-problem.ts';

/**
 * The bytes of something whose size the file system does not tell before it is read: a file of /proc, a pipe handed
 * over by the shell (`<(netstat -ntu)`), or an ordinary file the operator named.
 * Problems: not-found, permission-denied, not-a-regular-file (a folder), too-large (`sizeBytes` is what was read until
 * then), read-failed.
 */
export function readUnsized(path: string, limitBytes: number): Result<Uint8Array, Problem> {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch (error) {
    return failed(problemOf(error, path));
  }
  try {
    let bytes = new Uint8Array(256 * 1024);
    let length = 0;
    for (;;) {
      const read = readSync(fd, bytes, length, bytes.length - length, null);
      if (read === 0) return ok(bytes.subarray(0, length));
      length += read;
      if (length > limitBytes) return failed({ kind: 'too-large', path, sizeBytes: length, limitBytes });
      if (length === bytes.length) bytes = doubled(bytes);
    }
  } catch (error) {
    return failed(problemOf(error, path));
  } finally {
    closeSync(fd);
  }
}

function doubled(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(bytes.length * 2);
  larger.set(bytes);
  return larger;
}
