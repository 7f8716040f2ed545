import { relative } from 'node:path';
import type { LogCatalog, LogTrust } from '../../../src/model/log-catalog.ts';
import { type AccessReading, readAccessLogs } from '../../../src/sources/access-logs/read-access-logs.ts';

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
  const reading: AccessReading = {
    span: { fromEpoch: -Infinity, toEpoch: Infinity },
    pageKey: 'path',
    site: null,
    address: null,
    page: null,
    limit: null,
    sitesAreCertain: true,
    areLive: true,
    nameSite: (host) => host,
    seed: 1,
  };
  const { tally } = await readAccessLogs(catalog.accessLogs, reading);
  return {
    pages: Object.fromEntries(tally.pages.top.map(({ key, requests }) => [key, requests])),
    problems: tally.files.flatMap(({ problem }) => (problem === undefined ? [] : [problem.kind])),
  };
}
