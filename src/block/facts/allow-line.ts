import { parseBlockTarget } from '../target.ts';
import type { AllowEntry } from '../guard/guard-facts.ts';

/** Entries of one list that are kept; no list written by hand is longer. */
export const mostEntries = 20_000;

/** What a word of a list covers; undefined when it is neither an address nor a range (a host name, a country). */
export const covered = (word: string): AllowEntry['covers'] | undefined => {
  const target = parseBlockTarget(word);
  return target.ok ? target.value : undefined;
};

/** The entry of a line `203.0.113.9 # office`; undefined for a comment, an empty line, and what is no address. */
export function allowLine(line: string, list: string): AllowEntry | undefined {
  const hash = line.indexOf('#');
  const covers = covered((hash < 0 ? line : line.slice(0, hash)).trim());
  if (covers === undefined) return undefined;
  const comment = hash < 0 ? '' : line.slice(hash + 1).trim();
  return { covers, list, comment: comment === '' ? null : comment.slice(0, 200) };
}
