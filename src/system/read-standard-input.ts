import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { problemOf } from './fs-problem.ts';

const name = 'standard input';

/**
 * The bytes of standard input until its end: a pipe, a socket, a terminal or a file. Not read in one blocking call, because
 * whoever started this program may have made the pipe non-blocking.
 * A folder is empty. Problems: too-large (`sizeBytes` is what was read until then), read-failed.
 */
export async function readStandardInput(limitBytes: number): Promise<Result<Uint8Array, Problem>> {
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const piece of process.stdin) {
      pieces.push(piece as Buffer);
      sizeBytes += (piece as Buffer).length;
      if (sizeBytes > limitBytes) return failed({ kind: 'too-large', path: name, sizeBytes, limitBytes });
    }
  } catch (error) {
    return failed(problemOf(error, name));
  }
  return ok(Buffer.concat(pieces));
}
