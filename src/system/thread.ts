import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Processors this process may use. */
export const processorCount = (): number => availableParallelism();

/**
 * Runs a program in a thread of this process, gives it a job and waits for the one message it answers with. Rejects when
 * the thread ends without an answer. Its environment is empty.
 */
export function runThread(program: string, job: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(program, { workerData: job, env: {}, stdin: false });
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
