import { basename, dirname } from 'node:path';
import { parseDomainName } from '../model/domain-name.ts';
import type { LogFile } from '../model/log-catalog.ts';
import { isLeftAside, siteOfLogName } from '../model/log-name.ts';
import type { Problem } from '../model/problem.ts';
import { LineReader } from '../scan/access/line-shape.ts';
import { readHead } from '../scan/errors/record-formats.ts';
import { openLog } from '../system/open-file.ts';
import { feedLog } from './error-logs/feed-log.ts';
import type { ErrorLogToRead } from './error-logs/error-log.ts';
import { machineClock } from './error-logs/machine-clock.ts';
import { givenFiles } from './given-files.ts';

/** What somebody typed, told apart by what the files hold. */
export interface GivenMixedLogs {
  readonly logs: readonly LogFile<'access'>[];
  readonly errorLogs: readonly ErrorLogToRead[];
  /** Names given, or found in a given folder, that cannot be listed or read. */
  readonly problems: readonly Problem[];
  /** In given folders: files that are no logs by their names or by what they begin with, and folders too deep. */
  readonly leftAside: readonly string[];
}

const deepest = 4;
const sniffedBytes = 64 * 1024;

/**
 * The access logs and error logs behind names in any mix: files, `.gz` included, and folders with everything in them, down
 * to the fourth level. The beginning of each file tells what it is; a typed file that tells nothing is taken for an access
 * log, whose reading then says that it is none. Links inside a folder are not followed; a link that was typed is.
 */
export async function givenLogs(names: readonly string[]): Promise<GivenMixedLogs> {
  const found = {
    logs: [] as LogFile<'access'>[],
    errorLogs: [] as ErrorLogToRead[],
    problems: [] as Problem[],
    leftAside: [] as string[],
  };
  for (const given of givenFiles(names, deepest)) {
    if (given.kind === 'problem') found.problems.push(given.problem);
    else if (given.kind === 'too-deep' || (!given.wasTyped && isLeftAside(given.name))) found.leftAside.push(given.path);
    else await takeFile(given.path, found, given.wasTyped);
  }
  return found;
}

interface Found {
  readonly logs: LogFile<'access'>[];
  readonly errorLogs: ErrorLogToRead[];
  readonly problems: Problem[];
  readonly leftAside: string[];
}

async function takeFile(path: string, found: Found, wasTyped: boolean): Promise<void> {
  const opened = openLog(path, { in: 'system' });
  if (!opened.ok) {
    found.problems.push(opened.problem);
    return;
  }
  let held: LogContent;
  try {
    // Of a large file the end would be read; what tells is its beginning.
    held = await contentOf({ ...opened.value, sizeBytes: Math.min(opened.value.sizeBytes, sniffedBytes) });
  } finally {
    opened.value.close();
  }
  const trust = { in: 'system' } as const;
  if (held === 'errors') found.errorLogs.push({ path, kind: null, site: siteOfFolder(path), trust });
  else if (held === 'requests' || wasTyped)
    found.logs.push({ path, kind: 'access', site: siteOfLogName(basename(path)) ?? siteOfFolder(path), trust });
  else found.leftAside.push(path);
}

type LogContent = 'requests' | 'errors' | 'neither';

/** By which kind of line comes first: nothing that an error log quotes can make one of its lines an access-log line. */
async function contentOf(beginning: Parameters<typeof feedLog>[0]): Promise<LogContent> {
  const clock = machineClock();
  const reader = new LineReader();
  let content: LogContent = 'neither';
  await feedLog(beginning, {
    tailBytes: sniffedBytes,
    archiveBytes: sniffedBytes,
    onStart: () => undefined,
    onLine: (line) => {
      if (content !== 'neither') return;
      if (readHead(line, 'any', clock) !== null) content = 'errors';
      else if (isRequest(reader, line)) content = 'requests';
    },
    onBytes: () => undefined,
    shouldStop: () => content !== 'neither',
  });
  return content;
}

function isRequest(reader: LineReader, line: string): boolean {
  const bytes = Buffer.from(line);
  return reader.read(bytes, 0, bytes.length) === 'understood';
}

/** The site of Plesk's `system/<domain>/logs/error_log`; other places do not say. */
function siteOfFolder(path: string): string | null {
  const folder = dirname(path);
  return basename(folder) === 'logs' ? (parseDomainName(basename(dirname(folder))) ?? null) : null;
}
