import type { Problem } from '../../model/problem.ts';
import { problemText } from '../../views/problem-text.ts';
import { clockAt } from '../../views/times.ts';
import { paint, type Terminal } from './terminal.ts';

/** A heading line. */
export const heading = (terminal: Terminal, text: string): string => `${paint(terminal, 'bold', text)}\n`;

/** A quieter line under a heading. */
export const note = (terminal: Terminal, text: string): string => `${paint(terminal, 'dim', text)}\n`;

/** `22 Nov 2026, 06:01:00 UTC to 07:01:00 UTC`, or `none` where there is no time at all. */
export function spanText(terminal: Terminal, from: string | null, to: string | null, none: string): string {
  if (from === null || to === null) return none;
  const clock = clockAt(terminal.now(), terminal.timeZone);
  return `${clock.tell(from).full} to ${clock.tell(to).full}`;
}

const mostProblems = 10;

/** What could not be read, a line each; the first few in full, the rest counted. */
export function problemsText(terminal: Terminal, title: string, problems: readonly Problem[]): string {
  if (problems.length === 0) return '';
  const shown = problems.slice(0, mostProblems).map((problem) => `  ${problemText(problem)}\n`);
  const rest = problems.length - shown.length;
  return `\n${paint(terminal, 'yellow', title)}\n${shown.join('')}${rest > 0 ? `  and ${String(rest)} more; --json lists all\n` : ''}`;
}
