import { linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { errorCode } from './fs-problem.ts';
import { isRunning, processIdentity, type ProcessIdentity } from './process-identity.ts';

export interface HeldLock {
  readonly release: () => void;
}

/**
 * Takes a lock that this process alone holds until it releases it or dies. Null when another living process holds it.
 *
 * The lock is a file that names its holder by number and start time. It appears whole (written aside, then linked into
 * place, which fails when it exists), and one whose holder is gone is moved away before the next try. The folder must be
 * ours alone.
 */
export function tryLock(path: string): HeldLock | null {
  const self = processIdentity(process.pid);
  if (self === null) return null;
  const mine = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const text = JSON.stringify(self);
  try {
    writeFileSync(mine, text, { flag: 'wx', mode: 0o600 });
    if (!linkInto(mine, path) && !(buryDead(path) && linkInto(mine, path))) return null;
  } finally {
    // On a full disk it may be there and empty.
    rmSync(mine, { force: true });
  }
  return {
    release: () => {
      // Somebody who took us for dead may hold it by now.
      if (readQuietly(path) === text) unlinkSync(path);
    },
  };
}

function linkInto(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Moves away a lock whose holder is gone; true when the place is free. */
function buryDead(path: string): boolean {
  const text = readQuietly(path);
  if (text === null) return true;
  const holder = holderOf(text);
  if (holder !== null && isRunning(holder)) return false;
  const grave = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    renameSync(path, grave);
  } catch {
    return true;
  }
  // Between reading and moving another process may have done the same and taken the lock: then give it back.
  const buried = readQuietly(grave);
  const wasAlive = buried !== null && buried !== text;
  if (wasAlive) linkInto(grave, path);
  unlinkSync(grave);
  return !wasAlive;
}

function holderOf(text: string): ProcessIdentity | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('startTicks' in value)) return null;
    const { pid, startTicks } = value;
    return typeof pid === 'number' && typeof startTicks === 'string' ? { pid, startTicks } : null;
  } catch {
    return null;
  }
}

function readQuietly(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
