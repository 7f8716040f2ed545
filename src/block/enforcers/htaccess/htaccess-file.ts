import { beginLine, endLine, readSectionLines, type Section, sectionLines } from './section-text.ts';

/** A `.htaccess` file, one sign a byte: what is not ours is kept as it is, whatever its encoding. */
export interface HtaccessFile {
  readonly before: string;
  readonly section: Section | null;
  readonly after: string;
  readonly newline: '\n' | '\r\n';
}

/** Why a file is left alone, in words that complete "it is not what was expected: …". */
export type Unreadable = { readonly unreadable: string };

/**
 * Splits a file round our section. Unreadable: two sections, one without an end, one that somebody else wrote into, a last
 * line that goes on (`\`) so that our first would become a part of it.
 */
export function readHtaccess(text: string): HtaccessFile | Unreadable {
  const begins = linesEqual(text, beginLine);
  const ends = linesEqual(text, endLine);
  const [begin, end] = [begins[0], ends[0]];
  if (begin === undefined && end === undefined) return withoutSection(text);
  if (begin === undefined || end === undefined || begins.length > 1 || ends.length > 1 || end.start < begin.start) {
    return { unreadable: 'exactly one section of ours, with its first and its last line' };
  }
  const lines = text
    .slice(begin.start, end.end)
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const section = readSectionLines(lines);
  if (section === undefined) return { unreadable: 'a section of ours that nobody else wrote into' };
  const before = text.slice(0, begin.start);
  return { before, section, after: text.slice(end.end), newline: newlineOf(text.slice(0, begin.end)) };
}

function withoutSection(text: string): HtaccessFile | Unreadable {
  if (/\\\r?\n?$/.test(text)) return { unreadable: 'a last line that is whole (it ends in a backslash)' };
  return { before: text, section: null, after: '', newline: newlineOf(text) };
}

/** The section that these blocks make in a file. */
export const sectionFor = ({ before, section }: HtaccessFile, blocks: Section['blocks'], isNewFile: boolean): Section => ({
  blocks,
  madeFile: section?.madeFile ?? isNewFile,
  endedLine: section?.endedLine ?? (before !== '' && !before.endsWith('\n')),
});

/** The whole file with this section in the place of the old one, or at its end; null when the file is to be removed. */
export function writeHtaccess(file: HtaccessFile, blocks: Section['blocks'], isNewFile: boolean): string | null {
  if (blocks.length === 0) return withoutOurs(file);
  const section = sectionFor(file, blocks, isNewFile);
  const lines = sectionLines(section).map((line) => `${line}${file.newline}`);
  const gap = file.section === null && section.endedLine ? file.newline : '';
  return `${file.before}${gap}${lines.join('')}${file.after}`;
}

function withoutOurs({ before, section, after, newline }: HtaccessFile): string | null {
  if (section === null) return `${before}${after}`;
  if (section.madeFile && before === '' && after === '') return null;
  // With somebody's lines below, the line end that we added is what keeps the two apart.
  const own = section.endedLine && after === '' && before.endsWith(newline) ? newline.length : 0;
  return `${before.slice(0, before.length - own)}${after}`;
}

interface LinePlace {
  readonly start: number;
  /** After its line end. */
  readonly end: number;
}

function linesEqual(text: string, line: string): readonly LinePlace[] {
  const places: LinePlace[] = [];
  for (let start = text.indexOf(line); start >= 0; start = text.indexOf(line, start + 1)) {
    const rest = /^(?:\r?\n|$)/.exec(text.slice(start + line.length, start + line.length + 2));
    if (rest !== null && (start === 0 || text[start - 1] === '\n')) places.push({ start, end: start + line.length + rest[0].length });
  }
  return places;
}

const newlineOf = (text: string): '\n' | '\r\n' => (/\r\n[^\n]*$/.test(text) ? '\r\n' : '\n');
