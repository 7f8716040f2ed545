/**
 * A value as JSON that may be shown on a terminal. JSON itself escapes only the control characters below U+0020; those above
 * (U+009B begins a terminal's command like ESC does), the ones that turn the direction of writing and all that is invisible
 * are legal in it as they stand, and text from logs may hold any of them. The value read back is the same.
 */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2).replace(treacherous, escaped)}\n`;

// Between its quotes JSON.stringify leaves none of these but line feeds of its own layout, which stay.
const treacherous = /(?!\n)[\p{C}\p{Zl}\p{Zp}]/gu;

/** `\u` and four digits for each UTF-16 unit. */
const escaped = (character: string): string =>
  Array.from({ length: character.length }, (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
