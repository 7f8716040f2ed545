import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { enforcerNames } from '../model/block.ts';
import type { Claim } from '../model/claim.ts';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { errorCode } from '../system/fs-problem.ts';
import { type HeldLock, tryLock } from '../system/lock-file.ts';
import { lookAt } from '../system/folders.ts';
import { readSmallText } from '../system/read-text.ts';
import { ownFolder } from '../system/state-folder.ts';
import { writeAtomically } from '../system/write-atomically.ts';

/** Our claims on this machine. */
export interface Claims {
  readonly all: () => Result<readonly Claim[], Problem>;
  /** Puts down the claims that `how` makes of those there are. Problems: those of files, limit-reached. */
  readonly change: (how: (claims: readonly Claim[]) => readonly Claim[]) => Promise<Result<null, Problem>>;
}

const claimShape = z.object({
  enforcer: z.enum(enforcerNames),
  id: z.string(),
  target: z.string(),
  scope: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('server') }),
    z.object({ kind: z.literal('account'), account: z.string() }),
    z.object({ kind: z.literal('domain'), domain: z.string() }),
  ]),
  where: z.string(),
  endsEpoch: z.nullable(z.number()),
  untilEpoch: z.nullable(z.number()),
  reason: z.nullable(z.string()),
});
const fileShape = z.object({ version: z.literal(1), claims: z.array(claimShape) });

const mostClaims = 10_000;

/** Claims in a file of a folder that is ours alone. */
export function claimsIn(folder: string): Claims {
  const path = `${folder}/claims.json`;
  const all = (): Result<readonly Claim[], Problem> => {
    const own = ownFolder(folder);
    return own.ok ? readClaims(path) : own;
  };
  return {
    all,
    change: async (how) => {
      const own = ownFolder(folder);
      if (!own.ok) return own;
      const lock = await lockSoon(`${path}.lock`);
      if (!lock.ok) return lock;
      try {
        const before = all();
        if (!before.ok) return before;
        const claims = how(before.value);
        if (claims.length > mostClaims) return failed({ kind: 'limit-reached', what: 'blocks', limit: mostClaims });
        return writeAtomically(path, [Buffer.from(JSON.stringify({ version: 1, claims }))], 'lasting');
      } finally {
        lock.value.release();
      }
    },
  };
}

function readClaims(path: string): Result<readonly Claim[], Problem> {
  const there = lookAt(path, 'not-links');
  if (!there.ok) return there.problem.kind === 'not-found' ? ok([]) : there;
  const text = readSmallText(path);
  if (!text.ok) return text;
  try {
    return ok(fileShape.parse(JSON.parse(text.value)).claims);
  } catch {
    // To go on without it would leave blocks of ours that nobody can lift from the page.
    return failed({ kind: 'unknown-format', path, expected: 'the list of our blocks as this program writes it' });
  }
}

/** The lock is held for milliseconds; two seconds without it mean that something is wrong. */
async function lockSoon(path: string): Promise<Result<HeldLock, Problem>> {
  try {
    for (let tries = 0; tries < 80; tries++) {
      const lock = tryLock(path);
      if (lock !== null) return ok(lock);
      await sleep(25);
    }
    return failed({ kind: 'write-failed', path, code: 'EBUSY' });
  } catch (error) {
    // A full disk, mostly.
    const code = errorCode(error);
    if (code === undefined) throw error;
    return failed({ kind: 'write-failed', path, code });
  }
}
