import { randomBytes } from 'node:crypto';
import { reviewAccess } from '../actions/review-access.ts';
import { reviewErrors } from '../actions/review-errors.ts';
import type { AccessQuestion, ErrorQuestion } from '../actions/reviews.ts';
import type { AccessReport } from '../model/access-report.ts';
import type { ErrorReport } from '../model/error-report.ts';
import { givenAccessLogs } from '../sources/access-logs/given-logs.ts';
import type { ReadProgress } from '../sources/access-logs/read-access-logs.ts';
import { givenErrorLogs } from '../sources/error-logs/given-logs.ts';

/** Reviews access logs that somebody named. */
export function reviewGivenAccess(
  names: readonly string[],
  question: AccessQuestion,
  onProgress: (done: ReadProgress) => void,
): Promise<AccessReport> {
  const { logs, problems } = givenAccessLogs(names);
  const seed = randomBytes(4).readUInt32LE();
  return reviewAccess({ logs, problems, windowEnd: { at: 'newest-line' }, nameSite: (host) => host, seed, onProgress }, question);
}

/** Reviews error logs that somebody named. */
export async function reviewGivenErrors(
  names: readonly string[],
  question: ErrorQuestion,
  onProgress: (done: ReadProgress) => void,
): Promise<ErrorReport> {
  const { logs, problems } = await givenErrorLogs(names);
  return reviewErrors({ logs, problems, windowEnd: { at: 'newest-line' }, domains: [], onProgress }, question);
}
