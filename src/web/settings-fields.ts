import { blockTargetOf } from '../model/block-target.ts';
import type { ServerBlocks } from '../model/operator.ts';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import type { Settings } from '../model/settings.ts';
import type { ChangedSettings, SettingsReport, ShippedLimit } from '../model/settings-report.ts';

const mostCount = 1_000_000;
const mostSeconds = 7 * 24 * 3600;
const mostServerBlocks = 1000;
/** Of one line of the allow list, and of all of them. */
const longestLine = 300;
const longestList = 16 * 1024;

type LimitChange = Settings['limits'][string];

/**
 * What a form about settings says. What it does not ask for stays as it is: limits that no rule of this version has.
 * Problems: bad-input, one for each field that does not fit.
 */
export function readSettingsFields(
  fields: URLSearchParams,
  { settings, limits, resellers, allowList }: SettingsReport,
): Result<ChangedSettings, readonly Problem[]> {
  const problems: Problem[] = [];
  for (const name of new Set(fields.keys())) {
    if (fields.getAll(name).length > 1) problems.push(misfit(name, fields.getAll(name).join(', '), 'one value, not several'));
  }
  if (fields.get('do') !== 'settings') problems.push(misfit('do', fields.get('do') ?? '', 'settings'));
  const known = new Set(limits.map(({ name }) => name));
  const kept = Object.entries(settings.limits).filter(([name]) => !known.has(name));
  const changed = limits.flatMap((limit): [string, LimitChange][] => {
    const change = limitChange(limit, fields, problems);
    return change === null ? [] : [[limit.name, change]];
  });
  const { server } = settings.resellers;
  const leave = resellers === null ? server : serverBlocksIn([...resellers, ...Object.keys(server)], fields, problems);
  const list = allowList === null ? null : allowListIn(fields.get('allow') ?? '', problems);
  if (problems.length > 0) return failed(problems);
  return ok({
    settings: {
      limits: Object.fromEntries([...kept, ...changed]),
      resellers: { look: fields.has('look'), blockOwn: fields.has('blockOwn'), server: leave },
    },
    allowList: list,
  });
}

/** An empty field, and one that is missing, is no leave. */
function serverBlocksIn(names: readonly string[], fields: URLSearchParams, problems: Problem[]): Settings['resellers']['server'] {
  const leave = [...new Set(names)].flatMap((name): [string, ServerBlocks][] => {
    const perHour = numberIn(`server.${name}`, mostServerBlocks, fields, problems);
    return perHour === null ? [] : [[name, { perHour }]];
  });
  return Object.fromEntries(leave);
}

/** Null where the limit stays as shipped. */
function limitChange(shipped: ShippedLimit, fields: URLSearchParams, problems: Problem[]): LimitChange | null {
  const count = numberIn(`count.${shipped.name}`, mostCount, fields, problems) ?? shipped.count;
  const seconds = shipped.seconds === null ? null : (numberIn(`seconds.${shipped.name}`, mostSeconds, fields, problems) ?? shipped.seconds);
  return count === shipped.count && seconds === shipped.seconds ? null : { count, seconds };
}

/** Null for an empty field, and for one that does not fit. */
function numberIn(name: string, most: number, fields: URLSearchParams, problems: Problem[]): number | null {
  const text = (fields.get(name) ?? '').trim();
  if (text === '') return null;
  const number = /^[1-9]\d{0,6}$/.test(text) ? Number(text) : Number.NaN;
  if (number <= most) return number;
  problems.push(misfit(name, text, `a whole number from 1 to ${String(most)}, or nothing`));
  return null;
}

/** The list as its file holds it: one address or range a line, with a comment behind `#`. */
function allowListIn(typed: string, problems: Problem[]): string {
  const lines = typed.replaceAll('\r\n', '\n').trimEnd().split('\n');
  for (const [at, line] of lines.entries()) {
    const misfitting = lineMisfit(line);
    if (misfitting !== null) problems.push(misfit(`line ${String(at + 1)} of the allow list`, line, misfitting));
  }
  if (typed.length > longestList) problems.push(misfit('allow', typed, `at most ${String(longestList)} characters`));
  const text = lines.join('\n');
  return text === '' ? '' : `${text}\n`;
}

/** What a line should be; null when it is that. */
function lineMisfit(line: string): string | null {
  if (line.length > longestLine) return `at most ${String(longestLine)} characters`;
  // Only what can be seen: the list is also read in terminals.
  if (/[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]/.test(line)) return 'text without control characters';
  const hash = line.indexOf('#');
  const word = (hash < 0 ? line : line.slice(0, hash)).trim();
  return word === '' || blockTargetOf(word) !== undefined ? null : 'an address or a range, with a comment behind #';
}

const misfit = (field: string, got: string, expected: string): Problem => ({ kind: 'bad-input', field, got, expected });
