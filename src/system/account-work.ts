import * as z from 'zod/mini';
import type { Problem } from '../model/problem.ts';
import { failed, type Result } from '../model/result.ts';
import { readAccountFile, replaceAccountFile } from './account-file.ts';

const place = { uid: z.int().check(z.positive()), gid: z.int().check(z.positive()), home: z.string(), path: z.string() };

/** What is asked of a process that gives up root for one piece of work. Bytes are base64. */
export const accountWork = z.discriminatedUnion('does', [
  z.object({ does: z.literal('read'), ...place }),
  z.object({ does: z.literal('replace'), ...place, expected: z.string(), bytes: z.nullable(z.string()) }),
]);
export type AccountWork = z.infer<typeof accountWork>;

const path = z.string();
const problem = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['not-found', 'permission-denied', 'is-a-link', 'not-a-regular-file', 'not-a-folder', 'changed-meanwhile']),
    path,
  }),
  z.object({ kind: z.enum(['read-failed', 'write-failed']), path, code: z.string() }),
  z.object({ kind: z.literal('foreign-owner'), path, ownerUid: z.int(), expectedUid: z.int() }),
  z.object({ kind: z.literal('too-large'), path, sizeBytes: z.int(), limitBytes: z.int() }),
]);

/** What it answers: the file's bytes and version, or the problem. */
export const accountAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.object({ bytes: z.nullable(z.string()), version: z.string() }) }),
  z.object({ ok: z.literal(false), problem }),
]);
type AccountValue = { readonly bytes: string | null; readonly version: string };

/**
 * Becomes the account for good, then does the work. Every path is opened with the account's rights, so that nothing it
 * plants in its home can lead this process to a file it could not reach by itself.
 */
export function doAccountWork(work: AccountWork): Result<AccountValue, Problem> {
  if (!becomeAccount(work.uid, work.gid)) return failed({ kind: 'permission-denied', path: work.path });
  switch (work.does) {
    case 'read': {
      const read = readAccountFile(work);
      return read.ok ? { ok: true, value: { ...read.value, bytes: read.value.bytes?.toString('base64') ?? null } } : read;
    }
    case 'replace': {
      const bytes = work.bytes === null ? null : Buffer.from(work.bytes, 'base64');
      const replaced = replaceAccountFile(work, work.expected, bytes);
      return replaced.ok ? { ok: true, value: { bytes: null, version: replaced.value } } : replaced;
    }
  }
}

/**
 * Gives up root: groups first, the user last, and looks that nothing is left of it. The kernel lets nobody but root look
 * into a process that changed its user. False when this process is not root and not the account either.
 */
function becomeAccount(uid: number, gid: number): boolean {
  const { getuid, geteuid, getgid, getgroups, setgroups, setgid, setuid } = process;
  if (!getuid || !geteuid || !getgid || !getgroups || !setgroups || !setgid || !setuid) return false;
  if (getuid() === uid && geteuid() === uid) return true;
  if (geteuid() !== 0) return false;
  process.umask(0o077);
  setgroups([gid]);
  setgid(gid);
  setuid(uid);
  return getuid() === uid && geteuid() === uid && getgid() === gid && getgroups().every((group) => group === gid);
}
