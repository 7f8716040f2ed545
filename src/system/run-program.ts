import { execFile } from 'node:child_process';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { errorCode } from './fs-problem.ts';

export interface ProgramRun {
  /** Absolute path. */
  readonly program: string;
  readonly arguments: readonly string[];
  readonly timeoutMs: number;
  readonly outputLimitBytes: number;
  /** Given to its standard input; without it the program finds an end there. */
  readonly input?: string;
  /** Variables the program needs beside the clean ones. */
  readonly environment?: Readonly<Record<string, string>>;
}

export type RunProgram = (run: ProgramRun) => Promise<Result<Buffer, Problem>>;

// Programs never see our own environment: it may hold NODE_OPTIONS, tokens or a hostile PATH.
const cleanEnvironment = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: '/root', LANG: 'C', LC_ALL: 'C' };

/**
 * Runs a program without a shell and gives its standard output as bytes.
 * Problems: program-missing, program-failed, program-timed-out, program-output-too-large.
 */
export function runProgram(run: ProgramRun): Promise<Result<Buffer, Problem>> {
  const { program, timeoutMs, outputLimitBytes } = run;
  return new Promise((resolve) => {
    const options = {
      encoding: 'buffer' as const,
      env: { ...cleanEnvironment, ...run.environment },
      cwd: '/',
      timeout: timeoutMs,
      killSignal: 'SIGKILL' as const,
      maxBuffer: outputLimitBytes,
    };
    const child = execFile(program, [...run.arguments], options, (error, stdout, stderr) => {
      if (error === null) {
        resolve(ok(stdout));
        return;
      }
      const code = errorCode(error);
      if (code === 'ENOENT' || code === 'EACCES') resolve(failed({ kind: 'program-missing', program }));
      else if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
        resolve(failed({ kind: 'program-output-too-large', program, limitBytes: outputLimitBytes }));
      } else if (error.killed === true) resolve(failed({ kind: 'program-timed-out', program, timeoutMs }));
      else {
        const exitCode = typeof error.code === 'number' ? error.code : null;
        resolve(failed({ kind: 'program-failed', program, exitCode, detail: stderr.toString('utf8', 0, 500) }));
      }
    });
    // A program that leaves before it has read everything is judged by its exit code, not by the broken pipe.
    child.stdin?.on('error', () => undefined);
    // A program that asks a question gets an end instead of waiting for its time limit.
    child.stdin?.end(run.input ?? '');
  });
}
