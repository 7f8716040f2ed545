import type { AccessReport } from '../model/access-report.ts';
import type { ConnectionReport } from '../model/connection-report.ts';
import type { ErrorReport } from '../model/error-report.ts';
import type { Problem } from '../model/problem.ts';
import { bytesText, count, counted } from './numbers.ts';
import { cutInTheMiddle } from './printable.ts';
import { problemText } from './problem-text.ts';
import type { Clock } from './times.ts';

/** Where a table's numbers come from: short beside its title, in full in its section. */
export interface Coverage {
  /** `/proc/net, 09:41:07`. */
  readonly short: string;
  /** Facts about what was read, one sentence each. */
  readonly sentences: readonly string[];
  readonly unread: Unread | null;
}

/** What could not be read or understood, with the reasons. */
export interface Unread {
  /** `3 of 512 logs could not be read`. */
  readonly title: string;
  readonly reasons: readonly string[];
  /** Lines that were not understood, as they stand in the file. */
  readonly samples: readonly string[];
}

const mostReasons = 50;

export function connectionCoverage(report: ConnectionReport, clock: Clock): Coverage {
  const readAt = clock.tell(report.takenAt);
  const sentences = [
    `Read from ${cutInTheMiddle(report.source, 200)}${readAt === null ? ', which does not say when it was taken' : `, ${readAt.full}`}.`,
    `${counted(report.total, 'connection')}; ${counted(report.listening, 'listening socket')} left out.`,
    ...(report.own.connections === 0
      ? []
      : [`${counted(report.own.connections, 'connection')} of this machine with itself, counted apart.`]),
    ...(report.directionGuessed
      ? ['The source shows no listening sockets, so what is inbound and what outbound was guessed from the port numbers.']
      : []),
    ...beyondSentences(report),
  ];
  return {
    short: [cutInTheMiddle(report.source, 60), readAt?.short].filter((part) => part !== undefined).join(', '),
    sentences,
    unread: unread(
      report.problems.length === 0
        ? null
        : counted(report.problems.length, 'source was not read completely', 'sources were not read completely'),
      report.problems,
      report.unparsed,
      report.unparsedSamples,
    ),
  };
}

/** That not every peer is listed; at most one sentence. */
export const beyondSentences = ({ beyond, distinct }: ConnectionReport): readonly string[] =>
  beyond === null
    ? []
    : [
        `${counted(beyond.connections, 'connection')} belong to more addresses than are told apart ` +
          `(${count(distinct.addresses)} are): in every total, but in no list by address or subnet.`,
      ];

export function accessCoverage(report: AccessReport, clock: Clock): Coverage {
  const read = report.files.filter((file) => file.problem === undefined);
  const problems = report.files.flatMap((file) => file.problem ?? []);
  const sentences = [
    readNow(clock),
    `${counted(report.parsed, 'request')} counted from ${counted(report.lines, 'line')} of ${counted(read.length, 'log')} (${bytesText(report.bytes)}).`,
    ...(report.outside === 0 ? [] : [`${counted(report.outside, 'line')} outside the time or the filter left out.`]),
    ...(report.filesTooOld === 0 ? [] : [`${counted(report.filesTooOld, 'log')} older than the time asked for not opened.`]),
    ...(report.withoutPage === 0 ? [] : [`${counted(report.withoutPage, 'request')} named no page.`]),
    ...(report.cutLines === 0 ? [] : [`${counted(report.cutLines, 'line was', 'lines were')} too long and judged by the beginning.`]),
  ];
  return {
    short: `${counted(read.length, 'log')}${spanText(report.from, report.to, clock)}`,
    sentences,
    unread: unread(unreadFiles(problems, report.files.length), problems, report.skipped, report.skippedSamples),
  };
}

export function errorCoverage(report: ErrorReport, clock: Clock): Coverage {
  const read = report.files.filter((file) => file.problem === undefined);
  const problems = report.files.flatMap((file) => file.problem ?? []);
  const tails = read.filter((file) => file.tailOnly).length;
  const sentences = [
    readNow(clock),
    `${counted(report.lines, 'line')} of ${counted(read.length, 'error log')} read (${bytesText(report.bytes)}).`,
    ...(tails === 0 ? [] : [`Of ${counted(tails, 'log')} only the end was read: larger than the limit.`]),
    ...(report.outside === 0 ? [] : [`${counted(report.outside, 'line')} outside the time or the filter left out.`]),
    ...(report.filesTooOld === 0 ? [] : [`${counted(report.filesTooOld, 'log')} older than the time asked for not opened.`]),
  ];
  return {
    short: `${counted(read.length, 'error log')}${spanText(report.from, report.to, clock)}`,
    sentences,
    unread: unread(unreadFiles(problems, report.files.length), problems, report.unparsed, report.unparsedSamples),
  };
}

const readNow = (clock: Clock): string => `Read at ${clock.tell(new Date(clock.nowEpochMs).toISOString()).full}.`;

function spanText(from: string | null, to: string | null, clock: Clock): string {
  return from === null || to === null ? '' : `, ${clock.minute(Date.parse(from))}–${clock.minute(Date.parse(to))}`;
}

const unreadFiles = (problems: readonly Problem[], files: number): string | null =>
  problems.length === 0 ? null : `${count(problems.length)} of ${counted(files, 'log')} could not be read`;

function unread(title: string | null, problems: readonly Problem[], lines: number, samples: readonly string[]): Unread | null {
  const linesTitle = lines === 0 ? null : `${counted(lines, 'line was', 'lines were')} not understood`;
  const titles = [title, linesTitle].filter((each) => each !== null);
  if (titles.length === 0) return null;
  const reasons = problems.slice(0, mostReasons).map(problemText);
  const left = problems.length - reasons.length;
  return {
    title: titles.join('; '),
    reasons: left === 0 ? reasons : [...reasons, `… and ${count(left)} more.`],
    samples: samples.map((sample) => cutInTheMiddle(sample, 300)),
  };
}
