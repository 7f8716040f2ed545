import { setTimeout as pause } from 'node:timers/promises';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import { lookAt } from '../../system/folders.ts';
import { errorCode } from '../../system/fs-problem.ts';
import { type HeldLock, tryLock } from '../../system/lock-file.ts';
import { readSmallText } from '../../system/read-text.ts';
import { runProgram } from '../../system/run-program.ts';

/** A program by absolute path, and its arguments. */
export type Command = readonly [program: string, ...words: string[]];

/** The machine a firewall is on, as an argument: tests put a network namespace or a stand-in in its place. */
export interface FirewallMachine {
  /** Absolute path of a program, or null when this machine lacks it. */
  readonly find: (program: string) => string | null;
  /** Standard output as text. Problems: as `runProgram`. */
  readonly run: (command: Command, input?: string) => Promise<Result<string, Problem>>;
  /** Problems: as `readSmallText`. */
  readonly readText: (path: string) => Result<string, Problem>;
  /** Seconds since 1970. */
  readonly nowEpoch: () => number;
  /** Does work that looks and then changes, while no other process of ours does such work. Problems: limit-reached, write-failed, those of the work. */
  readonly alone: <T>(work: () => Promise<Result<T, Problem>>) => Promise<Result<T, Problem>>;
}

const programFolders = ['/usr/sbin', '/sbin', '/usr/bin', '/bin'];
const timeoutMs = 20_000;
const outputLimitBytes = 32 * 1024 * 1024;

/** `/run` belongs to root alone, and is empty after a restart, as the kernel's rules are. */
const lockPath = '/run/active-connections-firewall.lock';

/** The machine we run on. */
export const thisMachine: FirewallMachine = {
  find: (program) => programFolders.map((folder) => `${folder}/${program}`).find((path) => lookAt(path, 'follow-links').ok) ?? null,
  run: async ([program, ...words], input = '') => {
    const run = await runProgram({ program, arguments: words, timeoutMs, outputLimitBytes, input });
    return run.ok ? { ok: true, value: run.value.toString('utf8') } : run;
  },
  readText: (path) => readSmallText(path),
  nowEpoch: () => Math.floor(Date.now() / 1000),
  alone: (work) => aloneBy(lockPath, work),
};

const waitMs = 25;
const mostWaits = 1200;

/** Waits up to half a minute for the lock, which is longer than any of our changes takes. */
export async function aloneBy<T>(path: string, work: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> {
  for (let waits = 0; waits < mostWaits; waits++) {
    const lock = lockNow(path);
    if (!lock.ok) return lock;
    if (lock.value !== null) {
      try {
        return await work();
      } finally {
        lock.value.release();
      }
    }
    await pause(waitMs);
  }
  return failed({ kind: 'limit-reached', what: `seconds to wait for ${path}`, limit: (waitMs * mostWaits) / 1000 });
}

/** Whoever is not root may not write there. */
function lockNow(path: string): Result<HeldLock | null, Problem> {
  try {
    return ok(tryLock(path));
  } catch (error) {
    return failed({ kind: 'write-failed', path, code: errorCode(error) ?? 'unknown' });
  }
}
