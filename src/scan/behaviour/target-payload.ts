import { withoutQuoted } from './beacons.ts';
import { withoutOwnLanguage } from './own-language.ts';
import { payloadOf } from './payload.ts';
import { type Payload, signatures } from './payload-signatures.ts';
import { searchParameters } from './searches.ts';

/** What people look for to read about it; of the others nobody types any. */
const readAbout = ['sql', 'script'] as const satisfies readonly Payload[];

/** The same where it stands among the words somebody searches for. */
export type TargetPayload = Payload | `${(typeof readAbout)[number]} in search words`;

/** Every kind there is, and what is said of it where it stands. */
export const payloadWords: readonly string[] = [
  ...new Set(signatures.map(({ payload }) => payload)),
  ...readAbout.map((payload) => `${payload} in search words`),
  ...signatures.flatMap(({ payload, inHeaders }) => (inHeaders === true ? [`${payload} in user agent`, `${payload} in referer`] : [])),
];

/** What is looked for, wherever it stands. */
const searchWords = new RegExp(`([?&](?:${[...searchParameters, 'wd'].join('|')})=)[^&]*`, 'gi');

/**
 * The kind of attack in a target; null also where it only looks like one. Excused is what somebody reads, writes or looks for, by
 * what is left without it: titles that a beacon quotes, texts of a query language of its own, words that are searched for.
 */
export function payloadOfTarget(logged: string): TargetPayload | null {
  const found = payloadOf(logged, 'target');
  // A lookup works wherever a text is written down, whatever it is written down for.
  if (found === null || found === 'jndi') return found;
  const kind = readAbout.find((one) => one === found);
  const said = withoutQuoted(logged, kind !== undefined);
  if (said !== null && payloadOf(said, 'target') === null) return null;
  const inOwn = kind === 'sql' ? withoutOwnLanguage(logged) : null;
  if (inOwn !== null && payloadOf(inOwn, 'target') === null) return null;
  const mark = logged.indexOf('?');
  if (kind === undefined || mark < 0) return found;
  const others = logged.slice(0, mark) + logged.slice(mark).replace(searchWords, '$1');
  return others !== logged && payloadOf(others, 'target') === null ? `${kind} in search words` : found;
}
