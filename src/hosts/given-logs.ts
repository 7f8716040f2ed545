import { randomBytes } from 'node:crypto';
import { reviewAccess } from '../actions/review-access.ts';
import { reviewErrors } from '../actions/review-errors.ts';
import type { AccessQuestion, ErrorQuestion } from '../actions/reviews.ts';
import type { AccessReport } from '../model/access-report.ts';
import type { ErrorReport } from '../model/error-report.ts';
import { givenAccessLogs } from '../sources/access-logs/given-logs.ts';
import { givenErrorLogs } from '../sources/error-logs/given-logs.ts';
import { hooks, type ReviewLimits } from './review-limits.ts';
import { threadStarter } from './scan-thread.ts';

/** Reviews access logs that somebody named. */
export function reviewGivenAccess(names: readonly string[], question: AccessQuestion, limits: ReviewLimits): Promise<AccessReport> {
  const { logs, problems, leftAside } = givenAccessLogs(names);
  const seed = randomBytes(4).readUInt32LE();
  const needs = { logs, problems, leftAside, windowEnd: { at: 'newest-line' as const }, nameSite: (host: string) => host, seed };
  return reviewAccess({ ...needs, startThread: threadStarter(), ...hooks(limits) }, question);
}

/** Reviews error logs that somebody named. */
export async function reviewGivenErrors(names: readonly string[], question: ErrorQuestion, limits: ReviewLimits): Promise<ErrorReport> {
  const { logs, problems, leftAside } = await givenErrorLogs(names);
  return reviewErrors({ logs, problems, leftAside, windowEnd: { at: 'newest-line' }, domains: [], ...hooks(limits) }, question);
}
