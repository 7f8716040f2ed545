import { parseDomainName } from '../../model/domain-name.ts';
import { type IpAddress, parseIpAddress } from '../../model/ip-address.ts';
import type { Problem } from '../../model/problem.ts';
import type { Result } from '../../model/result.ts';
import type { ForwardAnswer, ReverseAnswer } from '../../model/reverse-names.ts';
import { readBytes } from '../../system/read-bytes.ts';
import { writeAtomically } from '../../system/write-atomically.ts';

/** An answer of DNS and until when it counts, in seconds since 1970. */
export interface KeptAnswer {
  readonly untilEpoch: number;
  readonly answer: Exclude<ReverseAnswer, { readonly state: 'unknown' }>;
}
export type KeptAnswers = ReadonlyMap<IpAddress, KeptAnswer>;

/**
 * Answers of DNS on disk, a line each: address, end, then `silent`, or `named` and each name with what became of it.
 *
 *     reverse names 1
 *     203.0.113.7 1795345200 named crawl-7.bot.example=confirmed
 */
const firstLine = 'reverse names 1';
const mostBytes = 4 * 1024 * 1024;
const mostKept = 5000;

/** The answers that still count, of one address the last; those that end first are left out where there are too many. */
export function worthKeeping(answers: readonly (readonly [IpAddress, KeptAnswer])[], nowEpoch: number): Map<IpAddress, KeptAnswer> {
  const current = [...new Map(answers)].filter(([, { untilEpoch }]) => untilEpoch > nowEpoch);
  return new Map(current.sort(([, a], [, b]) => b.untilEpoch - a.untilEpoch).slice(0, mostKept));
}

/** The answers that still count. A file that is missing, damaged or of another version has none, and is made anew. */
export function readNames(path: string, nowEpoch: number, longestSeconds: number): Map<IpAddress, KeptAnswer> {
  const read = readBytes(path, mostBytes);
  const lines = read.ok ? new TextDecoder().decode(read.value).split('\n') : [];
  if (lines[0] !== firstLine) return new Map();
  // A clock that was set back must not keep an answer for years.
  const isCurrent = ({ untilEpoch }: KeptAnswer): boolean => untilEpoch > nowEpoch && untilEpoch <= nowEpoch + longestSeconds;
  const kept = lines.slice(1).flatMap((line) => keptOf(line) ?? []);
  return new Map(kept.filter(([, answer]) => isCurrent(answer)));
}

/** Replaces the file. Problems: write-failed. */
export function writeNames(path: string, answers: KeptAnswers): Result<null, Problem> {
  const text = [firstLine, ...[...answers].map(lineOf), ''].join('\n');
  return writeAtomically(path, [new TextEncoder().encode(text)]);
}

function lineOf([address, { untilEpoch, answer }]: readonly [IpAddress, KeptAnswer]): string {
  const names = answer.state === 'named' ? answer.names.map(({ name, forward }) => `${name}=${forward}`) : [];
  return [address, untilEpoch, answer.state, ...names].join(' ');
}

function keptOf(line: string): readonly (readonly [IpAddress, KeptAnswer])[] | undefined {
  const [addressText = '', end = '', state, ...rest] = line.split(' ');
  const address = parseIpAddress(addressText);
  const untilEpoch = /^\d{1,12}$/.test(end) ? Number(end) : undefined;
  if (address === undefined || untilEpoch === undefined) return undefined;
  if (state === 'silent') return [[address, { untilEpoch, answer: { state } }]];
  const names = rest.map(nameOf);
  if (state !== 'named' || !names.every((name) => name !== undefined)) return undefined;
  return [[address, { untilEpoch, answer: { state, names } }]];
}

const forwards: readonly ForwardAnswer[] = ['confirmed', 'denied', 'missing', 'silent'];

function nameOf(text: string): Extract<ReverseAnswer, { readonly state: 'named' }>['names'][number] | undefined {
  const [nameText = '', forwardText] = text.split('=');
  const name = parseDomainName(nameText);
  const forward = forwards.find((one) => one === forwardText);
  return name === undefined || forward === undefined ? undefined : { name, forward };
}
