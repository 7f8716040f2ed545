import type { Behaviours } from '../../model/behaviour.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import type { LogFile } from '../../model/log-catalog.ts';
import type { Problem } from '../../model/problem.ts';
import type { TimeSpan } from '../../model/time-window.ts';
import { BehaviourBook } from '../../scan/behaviour/behaviour-book.ts';
import { type BehaviourLimits, behaviourLimits } from '../../scan/behaviour/rooms.ts';
import { siteOfFileName } from '../access-logs/collect-tally.ts';
import type { ReadProgress } from '../access-logs/read-access-logs.ts';
import type { ErrorLogToRead } from '../error-logs/error-log.ts';
import { sitesByPool } from '../error-logs/pool-sites.ts';
import { type ErrorLimits, readErrorLogs, usualErrorLimits } from '../error-logs/read-error-logs.ts';
import { noteError } from './note-errors.ts';
import { openLook } from './open-look.ts';
import { scanBehaviour } from './scan-behaviour.ts';

export interface BehaviourReading {
  readonly logs: readonly LogFile<'access'>[];
  readonly errorLogs: readonly ErrorLogToRead[];
  /** What the first pass found: `AccessTally.candidates`. */
  readonly candidates: { readonly addresses: readonly IpAddress[]; readonly leftOut: number };
  /** Candidates whose paths are wanted, too. */
  readonly inDetail?: readonly IpAddress[];
  readonly span: TimeSpan;
  /** Of the error logs, whose stamps have no zone: of copied ones it ends at their own newest stamp. See `spansOfGivenLogs`. */
  readonly errorSpan: TimeSpan;
  /** True for this machine's own logs: see `AccessReading`. */
  readonly areLive: boolean;
  /** What a host in a log line is called. */
  readonly nameSite: (host: string) => string;
  /** Random 32-bit number that keeps attackers from aiming at the tables. */
  readonly seed: number;
  /** Domains of this server, so that PHP-FPM's pools get their sites' names. */
  readonly domains?: readonly string[];
  /** Whether a 403 of this address at this second (since 1970) was one of our own blocks at work. */
  readonly isRefusedByUs?: (address: string, epoch: number) => boolean;
  readonly limits?: Partial<BehaviourLimits>;
  readonly errorLimits?: ErrorLimits;
  readonly shouldStop?: () => boolean;
  readonly onProgress?: (progress: ReadProgress) => void;
}

export interface ReadBehaviours {
  readonly behaviours: Behaviours;
  /**
   * What could not be read (kinds as of `readAccessLogs` and `readErrorLogs`), and `not-all-kept` where more of something
   * came than is kept: counts of addresses stay exact then, but for what the limit names.
   */
  readonly problems: readonly Problem[];
  /** Lines of error logs that were read. */
  readonly errorLines: number;
}

/**
 * The second pass: what the candidates did, read from the same logs as the counts, live or given; and what error logs say
 * of any client. Memory is bounded by `BehaviourLimits`, whatever the logs hold.
 */
export async function readBehaviours(reading: BehaviourReading): Promise<ReadBehaviours> {
  const shouldStop = reading.shouldStop ?? (() => false);
  const onProgress = reading.onProgress ?? (() => undefined);
  const limits = { ...behaviourLimits, ...reading.limits };
  const book = new BehaviourBook(reading.candidates.addresses, limits, reading.isRefusedByUs, reading.inDetail);
  const look = openLook(
    book,
    {
      ...reading.span,
      nameSite: (name, from) => (from === 'host' ? reading.nameSite(name) : siteOfFileName(name)),
    },
    reading.seed,
  );
  const { logs, span, areLive } = reading;
  const problems = await scanBehaviour(look, { logs, span, areLive, shouldStop, onProgress });
  const errors = await readErrorLogs(reading.errorLogs, {
    span: reading.errorSpan,
    site: null,
    address: null,
    siteOfPool: sitesByPool(reading.domains ?? []),
    limits: reading.errorLimits ?? usualErrorLimits,
    trustsFileTimes: areLive,
    shouldStop,
    onProgress,
    onRecord: (record, told) => {
      noteError(book, record, told);
    },
  });
  return {
    behaviours: book.result(reading.candidates.leftOut),
    problems: [
      ...problems,
      ...errors.files.flatMap(({ problem }) => (problem === undefined ? [] : [problem])),
      ...book.overflows().map((overflow) => ({ kind: 'not-all-kept' as const, ...overflow })),
    ],
    errorLines: errors.lines,
  };
}
