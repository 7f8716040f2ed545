/**
 * PHP's own words, wherever they were logged: `PHP message: ` is what PHP's FastCGI side puts before them, mod_proxy_fcgi
 * wraps that in `Got error '…'`, nginx in `FastCGI sent in stderr: "…"`, the FPM master in `said into stderr: "…"`.
 */
const wrappings: readonly (readonly [before: string, after: string])[] = [
  ["Got error '", "'"],
  ['FastCGI sent in stderr: "', '"'],
];

const notice = 'NOTICE: ';
const opening = 'PHP message: ';
const phpLevel =
  /^PHP (Fatal error|Parse error|Recoverable fatal error|Core error|Compile error|Warning|Core warning|Compile warning|Notice|Deprecated|Strict Standards):  ?/i;
const fatal = /PHP (?:Fatal|Parse|Recoverable fatal) error: /;

/**
 * What PHP said: of several messages logged in one go the first fatal one, otherwise the first; without the stack trace,
 * on one line. Null when the text is not PHP's.
 */
export function readPhpMessage(text: string): string | null {
  const unwrapped = unwrap(text);
  const bare = unwrapped.startsWith(notice) ? unwrapped.slice(notice.length) : unwrapped;
  if (!bare.startsWith(opening)) return unwrapped !== text || phpLevel.test(bare) ? oneLine(bare) : null;
  const messages = bare.slice(opening.length).split(/(?:;|\n) ?PHP message: /, mostMessages);
  return oneLine(messages.find((message) => fatal.test(message)) ?? messages[0] ?? '');
}

const mostMessages = 100;

function unwrap(text: string): string {
  for (const [before, after] of wrappings) {
    if (!text.startsWith(before)) continue;
    const end = text.lastIndexOf(after);
    return text.slice(before.length, end < before.length ? text.length : end);
  }
  return text;
}

/** Cut before the stack trace; a message may have line breaks of its own. */
export function oneLine(message: string): string {
  const stackAt = message.indexOf('\nStack trace:');
  return (stackAt < 0 ? message : message.slice(0, stackAt)).replace(/[\r\n]+/g, ' ').trim();
}

/** `fatal`, `warning`, `notice`, `deprecated` by the words PHP begins with; null when the text is a program's own. */
export function phpLevelOf(message: string): string | null {
  const word = phpLevel.exec(message)?.[1]?.toLowerCase() ?? null;
  if (word === null) return null;
  if (word.includes('error')) return 'fatal';
  if (word.includes('warning')) return 'warning';
  return word === 'strict standards' ? 'notice' : word;
}
