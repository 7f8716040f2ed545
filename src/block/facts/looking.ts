import type { Problem } from '../../model/problem.ts';
import { failed, type Result } from '../../model/result.ts';
import { lookAt } from '../../system/folders.ts';
import { readSmallText } from '../../system/read-text.ts';

/** One round of gathering: reads small files below `root`, and keeps what could not be read. */
export interface Looking {
  readonly root: string;
  /** Seconds since 1970. */
  readonly nowEpoch: number;
  readonly problems: Problem[];
  /** The text of a file; null when it is not there, or could not be read, which is then a problem. */
  readonly text: (path: string) => string | null;
}

const mostBytes = 4 * 1024 * 1024;

/** @param root `/`, or the folder that stands for it in a test */
export function lookFrom(root: string, nowEpoch: number): Looking {
  const problems: Problem[] = [];
  const text = (path: string): string | null => orNull(textOf(below(root, path)), problems);
  return { root, nowEpoch, problems, text };
}

/** A pipe or a device would keep us waiting. */
function textOf(path: string): Result<string, Problem> {
  const facts = lookAt(path, 'follow-links');
  if (!facts.ok) return facts;
  return facts.value.kind === 'file' ? readSmallText(path, mostBytes) : failed({ kind: 'not-a-regular-file', path });
}

export const below = (root: string, path: string): string => `${root.replace(/\/$/, '')}${path}`;

/** The value; null with a problem kept, except that what is not there is no problem. */
export function orNull<T>(result: Result<T, Problem>, problems: Problem[]): T | null {
  if (result.ok) return result.value;
  if (result.problem.kind !== 'not-found') problems.push(result.problem);
  return null;
}
