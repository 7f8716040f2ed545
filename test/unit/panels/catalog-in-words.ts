import { relative } from 'node:path';
import type { LogCatalog, LogTrust } from '../../../src/model/log-catalog.ts';
import { readAccessLogs } from '../../../src/sources/access-logs/read-access-logs.ts';
import { liveReading } from '../../access-readings.ts';

const words = (root: string, trust: LogTrust): string => {
  switch (trust.in) {
    case 'system':
      return '';
    case 'service-folder':
      // Where the tests do not run as root, every folder of the tree is the tester's.
      return trust.uid === process.getuid?.() ? '' : ` (service ${String(trust.uid)})`;
    case 'user-folder':
      return ` (user ${String(trust.uid)} in ${relative(root, trust.home)})`;
  }
};

/** What a panel found, short enough to be read in a test: path → site, and whose folder it lies in. */
export function inWords(root: string, catalog: LogCatalog) {
  return {
    access: Object.fromEntries(catalog.accessLogs.map(({ path, site, trust }) => [relative(root, path) + words(root, trust), site])),
    errors: Object.fromEntries(
      catalog.errorLogs.map(({ path, kind, site, trust }) => [relative(root, path) + words(root, trust), `${kind} ${site ?? '-'}`]),
    ),
  };
}

/** Requests by path of the page, read from everything that was found. */
export async function requestsIn(catalog: LogCatalog): Promise<{ readonly pages: Record<string, number>; readonly problems: string[] }> {
  const { tally } = await readAccessLogs(catalog.accessLogs, { ...liveReading, pageKey: 'path' });
  return {
    pages: Object.fromEntries(tally.pages.top.map(({ key, requests }) => [key, requests])),
    problems: tally.files.flatMap(({ problem }) => (problem === undefined ? [] : [problem.kind])),
  };
}
