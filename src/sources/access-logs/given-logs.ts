import { basename, dirname } from 'node:path';
import { parseDomainName } from '../../model/domain-name.ts';
import type { LogFile } from '../../model/log-catalog.ts';
import { isErrorLogName, isLeftAside, siteOfLogName } from '../../model/log-name.ts';
import type { Problem } from '../../model/problem.ts';
import { givenFiles } from '../given-files.ts';

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
  for (const given of givenFiles(names, deepest)) {
    if (given.kind === 'problem') problems.push(given.problem);
    else if (given.kind === 'too-deep' || (!given.wasTyped && isNoAccessLog(given.name))) leftAside.push(given.path);
    else logs.push({ path: given.path, kind: 'access', site: siteOfPath(given.path), trust: { in: 'system' } });
  }
  return { logs, problems, leftAside };
}

const isNoAccessLog = (name: string): boolean => isLeftAside(name) || isErrorLogName(name);

/** By the file's own name, or by the folder of Plesk's `system/<domain>/logs/access_log`. */
function siteOfPath(path: string): string | null {
  const own = siteOfLogName(basename(path));
  if (own !== null) return own;
  const folder = dirname(path);
  return basename(folder) === 'logs' ? (parseDomainName(basename(dirname(folder))) ?? null) : null;
}
