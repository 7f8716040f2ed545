import { blockTargetOf } from '../model/block-target.ts';
import { parseDomainName } from '../model/domain-name.ts';
import { parseIpAddress } from '../model/ip-address.ts';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { windowNames } from '../model/time-window.ts';
import { type PageQuestion, pageNames, peerGroupings, usual, usualTop } from '../views/page-target.ts';

const longestList = 1000;
/** A logged request target or header is at most about as long as the servers' own limit of a line. */
const longestLogged = 8192;

/** What a text of a query stands for; undefined when it fits nothing. */
type Parse<Value> = (text: string) => Value | undefined;

const oneOf =
  <Word extends string>(words: readonly Word[]): Parse<Word> =>
  (text) =>
    words.find((word) => word === text);

type Parameter = keyof PageQuestion;

/** By hand and not by zod: this stands before the first byte of every page, and zod takes a tenth of Node's own start. */
const parsers: { readonly [Name in Parameter]: Parse<NonNullable<PageQuestion[Name]>> } = {
  page: oneOf(pageNames),
  window: oneOf(windowNames),
  key: oneOf(['target', 'path']),
  by: oneOf(peerGroupings),
  top: parseTop,
  site: (text) => parseDomainName(text.trim()),
  address: (text) => parseIpAddress(text.trim()),
  only: (text) => (text.length <= longestLogged ? text : undefined),
  agent: (text) => (text.length <= longestLogged ? text : undefined),
  target: blockTargetOf,
  done: (text) => (/^(?:b-[\da-f]{16}|saved)$/.test(text) ? text : undefined),
};
const parameters = Object.keys(parsers) as Parameter[];

const expected: Readonly<Record<Parameter, string>> = {
  page: `one of ${pageNames.join(', ')}`,
  window: `one of ${windowNames.join(', ')}`,
  key: 'target or path',
  by: peerGroupings.join(' or '),
  top: `a whole number from 1 to ${longestList}`,
  site: 'a domain, for example shop.example',
  address: 'an IP address, for example 203.0.113.7 or 2001:db8::7',
  only: `the name of a page, up to ${longestLogged} characters`,
  agent: `a user agent, up to ${longestLogged} characters`,
  target: 'an address or a range, for example 203.0.113.7 or 203.0.113.0/24',
  done: 'the id of a block, or saved',
};

/** What a page cannot be made without. */
const needed: Partial<Record<PageQuestion['page'], Parameter>> = { site: 'site', address: 'address', block: 'target' };

/**
 * What a query asks for. Parameters that are not ours are left alone: a panel may add its own. An empty one counts as
 * not given, because a form sends its empty fields.
 * Problems: bad-input, also for a page that needs an address or a site and got none.
 */
export function readQuestion(query: URLSearchParams): Result<PageQuestion, Problem> {
  const given: { [Name in Parameter]?: PageQuestion[Name] } = {};
  for (const name of parameters) {
    const taken = take(name, query, given);
    if (taken !== null) return failed(taken);
  }
  const page = given.page ?? 'overview';
  const need = needed[page];
  if (need !== undefined && given[need] === undefined) return failed(misfit(need, ''));
  return ok({
    ...usual,
    site: null,
    address: null,
    only: null,
    agent: null,
    target: null,
    done: null,
    top: usualTop(page),
    ...given,
    page,
  });
}

/** Reads one parameter; the problem with it, or null. */
function take<Name extends Parameter>(name: Name, query: URLSearchParams, into: { [Each in Name]?: PageQuestion[Each] }): Problem | null {
  const [text, ...more] = query.getAll(name).filter((value) => value !== '');
  if (text === undefined) return null;
  if (more.length > 0) return { kind: 'bad-input', field: name, got: [text, ...more].join(', '), expected: 'one value, not several' };
  const value = parsers[name](text);
  if (value === undefined) return misfit(name, text);
  into[name] = value;
  return null;
}

const misfit = (name: Parameter, got: string): Problem => ({ kind: 'bad-input', field: name, got, expected: expected[name] });

function parseTop(text: string): number | undefined {
  const top = /^[1-9]\d{0,3}$/.test(text.trim()) ? Number(text) : undefined;
  return top !== undefined && top <= longestList ? top : undefined;
}
