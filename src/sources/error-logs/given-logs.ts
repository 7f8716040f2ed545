import { basename, dirname } from 'node:path';
import { parseDomainName } from '../../model/domain-name.ts';
import type { Problem } from '../../model/problem.ts';
import { readHead } from '../../scan/errors/record-formats.ts';
import { openLog } from '../../system/open-file.ts';
import { givenFiles } from '../given-files.ts';
import type { ErrorLogToRead } from './error-log.ts';
import { feedLog } from './feed-log.ts';
import { machineClock } from './machine-clock.ts';

export interface GivenErrorLogs {
  readonly logs: readonly ErrorLogToRead[];
  /** Names given, or found in a given folder, that cannot be listed or read. */
  readonly problems: readonly Problem[];
  /** In given folders: files that hold no error log by what they begin with, and folders below the third level. */
  readonly leftAside: readonly string[];
}

const deepest = 3;
const sniffedBytes = 64 * 1024;

/**
 * The logs behind names that somebody typed: files as they are, folders with every file in them (down to the third level)
 * whose beginning has a line of an error log. Links inside a folder are not followed; a link that was typed is, because the
 * operator named it.
 */
export async function givenErrorLogs(names: readonly string[]): Promise<GivenErrorLogs> {
  const logs: ErrorLogToRead[] = [];
  const problems: Problem[] = [];
  const leftAside: string[] = [];
  for (const given of givenFiles(names, deepest)) {
    if (given.kind === 'problem') problems.push(given.problem);
    else if (given.kind === 'too-deep') leftAside.push(given.path);
    else if (given.wasTyped || (await looksLikeErrorLog(given.path, problems))) logs.push(givenLog(given.path));
    else leftAside.push(given.path);
  }
  return { logs, problems, leftAside };
}

const givenLog = (path: string): ErrorLogToRead => ({ path, kind: null, site: siteOfPath(path), trust: { in: 'system' } });

/** The site of Plesk's `system/<domain>/logs/error_log`; other places do not say. */
function siteOfPath(path: string): string | null {
  const folder = dirname(path);
  return basename(folder) === 'logs' ? (parseDomainName(basename(dirname(folder))) ?? null) : null;
}

async function looksLikeErrorLog(path: string, problems: Problem[]): Promise<boolean> {
  const opened = openLog(path, { in: 'system' });
  if (!opened.ok) {
    problems.push(opened.problem);
    return false;
  }
  const clock = machineClock();
  let found = false;
  // Of a large file the end would be read; what tells is its beginning.
  const beginning = { ...opened.value, sizeBytes: Math.min(opened.value.sizeBytes, sniffedBytes) };
  try {
    await feedLog(beginning, {
      tailBytes: sniffedBytes,
      archiveBytes: sniffedBytes,
      onStart: () => undefined,
      onLine: (line) => {
        found ||= readHead(line, 'any', clock) !== null;
      },
      onBytes: () => undefined,
      shouldStop: () => found,
    });
  } finally {
    opened.value.close();
  }
  return found;
}
