import { parseArgs } from 'node:util';
import { type DomainName, parseDomainName } from '../../model/domain-name.ts';
import { type IpAddress, parseIpAddress } from '../../model/ip-address.ts';
import type { Problem } from '../../model/problem.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import { isWindowName, type WindowName, windowNames } from '../../model/time-window.ts';

type BadInput = Extract<Problem, { kind: 'bad-input' }>;

export interface OptionShape {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
}

export interface RawOptions {
  readonly words: readonly string[];
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  flag(name: string): boolean;
}

const everywhere: Readonly<Record<string, OptionShape>> = { json: { type: 'boolean' }, top: { type: 'string' }, help: { type: 'boolean' } };

/** Splits a command's arguments; unknown options and missing values are problems with a sentence of their own. */
export function readOptions(words: readonly string[], shapes: Readonly<Record<string, OptionShape>>): Result<RawOptions, BadInput> {
  try {
    const options = Object.fromEntries(Object.entries({ ...everywhere, ...shapes }).map(([name, shape]) => [name, { ...shape }]));
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
    const valueOf = (name: string): unknown => values[name];
    return ok({
      words: positionals,
      text: (name) => {
        const value = valueOf(name);
        return typeof value === 'string' ? value : undefined;
      },
      texts: (name) => {
        const value = valueOf(name);
        return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
      },
      flag: (name) => valueOf(name) === true,
    });
  } catch (error) {
    const known = Object.keys({ ...everywhere, ...shapes }).map((name) => `--${name}`);
    const got = error instanceof Error ? (/'([^']+)'/.exec(error.message)?.[1] ?? words.join(' ')) : words.join(' ');
    return failed({ kind: 'bad-input', field: 'the command line', got, expected: expectation(error, known) });
  }
}

/** What an argument should have been, by what parseArgs of Node says is wrong with it. */
function expectation(error: unknown, known: readonly string[]): string {
  const complaint = error instanceof Error ? error.message : '';
  if (/argument missing|ambiguous/.test(complaint)) return 'a value after it (write --option=value when the value begins with a dash)';
  return complaint.includes('does not take an argument') ? 'no value' : `one of ${known.join(', ')}`;
}

const mostRows = 1_000_000;

/** `--top N`: a whole number from 1, or `all`; 20 when not given. null = everything. */
export function readTop(options: RawOptions): Result<number | null, BadInput> {
  const text = options.text('top') ?? '20';
  if (text === 'all') return ok(null);
  if (/^[1-9]\d*$/.test(text) && Number(text) <= mostRows) return ok(Number(text));
  return failed({ kind: 'bad-input', field: '--top', got: text, expected: 'a whole number from 1 to 1000000, or all' });
}

/** `--window 15m|1h|24h|all`. */
export function readWindow(options: RawOptions, byDefault: WindowName): Result<WindowName, BadInput> {
  const text = options.text('window') ?? byDefault;
  if (isWindowName(text)) return ok(text);
  return failed({ kind: 'bad-input', field: '--window', got: text, expected: `one of ${windowNames.join(', ')}` });
}

/** `--seconds N`; undefined when not given. */
export function readSeconds(options: RawOptions): Result<number | undefined, BadInput> {
  const text = options.text('seconds');
  if (text === undefined) return ok(undefined);
  if (/^[1-9]\d{0,4}$/.test(text)) return ok(Number(text));
  return failed({ kind: 'bad-input', field: '--seconds', got: text, expected: 'a whole number from 1 to 99999' });
}

/** `--site DOMAIN`; null when not given. */
export function readSite(options: RawOptions): Result<DomainName | null, BadInput> {
  const text = options.text('site');
  if (text === undefined) return ok(null);
  const site = parseDomainName(text);
  if (site !== undefined) return ok(site);
  return failed({ kind: 'bad-input', field: '--site', got: text, expected: 'a domain in ASCII, such as shop.example' });
}

/** `--address IP`; null when not given. */
export function readAddress(options: RawOptions): Result<IpAddress | null, BadInput> {
  const text = options.text('address');
  if (text === undefined) return ok(null);
  const address = parseIpAddress(text);
  if (address !== undefined) return ok(address);
  return failed({ kind: 'bad-input', field: '--address', got: text, expected: 'one IPv4 or IPv6 address' });
}

/** An option that takes one of a few words. */
export function readChoice<Word extends string>(
  options: RawOptions,
  name: string,
  words: readonly [Word, ...Word[]],
): Result<Word, BadInput> {
  const text = options.text(name) ?? words[0];
  const word = words.find((one) => one === text);
  if (word !== undefined) return ok(word);
  return failed({ kind: 'bad-input', field: `--${name}`, got: text, expected: `one of ${words.join(', ')}` });
}
