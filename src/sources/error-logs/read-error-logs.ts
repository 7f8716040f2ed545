import type { ErrorFile, ErrorSource } from '../../model/error-report.ts';
import type { Problem } from '../../model/problem.ts';
import type { RecordSink } from '../../scan/errors/record-reader.ts';
import { createErrorTally, type TalliedErrors, type TallyOptions } from '../../scan/errors/tally-errors.ts';
import { eachLogOnce } from './each-log.ts';
import type { ErrorLogToRead } from './error-log.ts';
import type { Fed } from './feed-log.ts';
import { feedRecords, type RecordFeeding } from './feed-records.ts';
import { machineClock } from './machine-clock.ts';

export interface ErrorLimits {
  /** Of a larger file only the end is read. */
  readonly fileBytes: number;
  /** All files of one review together. */
  readonly reviewBytes: number;
}

const mebibyte = 1024 * 1024;
export const usualErrorLimits: ErrorLimits = { fileBytes: 32 * mebibyte, reviewBytes: 256 * mebibyte };

export interface ErrorProgress {
  readonly filesDone: number;
  readonly files: number;
  readonly bytes: number;
}

export interface ErrorReading extends TallyOptions {
  readonly limits: ErrorLimits;
  /** True for this machine's own logs; the time of a copied file and the stamps in it may be of two zones. */
  readonly trustsFileTimes: boolean;
  readonly shouldStop: () => boolean;
  readonly onProgress: (progress: ErrorProgress) => void;
}

export interface ReadErrors extends TalliedErrors {
  readonly bytes: number;
  readonly files: readonly ErrorFile[];
  /** Files left unread because nothing in them can be as new as the window. */
  readonly filesTooOld: number;
}

/**
 * Reads error logs one after the other, each file once however many names it has, and counts what they say.
 * A file that cannot be read, or not to its end, is listed with its problem; nothing is skipped without a word.
 */
export async function readErrorLogs(logs: readonly ErrorLogToRead[], reading: ErrorReading): Promise<ReadErrors> {
  const tally = createErrorTally(reading);
  const files: ErrorFile[] = [];
  const clock = machineClock();
  const { limits } = reading;
  let filesTooOld = 0;
  let bytes = 0;

  await eachLogOnce(logs, async (log, opened, done) => {
    if (!opened.ok) {
      files.push(unread(log, opened.problem));
      return;
    }
    if (reading.trustsFileTimes && opened.value.modifiedEpoch < reading.span.fromEpoch) {
      filesTooOld++;
      return;
    }
    const left = limits.reviewBytes - bytes;
    const spent = spentProblem(log.path, left, reading);
    if (spent !== null) {
      files.push(unread(log, spent));
      return;
    }
    const watched = watchSink(tally.fileSink(log.site));
    const feeding: RecordFeeding = {
      clock,
      tailBytes: Math.min(limits.fileBytes, left),
      archiveBytes: left,
      onBytes: (count) => {
        bytes += count;
        reading.onProgress({ filesDone: done, files: logs.length, bytes });
      },
      shouldStop: reading.shouldStop,
    };
    const fed = await feedRecords(opened.value, log, feeding, watched.sink);
    files.push(readFile(log, fed, watched));
  });
  return { ...tally.result(), bytes, files, filesTooOld };
}

function spentProblem(path: string, bytesLeft: number, { limits, shouldStop }: ErrorReading): Problem | null {
  if (shouldStop()) return { kind: 'time-spent', path };
  return bytesLeft > 0 ? null : { kind: 'bytes-spent', path, limitBytes: limits.reviewBytes };
}

interface WatchedSink {
  readonly sink: RecordSink;
  lines: number;
  unknown: number;
  source: ErrorSource | null;
}

/** Passes everything on and remembers what one file held. */
function watchSink(sink: RecordSink): WatchedSink {
  const watched: WatchedSink = {
    lines: 0,
    unknown: 0,
    source: null,
    sink: {
      record(record, firstLine, lines) {
        watched.lines += lines;
        watched.source ??= record.source;
        sink.record(record, firstLine, lines);
      },
      carriedOn() {
        watched.lines++;
        sink.carriedOn();
      },
      unknown(line) {
        watched.lines++;
        watched.unknown++;
        sink.unknown(line);
      },
    },
  };
  return watched;
}

function readFile(log: ErrorLogToRead, { bytes, tailOnly, problem }: Fed, { lines, unknown, source }: WatchedSink): ErrorFile {
  const isNoErrorLog = source === null && unknown > 0;
  const told: Problem | null = problem ?? (isNoErrorLog ? { kind: 'unknown-format', path: log.path, expected: errorLogWords } : null);
  return { path: log.path, source, site: log.site, lines, bytes, tailOnly, ...(told === null ? {} : { problem: told }) };
}

const errorLogWords = 'an error log of Apache, nginx, PHP-FPM or PHP';

const unread = (log: ErrorLogToRead, problem: Problem): ErrorFile => ({
  path: log.path,
  source: null,
  site: log.site,
  lines: 0,
  bytes: 0,
  tailOnly: false,
  problem,
});
