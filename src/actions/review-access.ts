import { judgeOutliers, pagesToJudge } from '../classify/outliers.ts';
import type { AccessReport } from '../model/access-report.ts';
import type { LogFile } from '../model/log-catalog.ts';
import type { Problem } from '../model/problem.ts';
import type { Result } from '../model/result.ts';
import { spanEndingAt, type TimeSpan, type WindowName } from '../model/time-window.ts';
import type { AccessTally } from '../sources/access-logs/access-tally.ts';
import { newestEpoch } from '../sources/access-logs/newest-epoch.ts';
import { type AccessReading, type ReadProgress, readAccessLogs } from '../sources/access-logs/read-access-logs.ts';
import type { CandidateQuestion } from '../sources/access-logs/pick-candidates.ts';
import type { StartThread } from '../sources/access-logs/scan-in-threads.ts';
import type { AccessQuestion } from './reviews.ts';

export interface AccessNeeds {
  readonly logs: readonly LogFile<'access'>[];
  /** Names that could not even be listed; they are reported beside the files. */
  readonly problems: readonly Problem[];
  /** Files that were found beside the logs and are none. */
  readonly leftAside?: readonly string[];
  /** When a window ends: now for this machine's own logs, at the newest line for files given by hand. */
  readonly windowEnd: { readonly at: 'now'; readonly epoch: number } | { readonly at: 'newest-line' };
  readonly nameSite: (host: string) => string;
  readonly seed: number;
  /** Starts a second thread for large readings; left out where there is only one processor. */
  readonly startThread?: StartThread | undefined;
  /** A file of our own where counts are kept from one reading to the next. */
  readonly memoryPath?: string | undefined;
  /** Takes work that is done when the answer is out. */
  readonly afterAnswer?: (work: () => Result<null, Problem>) => void;
  readonly onProgress?: (progress: ReadProgress) => void;
  readonly shouldStop?: () => boolean;
}

/** The answer, and what a closer look starts from. */
export interface AccessReviewed {
  readonly report: AccessReport;
  /** The span that was read. */
  readonly span: TimeSpan;
  readonly candidates: AccessTally['candidates'];
}

/** Answers "what do they ask for": reads the logs and counts pages, addresses, sites and the rest. */
export const reviewAccess = async (needs: AccessNeeds, question: AccessQuestion): Promise<AccessReport> =>
  (await reviewAccessClosely(needs, question)).report;

/** The same, and with it the addresses worth a closer look, where they are asked for. */
export async function reviewAccessClosely(
  needs: AccessNeeds,
  question: AccessQuestion,
  candidates?: CandidateQuestion,
): Promise<AccessReviewed> {
  const { asked, span } = await spanOfReview(needs, question.window);
  const isThisMachine = needs.windowEnd.at === 'now';
  const reading: AccessReading = {
    span,
    pageKey: question.key,
    site: question.site,
    address: question.address,
    page: question.page,
    agent: question.agent ?? null,
    onlyPages: question.onlyPages ?? false,
    limit: question.top === null ? null : Math.max(question.top, pagesToJudge),
    sitesAreCertain: isThisMachine,
    // Copied and unpacked files carry any time.
    areLive: isThisMachine,
    nameSite: needs.nameSite,
    seed: needs.seed,
    startThread: needs.startThread,
    memoryPath: needs.memoryPath,
    candidates,
    ...(needs.onProgress === undefined ? {} : { onProgress: needs.onProgress }),
    ...(needs.shouldStop === undefined ? {} : { shouldStop: needs.shouldStop }),
  };
  const { tally, remember } = await readAccessLogs(needs.logs, reading);
  if (remember !== null) needs.afterAnswer?.(remember);
  const window = { name: question.window, from: isoOrNull(span.fromEpoch), to: isoOrNull(asked.toEpoch) };
  return {
    report: { ...report(tally, window, needs, question.top), counted: question.onlyPages === true ? 'pages' : 'everything' },
    span,
    candidates: tally.candidates,
  };
}

/** What a window means for these logs: as it was asked for, and as it is read. */
export async function spanOfReview(
  needs: Pick<AccessNeeds, 'windowEnd' | 'logs' | 'shouldStop'>,
  window: WindowName,
): Promise<{ readonly asked: TimeSpan; readonly span: TimeSpan }> {
  const asked = await spanAsked(needs, window);
  return { asked, span: needs.windowEnd.at === 'now' ? liveSpan(asked, window) : asked };
}

/** Without a single time stamp in the given files there is no end to count back from: then the span is open. */
async function spanAsked({ windowEnd, logs, shouldStop }: Parameters<typeof spanOfReview>[0], window: WindowName): Promise<TimeSpan> {
  if (windowEnd.at === 'now') return spanEndingAt(window, windowEnd.epoch);
  const newest = window === 'all' ? null : await newestEpoch(logs, shouldStop ?? (() => false));
  return newest === null ? spanEndingAt('all', 0) : spanEndingAt(window, newest);
}

const hour = 3600;
/** Enough to see what they are. */
const mostLeftAside = 20;

/**
 * On a live server a day begins at a full hour, so that what was counted serves every reading within the hour; and it has
 * no end, so that the next reading only adds to it. Shorter windows are read anew each time, to the second.
 */
const liveSpan = (asked: TimeSpan, window: WindowName): TimeSpan =>
  window === '24h' ? { fromEpoch: Math.floor(asked.fromEpoch / hour) * hour, toEpoch: Infinity } : asked;

function report(
  tally: AccessTally,
  window: AccessReport['window'],
  { problems, leftAside = [] }: AccessNeeds,
  top: number | null,
): Omit<AccessReport, 'counted'> {
  const pages = tally.pages.top.map(({ key, requests }) => ({ page: key, requests }));
  const { isOutlier, mark } = judgeOutliers(pages);
  const cut = <T>(list: readonly T[]): readonly T[] => (top === null ? list : list.slice(0, top));
  const unlisted = problems.map((problem) => ({ path: pathOf(problem), site: null, lines: 0, bytes: 0, problem }));
  return {
    window,
    from: isoOrNull(tally.oldestEpoch),
    to: isoOrNull(tally.newestEpoch),
    bytes: tally.bytes,
    bytesRemembered: tally.bytesRemembered,
    memory: tally.memory,
    bytesBeforeWindow: tally.bytesBeforeWindow,
    bytesMissed: tally.bytesMissed,
    lines: tally.lines,
    parsed: tally.parsed,
    skipped: tally.skipped,
    skippedSamples: tally.skippedSamples,
    blank: tally.blank,
    outside: tally.outside,
    withoutPage: tally.withoutPage,
    cutLines: tally.cutLines,
    files: [...tally.files, ...unlisted],
    filesTooOld: tally.filesTooOld,
    leftAside: { files: leftAside.length, paths: leftAside.slice(0, mostLeftAside) },
    pages: cut(pages).map((page) => ({ ...page, outlier: isOutlier(page) })),
    addresses: cut(tally.addresses.top).map(({ key, requests }) => ({ address: key, requests })),
    sites: cut(tally.sites.top).map(({ key, requests }) => ({ site: key, requests })),
    agents: cut(tally.agents.top).map(({ key, requests }) => ({ agent: key, requests })),
    statuses: tally.statuses,
    methods: tally.methods,
    minutes: tally.steps.map(({ startEpoch, requests }) => ({ from: iso(startEpoch), requests })),
    minuteSeconds: tally.stepSeconds,
    distinct: {
      pages: tally.pages.distinct,
      addresses: tally.addresses.distinct,
      sites: tally.sites.distinct,
      agents: tally.agents.distinct,
    },
    countErrorBound: {
      pages: tally.pages.errorBound,
      addresses: tally.addresses.errorBound,
      sites: tally.sites.errorBound,
      agents: tally.agents.errorBound,
    },
    outlierMark: mark,
  };
}

const pathOf = (problem: Problem): string => ('path' in problem ? problem.path : '');

const iso = (epoch: number): string => new Date(epoch * 1000).toISOString().replace('.000Z', 'Z');

const isoOrNull = (epoch: number | null): string | null => (epoch === null || !Number.isFinite(epoch) ? null : iso(epoch));
