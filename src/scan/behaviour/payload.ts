import { type Payload, signatures } from './payload-signatures.ts';
import { decoded, longestTarget } from './request-target.ts';

const apacheEscape = /\\x([0-9a-f]{2})|\\(["\\nt])/gi;

/** As it was sent: web servers write unusual bytes as `\xNN`. */
const unescaped = (text: string): string =>
  text.includes('\\')
    ? text.replace(apacheEscape, (_, byte: string | undefined, letter: string | undefined) =>
        byte === undefined
          ? letter === 'n'
            ? '\n'
            : letter === 't'
              ? '\t'
              : (letter ?? '')
          : String.fromCharCode(Number.parseInt(byte, 16)),
      )
    : text;

/** What stands between words to hide them: a plus, a tab, a comment of SQL. */
const hidingBlanks = /\+|[\t\r\v\f]|\/\*.{0,40}?\*\//g;

/** Encoded dots and slashes, which no browser makes. */
const disguisedDots = /%2e%2e|%252e%252e|\.%2e|%2e\.|%c0%ae|%c0%af|^[^?]*\.\.%(?:2f|5c)|=\.\.%(?:2f|5c)|\.\.%(?:2f|5c)\.\.|%uff0e/;

/** Nothing but what ordinary links are made of, and no dot beside a dot. */
const ordinary = /^(?:\.?[\w/=&?,~@-])*\.?$/;
/** The words of attacks that are made of nothing else. */
export const wordsInOrdinaryLetters: readonly string[] = [
  ...['/etc/passwd', '/etc/shadow', '/proc/self', 'win.ini', '/boot.ini', '/bin/', '_cmdshell', 'information_schema', 'allow_url'],
  ...['auto_prepend', '.cookie', 'freemarker', '@java', 'classloader', 'powershell', '/dev/tcp', 'utfile', '=/etc/hosts', '@@version'],
];
const inOrdinaryLetters = new RegExp(wordsInOrdinaryLetters.map((word) => word.replaceAll('.', '\\.')).join('|'));

/**
 * The kind of attack in a target, or in a header (agent, referer), as it stands in the log; or null. Looked for as it
 * stands and with `%xx` decoded once and twice.
 */
export function payloadOf(logged: string, where: 'target' | 'header'): Payload | null {
  const plain = unescaped(logged.slice(0, longestTarget)).toLowerCase();
  if (ordinary.test(plain) && !inOrdinaryLetters.test(plain)) return null;
  if (where === 'target' && disguisedDots.test(plain)) return 'traversal';
  for (let shown = plain, round = 0; round < 3; round++) {
    const found = payloadIn(shown.replace(hidingBlanks, ' '), where);
    if (found !== null) return found;
    const next = decoded(shown).toLowerCase();
    if (next === shown) break;
    shown = next;
  }
  return null;
}

function payloadIn(text: string, where: 'target' | 'header'): Payload | null {
  const found = signatures.find(
    ({ words, shape, inHeaders }) =>
      (where === 'target' || inHeaders === true) && (words?.some((word) => text.includes(word)) === true || shape?.test(text) === true),
  );
  return found?.payload ?? null;
}
