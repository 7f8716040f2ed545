import { parseIpAddress } from '../../model/ip-address.ts';

// A message is told from others by its beginning; the rest of a long one is not worth the time.
const consideredLength = 1_000;
const longestLength = 300;

/**
 * The message with its variable parts taken out, so that a thousand lines about the same thing become one:
 * `open() "/srv/x.png" failed (2: No such file or directory)` → `open() "…" failed (2: No such file or directory)`.
 *
 * Quoted text → `"…"`, paths → `<path>`, addresses → `<address>`, addresses of the web → `<url>`, ids → `<id>`, numbers →
 * `N`, except where the number is the point: `signal 11`, `code 137`, `line 3`, `(111: Connection refused)`.
 * One pass over at most 1,000 characters, whatever they are.
 */
export function normalise(message: string): string {
  const text = message.slice(0, consideredLength);
  const parts: string[] = [];
  let previous = '';
  for (let at = 0; at < text.length; ) {
    const end = partEnd(text, at);
    const part = text.slice(at, end);
    if (isBlank(part)) parts.push(' ');
    else {
      const plain = isQuoted(part) ? `${part.charAt(0)}…${part.charAt(0)}` : keepsNumber(previous, part) ? part : withoutVariables(part);
      parts.push(plain);
      previous = part;
    }
    at = end;
  }
  const whole = parts.join('').trim();
  return whole.length <= longestLength && message.length <= consideredLength ? whole : `${whole.slice(0, longestLength)}…`;
}

const isBlank = (part: string): boolean => part.charCodeAt(0) <= 0x20;
const isQuoted = (part: string): boolean => part.startsWith('"') || part.startsWith("'");

/** Where the blanks, the quoted text or the word that begins at `start` ends. */
function partEnd(text: string, start: number): number {
  const first = text.charAt(start);
  if (first === '"' || first === "'") {
    const closing = text.indexOf(first, start + 1);
    return closing < 0 ? text.length : closing + 1;
  }
  const blank = isBlank(first);
  let end = start + 1;
  while (end < text.length && isBlank(text.charAt(end)) === blank && text.charAt(end) !== '"' && !opensQuote(text, end)) end++;
  return end;
}

/** A single quote opens a quotation only after a bracket or `=`; inside a word it is an apostrophe. */
const opensQuote = (text: string, at: number): boolean => text.charAt(at) === "'" && '([{='.includes(text.charAt(at - 1));

const numberWords: ReadonlySet<string> = new Set(['signal', 'code', 'line']);

const keepsNumber = (previous: string, part: string): boolean => numberWords.has(previous) || /^\(\d{1,9}(?::$|\)[A-Za-z])/.test(part);

function withoutVariables(word: string): string {
  let start = 0;
  let end = word.length;
  const opening = word.includes(']:') ? '({<=' : '([{<=';
  while (start < end && opening.includes(word.charAt(start))) start++;
  while (end > start && ')]}>,;:.!?'.includes(word.charAt(end - 1))) end--;
  const core = word.slice(start, end);
  return `${word.slice(0, start)}${replaced(core)}${word.slice(end)}`;
}

const standaloneNumber = /(?<![A-Za-z0-9_.$-])\d+(?:\.\d+)*(?![A-Za-z_\d])/g;

function replaced(core: string): string {
  if (core.startsWith('/') && core.length > 1) return '<path>';
  if (core.startsWith('unix:/')) return 'unix:<path>';
  if (core.includes('://')) return '<url>';
  if (!/\d/.test(core)) return isAddress(core) ? '<address>' : core;
  if (isAddress(core)) return '<address>';
  return isId(core) ? '<id>' : core.replace(standaloneNumber, 'N');
}

/** An address, alone or with its port. */
function isAddress(core: string): boolean {
  if (core.length > 60 || !/[.:]/.test(core)) return false;
  const bare = core.replace(/^\[|\](?::\d{1,5})?$/g, '');
  return parseIpAddress(bare) !== undefined || parseIpAddress(bare.replace(/:\d{1,5}$/, '')) !== undefined;
}

/** `0x7f8c9de130e0`, hashes, unique ids: words that mean nothing to a reader and are different every time. */
function isId(core: string): boolean {
  if (/^0x[0-9a-fA-F]+$/.test(core) || (/^[0-9a-fA-F-]{8,}$/.test(core) && /[a-fA-F]/.test(core))) return true;
  return /^[A-Za-z0-9@+-]{20,}$/.test(core) && core.replace(/\D/g, '').length >= 3;
}
