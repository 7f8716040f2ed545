import { availableParallelism } from 'node:os';

/** Processors this process may use. */
export const processorCount = (): number => availableParallelism();

/**
 * Runs a program in a thread of this process, with words as on a command line, gives it a job and waits for the one message it answers with. Rejects when
 * the thread ends without an answer. Its environment is empty.
 */
export async function runThread(program: string, words: readonly string[], job: unknown): Promise<unknown> {
  // Seldom needed, and not for nothing.
  const { Worker } = await import('node:worker_threads');
  return new Promise((resolve, reject) => {
    const thread = new Worker(program, { argv: [...words], workerData: job, env: {}, stdin: false });
    let answered = false;
    thread.once('message', (answer: unknown) => {
      answered = true;
      resolve(answer);
      void thread.terminate();
    });
    thread.once('error', reject);
    thread.once('exit', (code) => {
      if (!answered) reject(new Error(`a thread ended without an answer (${String(code)})`));
    });
  });
}
