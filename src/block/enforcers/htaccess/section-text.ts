import type { BlockTarget } from '../../../model/block.ts';
import { parseIpAddress } from '../../../model/ip-address.ts';
import { parseIpRange } from '../../../model/ip-range.ts';

/** A block as a section of ours holds it. */
export interface SiteBlock {
  readonly id: string;
  readonly target: BlockTarget;
  readonly untilEpoch: number | null;
}

/** A section of ours, and what the file was before it. */
export interface Section {
  readonly blocks: readonly SiteBlock[];
  /** The file was made for the section and goes with it. */
  readonly madeFile: boolean;
  /** The line above had no end before the section came; it gets that back. */
  readonly endedLine: boolean;
}

export const beginLine = '# BEGIN Active Connections';
export const endLine = '# END Active Connections';
const howTo = '# Blocks set on the page "Active Connections": lift them there. Nobody but it should write between these two lines.';
const madeFileLine = '# This file was made for these blocks and goes with the last of them.';
const endedLineLine = '# The line above had no line end before.';

/**
 * An address that no visitor has and that only this machine can send from. Each section keeps it out too, so that one request
 * from it shows whether the web server obeys the section at all.
 */
export const probeAddress = '127.65.67.1';

/**
 * The lines of a section. Why this form (measured with Apache 2.4, `test/system/htaccess.test.ts`): a `Require` beside
 * what is in the file already is an alternative to it, so that `Require all granted` + `Require not ip …`, even inside a
 * `RequireAll`, opens a site that asks for a password. An `<If>` is merged after everything else, also what stands in
 * subfolders, and only for the addresses it names: nobody else's request is judged by other rules than before.
 * `Satisfy All` takes away a `Satisfy Any` that would make the refusal one way in of two.
 */
export function sectionLines({ blocks, madeFile, endedLine }: Section): readonly string[] {
  const tests = [probeAddress, ...blocks.map(({ target }) => target)].map((address) => `-R '${address}'`);
  return [
    beginLine,
    howTo,
    ...(madeFile ? [madeFileLine] : []),
    ...(endedLine ? [endedLineLine] : []),
    ...blocks.map(blockLine),
    `<If "${tests.join(' || ')}">`,
    'Require all denied',
    '<IfModule mod_access_compat.c>',
    'Satisfy All',
    '</IfModule>',
    '</If>',
    endLine,
  ];
}

const blockLine = ({ id, target, untilEpoch }: SiteBlock): string =>
  `# ${id} ${target} ${untilEpoch === null ? 'no end' : `until ${new Date(untilEpoch * 1000).toISOString().slice(0, 19)}Z`}`;

const fixedLines: readonly string[] = sectionLines({ blocks: [], madeFile: true, endedLine: true }).filter(
  (line) => !line.startsWith('<If "'),
);
const testLine = /^<If "-R '[\d./]+'(?: \|\| -R '[\da-f:./]+')*">$/;
const blockShape = /^# (b-[\da-f]{16}) ([\da-f:./]+) (?:no end|until (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ))$/;

/** What the lines of a section say; undefined when there is a line among them that we do not write. */
export function readSectionLines(lines: readonly string[]): Section | undefined {
  const blocks: SiteBlock[] = [];
  for (const line of lines) {
    if (fixedLines.includes(line) || testLine.test(line)) continue;
    const block = readBlockLine(line);
    if (block === undefined) return undefined;
    blocks.push(block);
  }
  return { blocks, madeFile: lines.includes(madeFileLine), endedLine: lines.includes(endedLineLine) };
}

function readBlockLine(line: string): SiteBlock | undefined {
  const [, id, text, until] = blockShape.exec(line) ?? [];
  if (id === undefined || text === undefined) return undefined;
  const target = text.includes('/') ? parseIpRange(text) : parseIpAddress(text);
  return target === undefined ? undefined : { id, target, untilEpoch: until === undefined ? null : Date.parse(until) / 1000 };
}
