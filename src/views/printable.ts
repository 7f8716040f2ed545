/**
 * Foreign text made safe to READ, on a page or in a terminal. It is not escaping for HTML: the template does that.
 *
 * Characters that are not what they look like are spelled out: control bytes as `\x1b`, everything else that is
 * invisible, turns the direction of writing or looks like a plain space as `\u{202e}`.
 */
export const printable = (text: string): string => (plain.test(text) ? text : text.replace(eachDeceptive(), spelledOut));

/** Most texts are, and need none of what follows. */
const plain = /^[ -~]*$/;

// General categories: control, format (bidi and zero-width), surrogate, unassigned and private use, line and paragraph
// separators; spaces other than the usual one; fillers and variation selectors, which are invisible but count as letters
// or marks; three and more marks in a row, which climb over the lines above.
const deceptiveClass =
  '[\\p{C}\\p{Zl}\\p{Zp}]|(?! )\\p{Zs}|[\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2800\\u3164\\uffa0\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]|\\p{M}{3,}';
let deceptive: RegExp | undefined;
/** Made when it is first needed: Unicode's classes take their time, and start-up counts. */
const eachDeceptive = (): RegExp => (deceptive ??= new RegExp(deceptiveClass, 'gu'));

const spelledOut = (characters: string): string => Array.from(characters, spelledOutOne).join('');

function spelledOutOne(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  // A byte that was no UTF-8 may come as a lone surrogate U+DC80–U+DCFF, the way many programs carry it through text.
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
  return `\\u{${code.toString(16)}}`;
}

/** Foreign text as a template shows it: cut in the middle when long, with the whole for whoever asks. */
export interface ForeignText {
  readonly text: string;
  /** The whole text when `text` is cut, else null. */
  readonly full: string | null;
}

// One page may hold hundreds of them; nobody reads more than this of a user agent.
const longestFull = 2000;

/** Printable text of at most about `limit` characters; a longer one loses its middle. */
export function foreignText(text: string, limit = 120): ForeignText {
  if (text.length <= limit) return { text: printable(text), full: null };
  return { text: cutInTheMiddle(text, limit), full: cutInTheMiddle(text, longestFull) };
}

/** The beginning and the end of a text, printable, with `…` for what lies between; short text stays whole. */
export function cutInTheMiddle(text: string, limit: number): string {
  if (text.length <= limit) return printable(text);
  const tailLength = Math.floor(limit / 3);
  const head = text.slice(0, limit - tailLength).replace(/[\ud800-\udbff]$/, '');
  const tail = text.slice(text.length - tailLength).replace(/^[\udc00-\udfff]/, '');
  return `${printable(head)}…${printable(tail)}`;
}
