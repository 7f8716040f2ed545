import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, unlinkSync, writeSync } from 'node:fs';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { errorCode } from './fs-problem.ts';
import { readPrivateBytes } from './read-bytes.ts';

const secretBytes = 32;

/**
 * The secret of 32 random bytes that is kept at `path`, made there when it is asked for first. Of several processes that make
 * it at once one wins, and all get the same. The folder must be ours alone (see `state-folder.ts`).
 * Problems: write-failed; those of `readPrivateBytes`; unknown-format when it is no secret of ours.
 */
export function secretAt(path: string): Result<Uint8Array, Problem> {
  const known = readSecret(path);
  if (known.ok || known.problem.kind !== 'not-found') return known;
  const made = makeSecret(path);
  return made.ok ? readSecret(path) : made;
}

function readSecret(path: string): Result<Uint8Array, Problem> {
  const read = readPrivateBytes(path, secretBytes);
  if (!read.ok || read.value.length === secretBytes) return read;
  return failed({ kind: 'unknown-format', path, expected: '32 bytes; remove it to have a new one made' });
}

/** Written whole under another name first: whoever reads it never meets half a secret. */
function makeSecret(path: string): Result<null, Problem> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const fd = openSync(temporary, 'wx', 0o600);
    try {
      writeSync(fd, randomBytes(secretBytes));
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    try {
      // Unlike renaming, linking fails when the name is taken meanwhile.
      linkSync(temporary, path);
    } finally {
      unlinkSync(temporary);
    }
    return ok(null);
  } catch (error) {
    return errorCode(error) === 'EEXIST' ? ok(null) : failed({ kind: 'write-failed', path, code: errorCode(error) ?? 'unknown' });
  }
}
