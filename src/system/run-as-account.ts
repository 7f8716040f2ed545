import { spawn } from 'node:child_process';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { accountChildVariable } from './account-child-variable.ts';
import { accountAnswer, type AccountWork } from './account-work.ts';
import type { AccountPlace, FileVersion } from './account-file.ts';

/** The system user that owns a site. */
export interface AccountIds {
  readonly uid: number;
  readonly gid: number;
}

/** Files of accounts, each touched with its account's rights only. Problems: those of `account-file.ts`, and those of a program. */
export interface AccountFiles {
  readonly read: (account: AccountIds, place: AccountPlace) => Promise<Result<FileVersion, Problem>>;
  /** Gives the new version. */
  readonly replace: (account: AccountIds, place: AccountPlace, expected: string, bytes: Buffer | null) => Promise<Result<string, Problem>>;
}

/**
 * Does such work in a child of this process.
 * @param words the program and what makes it read one {@link AccountWork} and answer it (`hosts/account-child.ts`)
 */
export function accountFilesIn(words: readonly [string, ...string[]]): AccountFiles {
  return {
    read: async (account, { home, path }) => {
      const answer = await ask(words, { does: 'read', ...idsOf(account), home, path });
      if (!answer.ok) return answer;
      const { bytes, version } = answer.value;
      return ok({ bytes: bytes === null ? null : Buffer.from(bytes, 'base64'), version });
    },
    replace: async (account, { home, path }, expected, bytes) => {
      const work = { does: 'replace', ...idsOf(account), home, path, expected, bytes: bytes?.toString('base64') ?? null } as const;
      const answer = await ask(words, work);
      return answer.ok ? ok(answer.value.version) : answer;
    },
  };
}

const idsOf = ({ uid, gid }: AccountIds): AccountIds => ({ uid, gid });

const timeoutMs = 20_000;
// A file of the largest size taken, as base64.
const outputLimitBytes = 2 * 1024 * 1024;

function ask(
  words: readonly [string, ...string[]],
  work: AccountWork,
): Promise<Result<{ readonly bytes: string | null; readonly version: string }, Problem>> {
  const [program, ...rest] = words;
  return new Promise((resolve) => {
    const child = spawn(program, rest, {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { [accountChildVariable]: '1' },
      cwd: '/',
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    const pieces: Buffer[] = [];
    let sizeBytes = 0;
    child.stdout.on('data', (piece: Buffer) => {
      sizeBytes += piece.length;
      if (sizeBytes > outputLimitBytes) child.kill('SIGKILL');
      else pieces.push(piece);
    });
    child.on('error', () => {
      resolve(failed({ kind: 'program-missing', program }));
    });
    child.on('close', (exitCode, signal) => {
      if (sizeBytes > outputLimitBytes) resolve(failed({ kind: 'program-output-too-large', program, limitBytes: outputLimitBytes }));
      else if (signal === 'SIGKILL') resolve(failed({ kind: 'program-timed-out', program, timeoutMs }));
      else resolve(answerIn(Buffer.concat(pieces), program, exitCode));
    });
    child.stdin.on('error', () => {
      // The child is gone before it read: its end says why.
    });
    child.stdin.end(JSON.stringify(work));
  });
}

function answerIn(
  bytes: Buffer,
  program: string,
  exitCode: number | null,
): ReturnType<typeof accountAnswer.parse> | Result<never, Problem> {
  try {
    return accountAnswer.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    return failed({ kind: 'program-failed', program, exitCode, detail: 'no answer from the work done as the account' });
  }
}
