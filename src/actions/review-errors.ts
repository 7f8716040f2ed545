import { explainError } from '../classify/errors/explain-error.ts';
import type { ErrorGroup, ErrorReport } from '../model/error-report.ts';
import type { Problem } from '../model/problem.ts';
import { spanEndingAt, type TimeSpan } from '../model/time-window.ts';
import type { ErrorLogToRead } from '../sources/error-logs/error-log.ts';
import { newestErrorStamp } from '../sources/error-logs/newest-stamp.ts';
import { sitesByPool } from '../sources/error-logs/pool-sites.ts';
import {
  type ErrorLimits,
  type ErrorProgress,
  type ReadErrors,
  readErrorLogs,
  usualErrorLimits,
} from '../sources/error-logs/read-error-logs.ts';
import type { ErrorQuestion } from './reviews.ts';

export interface ErrorNeeds {
  readonly logs: readonly ErrorLogToRead[];
  /** Names that could not even be listed; they are reported beside the files. */
  readonly problems: readonly Problem[];
  /** Files that were found beside the logs and are none. */
  readonly leftAside?: readonly string[];
  /** When a window ends: now for this machine's own logs, at the newest line for files given by hand. */
  readonly windowEnd: { readonly at: 'now'; readonly epoch: number } | { readonly at: 'newest-line' };
  /** Domains of this server, so that PHP-FPM's pools get their sites' names. */
  readonly domains: readonly string[];
  readonly limits?: ErrorLimits;
  readonly onProgress?: (progress: ErrorProgress) => void;
  readonly shouldStop?: () => boolean;
}

/** Answers "what went wrong": reads the error logs, groups what they say, and explains what is known. */
export async function reviewErrors(needs: ErrorNeeds, question: ErrorQuestion): Promise<ErrorReport> {
  const limits = needs.limits ?? usualErrorLimits;
  const shouldStop = needs.shouldStop ?? (() => false);
  const span = await spanOf(needs, question, limits, shouldStop);
  const domains = question.site === null ? needs.domains : [...needs.domains, question.site];
  const read = await readErrorLogs(needs.logs, {
    span,
    site: question.site,
    address: question.address,
    siteOfPool: sitesByPool(domains),
    limits,
    trustsFileTimes: needs.windowEnd.at === 'now',
    shouldStop,
    onProgress: needs.onProgress ?? (() => undefined),
  });
  return report(read, needs, question, span);
}

async function spanOf(needs: ErrorNeeds, { window }: ErrorQuestion, limits: ErrorLimits, shouldStop: () => boolean): Promise<TimeSpan> {
  if (needs.windowEnd.at === 'now') return spanEndingAt(window, needs.windowEnd.epoch);
  // Without a start there is no end to look for.
  return spanEndingAt(window, window === 'all' ? 0 : ((await newestErrorStamp(needs.logs, limits, shouldStop)) ?? 0));
}

/** Enough to see what they are. */
const mostLeftAside = 20;

function report(read: ReadErrors, { problems, leftAside = [] }: ErrorNeeds, question: ErrorQuestion, span: TimeSpan): ErrorReport {
  const unlisted = problems.map((problem) => ({
    path: 'path' in problem ? problem.path : '',
    source: null,
    site: null,
    lines: 0,
    bytes: 0,
    tailOnly: false,
    problem,
  }));
  return {
    window: { name: question.window, from: isoOrNull(span.fromEpoch), to: isoOrNull(span.toEpoch) },
    from: isoOrNull(read.firstEpoch),
    to: isoOrNull(read.lastEpoch),
    bytes: read.bytes,
    lines: read.lines,
    unparsed: read.unparsed,
    unparsedSamples: read.unparsedSamples,
    continued: read.continued,
    outside: read.outside,
    files: [...read.files, ...unlisted],
    filesTooOld: read.filesTooOld,
    leftAside: { files: leftAside.length, paths: leftAside.slice(0, mostLeftAside) },
    distinctGroups: read.groups.length,
    groups: (question.top === null ? read.groups : read.groups.slice(0, question.top)).map(explained),
  };
}

function explained({ firstEpoch, lastEpoch, ...group }: ReadErrors['groups'][number]): ErrorGroup {
  return { ...group, first: isoOrNull(firstEpoch), last: isoOrNull(lastEpoch), ...explainError(group) };
}

const isoOrNull = (epoch: number | null): string | null =>
  epoch === null || !Number.isFinite(epoch) ? null : new Date(epoch * 1000).toISOString().replace('.000Z', 'Z');
