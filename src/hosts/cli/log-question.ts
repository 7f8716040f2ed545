import type { ErrorQuestion } from '../../actions/reviews.ts';
import type { Problem } from '../../model/problem.ts';
import { ok, type Result } from '../../model/result.ts';
import type { WindowName } from '../../model/time-window.ts';
import { type OptionShape, type RawOptions, readAddress, readSite, readTop, readWindow } from './options.ts';

/** Options of every command that reads logs. */
export const logOptions: Readonly<Record<string, OptionShape>> = {
  window: { type: 'string' },
  site: { type: 'string' },
  address: { type: 'string' },
  seconds: { type: 'string' },
};

/**
 * Window, site, address and top. Without a window it is the server's usual one for its own logs, and everything for files
 * given by hand, which somebody chose with care.
 */
export function readLogQuestion(options: RawOptions, usualWindow: WindowName): Result<ErrorQuestion, Problem> {
  const top = readTop(options);
  if (!top.ok) return top;
  const window = readWindow(options, options.words.length > 0 ? 'all' : usualWindow);
  if (!window.ok) return window;
  const site = readSite(options);
  if (!site.ok) return site;
  const address = readAddress(options);
  if (!address.ok) return address;
  return ok({ window: window.value, site: site.value, address: address.value, top: top.value });
}
