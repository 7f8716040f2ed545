import type { Stats } from 'node:fs';
import type { Problem } from '../model/problem.ts';

/** Why an opened file is none of ours, to be believed or written to: it must be a regular file of this user; null when it is. */
export function notOurs(path: string, stats: Stats): Problem | null {
  const uid = process.geteuid?.() ?? stats.uid;
  if (!stats.isFile()) return { kind: 'not-a-regular-file', path };
  return stats.uid === uid ? null : { kind: 'foreign-owner', path, ownerUid: stats.uid, expectedUid: uid };
}

/** The same of a file that nobody else may even read. */
export const notOursAlone = (path: string, stats: Stats): Problem | null =>
  notOurs(path, stats) ?? ((stats.mode & 0o077) === 0 ? null : { kind: 'open-to-others', path });
