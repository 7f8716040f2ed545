import { type IpAddress, parseIpAddress } from '../../model/ip-address.ts';
import type { ConnectionReport } from '../../model/connection-report.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import type { WindowName } from '../../model/time-window.ts';
import type { GivenWhole } from '../given-logs.ts';
import { type OptionShape, type RawOptions, readSeconds, readSite, readTop, readWindow } from './options.ts';

/** Options of the commands that judge. */
export const reviewOptions: Readonly<Record<string, OptionShape>> = {
  from: { type: 'string', multiple: true },
  window: { type: 'string' },
  site: { type: 'string' },
  seconds: { type: 'string' },
};

export interface ReviewAsked {
  readonly question: { readonly window: WindowName; readonly site: string | null; readonly top: number | null; readonly key: 'target' };
  readonly seconds: number | undefined;
}

/** What to judge. `logs` are those named by hand: then everything in them counts unless a window is given. */
export function readReview(options: RawOptions, logs: readonly string[]): Result<ReviewAsked, Problem> {
  const isGiven = logs.length > 0 || options.texts('from').length > 0;
  const window = readWindow(options, isGiven ? 'all' : '1h');
  if (!window.ok) return window;
  const site = readSite(options);
  if (!site.ok) return site;
  // A program that reads verdicts wants them all; a person the first ones.
  const top = options.flag('json') && options.text('top') === undefined ? ok(null) : readTop(options);
  if (!top.ok) return top;
  const seconds = readSeconds(options);
  if (!seconds.ok) return seconds;
  return ok({ question: { window: window.value, site: site.value, top: top.value, key: 'target' }, seconds: seconds.value });
}

/** Logs and socket tables named by hand; null when nothing was named, and this machine is meant. */
export async function readGiven(options: RawOptions, logs: readonly string[]): Promise<Result<GivenWhole | null, Problem>> {
  const from = options.texts('from');
  if (logs.length === 0 && from.length === 0) return ok(null);
  if (from.length === 0) return ok({ logs, connections: null, problems: [] });
  const { readSavedSockets } = await import('./saved-sockets.ts');
  const saved = await readSavedSockets(from, { top: null, address: null });
  if (!saved.ok) return saved;
  const { report, readNothing } = saved.value;
  const connections: ConnectionReport | null = readNothing ? null : report;
  return ok({ logs, connections, problems: report.problems });
}

/** The address a command is about: its first word. */
export function readAddressWord(word: string | undefined, field: string): Result<IpAddress, Problem> {
  const address = parseIpAddress(word ?? '');
  if (address !== undefined) return ok(address);
  return failed({ kind: 'bad-input', field, got: word ?? '', expected: 'an IP address, like 203.0.113.7 or 2001:db8::7' });
}
