export interface LeadingWords {
  readonly words: readonly string[];
  /** What follows them, without blanks at its start. */
  readonly rest: string;
}

/** The first words of a line, at most `count`, separated by blanks or tabs. */
export function leadingWords(line: string, count: number): LeadingWords {
  const words: string[] = [];
  let at = skipBlanks(line, 0);
  while (words.length < count && at < line.length) {
    let end = at;
    while (end < line.length && !isBlank(line.charCodeAt(end))) end++;
    words.push(line.slice(at, end));
    at = skipBlanks(line, end);
  }
  return { words, rest: line.slice(at) };
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (at < line.length && isBlank(line.charCodeAt(at))) at++;
  return at;
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0d;
