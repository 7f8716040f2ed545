import { randomBytes } from 'node:crypto';
import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { errorCode } from './fs-problem.ts';
import { syncFolder } from './sync-folder.ts';

/**
 * Replaces a file as a whole: whoever reads it sees the old bytes or the new ones, never a part. The new file belongs to
 * this process, and only its owner may read it unless another `mode` is given. The folder must be ours alone (see `state-folder.ts`),
 * or the file one that the folder's owner may know: no link in it is followed, whoever put it there. What is `lasting` is
 * there after a power failure too; what is there `soon` may be the old file then.
 * Problems: write-failed; the old file then stands as it was.
 */
export function writeAtomically(
  path: string,
  pieces: readonly Uint8Array[],
  lasting: 'lasting' | 'soon' = 'soon',
  mode = 0o600,
): Result<null, Problem> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  let created = false;
  try {
    const fd = openSync(temporary, 'wx', 0o600);
    created = true;
    try {
      for (const piece of pieces) writeWhole(fd, piece);
      if (mode !== 0o600) fchmodSync(fd, mode);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(temporary, path);
    if (lasting === 'lasting') syncFolder(dirname(path));
    return ok(null);
  } catch (error) {
    if (created) removeQuietly(temporary);
    return failed({ kind: 'write-failed', path, code: errorCode(error) ?? 'unknown' });
  }
}

function writeWhole(fd: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written, bytes.length - written);
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // What is left is a .tmp file in our own folder; the next clean-up takes it.
  }
}
