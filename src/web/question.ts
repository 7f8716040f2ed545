import * as z from 'zod/mini';
import { parseDomainName } from '../model/domain-name.ts';
import { parseIpAddress } from '../model/ip-address.ts';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { windowNames } from '../model/time-window.ts';
import { type PageQuestion, pageNames, peerGroupings, usual, usualTop } from '../views/page-target.ts';

const longestList = 1000;
/** A logged request target is at most about as long as the servers' own limit of a request line. */
const longestPage = 8192;

/** A text that `parse` has to accept; the answer is what `parse` made of it. */
const parsedBy = <T>(parse: (text: string) => T | undefined) =>
  z.pipe(
    z.string(),
    z.transform((text, context): T => {
      const parsed = parse(text.trim());
      if (parsed !== undefined) return parsed;
      context.issues.push({ code: 'custom', message: 'refused', input: text });
      return z.NEVER;
    }),
  );

const questionShape = z.object({
  page: z._default(z.enum(pageNames), 'overview'),
  window: z._default(z.enum(windowNames), usual.window),
  key: z._default(z.enum(['target', 'path']), usual.key),
  by: z._default(z.enum(peerGroupings), usual.by),
  top: z.optional(parsedBy(parseTop)),
  site: z._default(z.nullable(parsedBy(parseDomainName)), null),
  address: z._default(z.nullable(parsedBy(parseIpAddress)), null),
  only: z._default(z.nullable(z.string().check(z.maxLength(longestPage))), null),
});

type Parameter = keyof PageQuestion;

const expected: Readonly<Record<Parameter, string>> = {
  page: `one of ${pageNames.join(', ')}`,
  window: `one of ${windowNames.join(', ')}`,
  key: 'target or path',
  by: peerGroupings.join(' or '),
  top: `a whole number from 1 to ${longestList}`,
  site: 'a domain, for example shop.example',
  address: 'an IP address, for example 203.0.113.7 or 2001:db8::7',
  only: `the name of a page, up to ${longestPage} characters`,
};

/**
 * What a query asks for. Parameters that are not ours are left alone: a panel may add its own. An empty one counts as
 * not given, because a form sends its empty fields.
 * Problems: bad-input.
 */
export function readQuestion(query: URLSearchParams): Result<PageQuestion, Problem> {
  const given: Partial<Record<Parameter, string>> = {};
  for (const name of parameters) {
    const values = query.getAll(name).filter((value) => value !== '');
    if (values.length > 1) return failed({ kind: 'bad-input', field: name, got: values.join(', '), expected: 'one value, not several' });
    if (values[0] !== undefined) given[name] = values[0];
  }
  const parsed = z.safeParse(questionShape, given);
  if (!parsed.success) {
    const name = parsed.error.issues[0]?.path[0] as Parameter;
    return failed({ kind: 'bad-input', field: name, got: given[name] ?? '', expected: expected[name] });
  }
  return ok({ ...parsed.data, top: parsed.data.top ?? usualTop(parsed.data.page) });
}

/** The Problem of a page that needs a parameter which was not given. */
export const missing = (name: Parameter): Problem => ({ kind: 'bad-input', field: name, got: '', expected: expected[name] });

const parameters = Object.keys(expected) as Parameter[];

function parseTop(text: string): number | undefined {
  const top = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined;
  return top !== undefined && top <= longestList ? top : undefined;
}
