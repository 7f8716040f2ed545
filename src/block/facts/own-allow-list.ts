import type { Problem } from '../../model/problem.ts';
import { readBytes } from '../../system/read-bytes.ts';
import type { AllowEntry } from '../guard/guard-facts.ts';
import { allowLine } from './allow-line.ts';
import { orNull } from './looking.ts';

const mostBytes = 1024 * 1024;
const name = 'our own allow list';

/**
 * Our own list, `allow-list` in our state folder: one address or range a line, a comment behind `#`. A line that is neither
 * is a problem: somebody meant to protect something with it.
 */
export function ownAllowList(stateFolder: string, problems: Problem[]): readonly AllowEntry[] {
  const path = `${stateFolder}/allow-list`;
  const bytes = orNull(readBytes(path, mostBytes), problems);
  if (bytes === null) return [];
  const lines = new TextDecoder()
    .decode(bytes)
    .split('\n')
    .filter((line) => !/^\s*(?:#|$)/.test(line));
  const entries = lines.flatMap((line) => allowLine(line, name) ?? []);
  if (entries.length < lines.length)
    problems.push({ kind: 'unknown-format', path, expected: 'one address or range a line, with a comment behind #' });
  return entries;
}
