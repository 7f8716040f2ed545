import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { errorCode, problemOf } from './fs-problem.ts';
import { openFolderBeneath } from './open-folder.ts';

/** A file in an account's home. The account may change any part of the path below the home at any moment. */
export interface AccountPlace {
  readonly home: string;
  readonly path: string;
}

/** What a file held when it was looked at; `bytes` is null when there was none. */
export interface FileVersion {
  readonly bytes: Buffer | null;
  /** Differs as soon as another file stands there, or this one was written, or its mode or owner changed. */
  readonly version: string;
}

/** More is no file that a person keeps by hand, and a web server would read it with every request. */
const sizeLimitBytes = 1024 * 1024;

/**
 * Reads a file of the account this process runs as. Nothing on the way may be a link, the file must be regular and the
 * account's own. Problems: permission-denied, is-a-link, not-a-folder, not-a-regular-file, foreign-owner, too-large,
 * read-failed, not-found (the folder).
 */
export const readAccountFile = (place: AccountPlace): Result<FileVersion, Problem> =>
  inItsFolder(place, (target) => {
    const there = look(target, place.path);
    return there.ok ? ok({ bytes: there.value.bytes, version: there.value.version }) : there;
  });

/**
 * Puts these bytes in the place of the file, or removes it (null), if it is still the version that was read. Whoever reads
 * it sees the old bytes or the new; owner, group and mode stay; a new file gets 0644. Gives the new version.
 *
 * Problems: those of {@link readAccountFile}, changed-meanwhile, write-failed (a full disk or quota, a group that cannot be
 * kept); the old file then stands as it was.
 */
export const replaceAccountFile = (place: AccountPlace, expected: string, bytes: Buffer | null): Result<string, Problem> =>
  inItsFolder(place, (target, folder) => {
    const old = look(target, place.path);
    if (!old.ok) return old;
    if (old.value.version !== expected) return failed({ kind: 'changed-meanwhile', path: place.path });
    try {
      if (bytes !== null) return put(target, old.value, bytes, place.path);
      if (old.value.bytes !== null) unlinkSync(target);
      return ok(absent);
    } catch (error) {
      return failed({ kind: 'write-failed', path: place.path, code: errorCode(error) ?? 'unknown' });
    } finally {
      syncQuietly(folder);
    }
  });

interface Seen extends FileVersion {
  readonly mode: number;
  readonly gid: number | null;
}

const absent = 'absent';

function inItsFolder<T>(place: AccountPlace, work: (target: string, folder: number) => Result<T, Problem>): Result<T, Problem> {
  const names = relative(place.home, place.path).split(sep);
  const name = names.pop() ?? '';
  if (name === '' || name === '..' || names.includes('..') || isAbsolute(names[0] ?? '')) {
    return failed({ kind: 'not-found', path: place.path });
  }
  const folder = openFolderBeneath(place.home, names, place.path);
  if (!folder.ok) return folder;
  try {
    return work(`/proc/self/fd/${String(folder.value)}/${name}`, folder.value);
  } finally {
    closeSync(folder.value);
  }
}

function look(target: string, path: string): Result<Seen, Problem> {
  let fd: number;
  try {
    // O_NONBLOCK: a named pipe must not make us wait for a writer.
    fd = openSync(target, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ok({ bytes: null, version: absent, mode: 0o644, gid: null });
    return failed(problemOf(error, path));
  }
  try {
    const { dev, ino, size, mtimeNs, ctimeNs, uid, gid, mode } = fstatSync(fd, { bigint: true });
    if (!fstatSync(fd).isFile()) return failed({ kind: 'not-a-regular-file', path });
    const expectedUid = process.geteuid?.() ?? 0;
    if (Number(uid) !== expectedUid) return failed({ kind: 'foreign-owner', path, ownerUid: Number(uid), expectedUid });
    if (size > sizeLimitBytes) return failed({ kind: 'too-large', path, sizeBytes: Number(size), limitBytes: sizeLimitBytes });
    const bytes = readAtMost(fd, sizeLimitBytes + 1);
    if (bytes.length > sizeLimitBytes) return failed({ kind: 'too-large', path, sizeBytes: bytes.length, limitBytes: sizeLimitBytes });
    const hash = createHash('sha256').update(bytes).digest('hex');
    const version = [dev, ino, mtimeNs, ctimeNs, hash].join(':');
    return ok({ bytes, version, mode: Number(mode) & 0o777, gid: Number(gid) });
  } catch (error) {
    return failed(problemOf(error, path));
  } finally {
    closeSync(fd);
  }
}

/** The file may grow while it is read. */
function readAtMost(fd: number, limitBytes: number): Buffer {
  const into = Buffer.alloc(limitBytes);
  let length = 0;
  for (let read = -1; read !== 0 && length < limitBytes; length += read) read = readSync(fd, into, length, limitBytes - length, null);
  return into.subarray(0, length);
}

function put(target: string, old: Seen, bytes: Buffer, path: string): Result<string, Problem> {
  // It begins like the file itself: what a web server does not hand out under that name, it does not hand out under this.
  const temporary = `${target}.${randomBytes(12).toString('hex')}.tmp`;
  const fd = openSync(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600);
  try {
    try {
      for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
      // Before the mode: a change of the group takes bits away.
      if (old.gid !== null && fstatSync(fd).gid !== old.gid) fchownSync(fd, fstatSync(fd).uid, old.gid);
      fchmodSync(fd, old.mode);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    // The last look before the change. What is left between the two is one system call.
    const now = look(target, path);
    if (!now.ok) return now;
    if (now.value.version !== old.version || !takePlace(temporary, target, old)) return failed({ kind: 'changed-meanwhile', path });
  } finally {
    removeQuietly(temporary);
  }
  const written = look(target, path);
  return written.ok ? ok(written.value.version) : written;
}

/** A link fails where a name exists, a rename does not: so a file that appears meanwhile is never written over. */
function takePlace(temporary: string, target: string, old: Seen): boolean {
  if (old.bytes !== null) {
    renameSync(temporary, target);
    return true;
  }
  try {
    linkSync(temporary, target);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function syncQuietly(folder: number): void {
  try {
    fsyncSync(folder);
  } catch {
    // Some file systems cannot do that for a folder; the change itself is made.
  }
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Renamed into place: the usual case.
  }
}
