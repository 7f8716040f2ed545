import type { AllowEntry } from '../guard/guard-facts.ts';
import { allowLine, covered, mostEntries } from './allow-line.ts';
import type { Looking } from './looking.ts';

const lists = ['/etc/csf/csf.allow', '/etc/csf/csf.ignore'];
const mostFiles = 20;

/**
 * Addresses of csf's allow and ignore lists and the files they include (csf's readme.txt): one to a line with a comment, or
 * an advanced rule `tcp|in|d=22|s=203.0.113.9`, of which the address counts.
 */
export function csfLists(looking: Looking): readonly AllowEntry[] {
  const waiting = [...lists];
  const seen = new Set<string>();
  const entries: AllowEntry[] = [];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (seen.has(path)) continue;
    if (seen.size === mostFiles) {
      looking.problems.push({ kind: 'too-many-entries', path, limit: mostFiles });
      break;
    }
    seen.add(path);
    const lines = (looking.text(path) ?? '').split('\n');
    if (lines.length > mostEntries) looking.problems.push({ kind: 'too-many-entries', path, limit: mostEntries });
    for (const line of lines.slice(0, mostEntries)) {
      const included = /^\s*Include\s+(\/\S+)\s*$/.exec(line)?.[1];
      if (included !== undefined) waiting.push(included);
      entries.push(...entriesOf(line, path));
    }
  }
  return entries;
}

/** csf takes the first word, whatever follows it. */
function firstWord(line: string, path: string): AllowEntry | undefined {
  const [word = '', ...rest] = line.trim().split(/[\s#]+/);
  const covers = covered(word);
  return covers === undefined ? undefined : { covers, list: path, comment: rest.join(' ').slice(0, 200) || null };
}

function entriesOf(line: string, path: string): readonly AllowEntry[] {
  const plain = allowLine(line, path) ?? firstWord(line, path);
  if (plain !== undefined) return [plain];
  const [rule = ''] = line.split('#', 1);
  if (!rule.includes('|')) return [];
  return rule.split('|').flatMap((part) => {
    const covers = /^[sd]=/.test(part.trim()) ? covered(part.trim().slice(2)) : undefined;
    return covers === undefined ? [] : [{ covers, list: path, comment: rule.trim().slice(0, 200) }];
  });
}
