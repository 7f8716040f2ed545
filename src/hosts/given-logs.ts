import { randomBytes } from 'node:crypto';
import type { ReviewedWhole } from '../actions/review-whole.ts';
import type { WholeNeeds, WholeQuestion } from '../actions/whole-needs.ts';
import type { AccessQuestion, ErrorQuestion } from '../actions/reviews.ts';
import type { ConnectionReport } from '../model/connection-report.ts';
import type { IpAddress } from '../model/ip-address.ts';
import type { Problem } from '../model/problem.ts';
import { ok } from '../model/result.ts';
import type { AddressDetail, JudgedAddress } from '../model/verdict-report.ts';
import type { AccessReport } from '../model/access-report.ts';
import type { ErrorReport } from '../model/error-report.ts';
import { hooks, type ReviewLimits } from './review-limits.ts';
import { threadStarter } from './thread-starter.ts';

/** Reviews access logs that somebody named. */
export async function reviewGivenAccess(names: readonly string[], question: AccessQuestion, limits: ReviewLimits): Promise<AccessReport> {
  const [{ reviewAccess }, { givenAccessLogs }] = await Promise.all([
    import('../actions/review-access.ts'),
    import('../sources/access-logs/given-logs.ts'),
  ]);
  const { logs, problems, leftAside } = givenAccessLogs(names);
  const seed = randomBytes(4).readUInt32LE();
  const needs = { logs, problems, leftAside, windowEnd: { at: 'newest-line' as const }, nameSite: (host: string) => host, seed };
  return reviewAccess({ ...needs, startThread: threadStarter(), ...hooks(limits) }, question);
}

/** Judges by logs that somebody named, in any mix, and by saved socket tables where there are some. */
export async function reviewGivenWhole(given: GivenWhole, question: WholeQuestion, limits: ReviewLimits): Promise<ReviewedWhole> {
  const { reviewWhole } = await import('../actions/review-whole.ts');
  const { needs, done } = await givenNeeds(given, limits);
  const reviewed = await reviewWhole(needs, question);
  await done(reviewed.verdicts.addresses);
  return reviewed;
}

/** The verdict on one address by logs that somebody named. */
export async function reviewGivenAddress(
  address: IpAddress,
  given: GivenWhole,
  question: Pick<WholeQuestion, 'window' | 'site'>,
  limits: ReviewLimits,
): Promise<AddressDetail> {
  const { reviewAddress } = await import('../actions/review-one-address.ts');
  const { needs, done } = await givenNeeds(given, limits);
  const detail = await reviewAddress(needs, question, address);
  await done([detail.judged]);
  return detail;
}

export interface GivenWhole {
  readonly logs: readonly string[];
  /** The review of saved socket tables; null where none was named. */
  readonly connections: ConnectionReport | null;
  /** Problems of reading them. */
  readonly problems: readonly Problem[];
}

async function givenNeeds(
  { logs: names, connections, problems }: GivenWhole,
  limits: ReviewLimits,
): Promise<{ needs: WholeNeeds; done: (judged: readonly JudgedAddress[]) => Promise<void> }> {
  const [{ givenLogs }, { openJudging }, { detectPanel }] = await Promise.all([
    import('../sources/given-logs.ts'),
    import('./judging.ts'),
    import('../panels/detect.ts'),
  ]);
  const given = await givenLogs(names);
  const judging = await openJudging('/', detectPanel('/').name, 'elsewhere');
  const windowEnd = { at: 'newest-line' as const };
  const running = hooks(limits);
  const needs: WholeNeeds = {
    access: {
      logs: given.logs,
      problems: [...problems, ...given.problems],
      leftAside: given.leftAside,
      windowEnd,
      nameSite: (host) => host,
      seed: randomBytes(4).readUInt32LE(),
      startThread: threadStarter(),
      ...running,
    },
    errors: { logs: given.errorLogs, problems: [], windowEnd, domains: [], ...running },
    connections: connections === null ? null : () => Promise.resolve(ok(connections)),
    judging: judging.needs,
  };
  return {
    needs,
    done: async (judged) => {
      judging.close();
      await judging.lookUp(judged);
    },
  };
}

/** Reviews error logs that somebody named. */
export async function reviewGivenErrors(names: readonly string[], question: ErrorQuestion, limits: ReviewLimits): Promise<ErrorReport> {
  const [{ reviewErrors }, { givenErrorLogs }] = await Promise.all([
    import('../actions/review-errors.ts'),
    import('../sources/error-logs/given-logs.ts'),
  ]);
  const { logs, problems, leftAside } = await givenErrorLogs(names);
  return reviewErrors({ logs, problems, leftAside, windowEnd: { at: 'newest-line' }, domains: [], ...hooks(limits) }, question);
}
