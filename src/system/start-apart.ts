import { spawn } from 'node:child_process';

/**
 * Starts this program once more with other words, apart from this process: it goes on when this one ends, and holds none of its
 * pipes, so that nobody waits for it. False when it could not be started.
 */
export async function startApart(program: string, words: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, [...process.execArgv, program, ...words], {
    cwd: '/',
    env: process.env,
    detached: true,
    stdio: 'ignore',
  });
  const started = await new Promise<boolean>((resolve) => {
    child.once('spawn', () => {
      resolve(true);
    });
    child.once('error', () => {
      resolve(false);
    });
  });
  child.unref();
  return started;
}
