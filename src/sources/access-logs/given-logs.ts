import { basename, dirname, join } from 'node:path';
import { parseDomainName } from '../../model/domain-name.ts';
import type { LogFile } from '../../model/log-catalog.ts';
import { isErrorLogName, isLeftAside, siteOfLogName } from '../../model/log-name.ts';
import type { Problem } from '../../model/problem.ts';
import { listFolder, lookAt } from '../../system/folders.ts';

export interface GivenLogs {
  readonly logs: readonly LogFile<'access'>[];
  /** Names given, or found in a given folder, that cannot be read as a log. */
  readonly problems: readonly Problem[];
  /** Files of given folders that are no access logs by their names (byte counters, statistics copies, error logs), and folders too deep. */
  readonly leftAside: readonly string[];
}

const deepest = 4;

/**
 * The logs behind names that somebody typed: files as they are, folders with everything in them that looks like an
 * access log. Links inside a folder are not followed; a link that was typed is, because the operator named it.
 */
export function givenAccessLogs(names: readonly string[]): GivenLogs {
  const logs: LogFile<'access'>[] = [];
  const problems: Problem[] = [];
  const leftAside: string[] = [];
  const takeFile = (path: string): void => {
    logs.push({ path, kind: 'access', site: siteOfPath(path), trust: { in: 'system' } });
  };
  const walkFolder = (folder: string, depth: number): void => {
    const listed = listFolder(folder);
    if (!listed.ok) {
      problems.push(listed.problem);
      return;
    }
    for (const entry of listed.value) {
      const path = join(folder, entry.name);
      if (entry.kind === 'folder' && depth < deepest) walkFolder(path, depth + 1);
      else if (entry.kind === 'folder') leftAside.push(path);
      else if (entry.kind === 'link') problems.push({ kind: 'is-a-link', path });
      else if (entry.kind !== 'file') continue;
      else if (isLeftAside(entry.name) || isErrorLogName(entry.name)) leftAside.push(path);
      else takeFile(path);
    }
  };
  for (const name of names) {
    const facts = lookAt(name, 'follow-links');
    if (!facts.ok) problems.push(facts.problem);
    else if (facts.value.kind === 'folder') walkFolder(name, 1);
    else takeFile(name);
  }
  return { logs, problems, leftAside };
}

/** By the file's own name, or by the folder of Plesk's `system/<domain>/logs/access_log`. */
function siteOfPath(path: string): string | null {
  const own = siteOfLogName(basename(path));
  if (own !== null) return own;
  const folder = dirname(path);
  return basename(folder) === 'logs' ? (parseDomainName(basename(dirname(folder))) ?? null) : null;
}
