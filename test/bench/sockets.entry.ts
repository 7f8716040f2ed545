/** Reads and counts the sockets of this network namespace once and prints the milliseconds that took, for sockets.mjs. */
import { reviewConnections } from '../../src/actions/review-connections.ts';
import { readLiveSockets } from '../../src/sources/sockets/read-live.ts';

const question = { top: 20, address: null };

async function main(): Promise<void> {
  const began = performance.now();
  const read = await readLiveSockets({ withPrograms: false, ...question });
  if (!read.ok) throw new Error(read.problem.kind);
  reviewConnections(read.value.table, question, read.value.problems);
  process.stdout.write(`${performance.now() - began}`);
}

void main();
