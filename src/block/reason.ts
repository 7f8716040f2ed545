// Control, format (zero-width, bidi), surrogate, private and unassigned characters, line and paragraph separators.
const unprintable = /[\p{C}\p{Zl}\p{Zp}]+/gu;

/** The most a reason may hold, in characters. */
export const longestReason = 200;

/**
 * Foreign text as one printable line of at most `limit` characters: it may stand in a comment of a firewall, in the journal
 * and in a log line. What is not printable becomes a blank, runs of blanks one.
 */
export function oneLine(text: string, limit = longestReason): string {
  const characters = Array.from(
    text
      .slice(0, limit * 4)
      .replace(unprintable, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
  return characters.length <= limit
    ? characters.join('')
    : `${characters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`;
}
