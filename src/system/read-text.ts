import { readFileSync, statSync } from 'node:fs';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { problemOf } from './fs-problem.ts';

/**
 * The text of a small configuration file that only root writes. Bytes that are no UTF-8 become U+FFFD.
 * Problems: not-found, permission-denied, too-large, read-failed.
 */
export function readSmallText(path: string, limitBytes = 16 * 1024 * 1024): Result<string, Problem> {
  try {
    const { size } = statSync(path);
    if (size > limitBytes) return failed({ kind: 'too-large', path, sizeBytes: size, limitBytes });
    return ok(readFileSync(path, 'utf8'));
  } catch (error) {
    return failed(problemOf(error, path));
  }
}
