import { join } from 'node:path';
import { parseDomainName } from '../../model/domain-name.ts';
import type { LogCatalog, LogPlace, LogTrust } from '../../model/log-catalog.ts';
import type { Estate } from '../../model/operator.ts';
import { lookAt } from '../../system/folders.ts';
import { PlaceSearch } from '../place-search.ts';
import { type FindDoubled, searchDomain, vhostsFolder } from './find-logs.ts';

/**
 * The logs of an estate's own domains, each looked for by its name: no folder of others is even listed, no log of the whole server
 * is among them. A folder that is a link is left aside, because whoever may put it there could lead it to a neighbour's logs.
 * Of the places only how many logs there were, and what could not be read of one's own.
 */
export function findOwnPleskLogs(root: string, { domains }: Pick<Estate, 'domains'>, doubled: FindDoubled): LogCatalog {
  const search = new PlaceSearch();
  for (const domain of new Set(domains)) {
    const site = parseDomainName(domain);
    // A wildcard's log folder has another name than its domain.
    if (site === undefined || site.startsWith('*')) continue;
    const siteFolder = join(root, vhostsFolder(root), 'system', site);
    const trust = trustBelow(siteFolder);
    if (trust !== null) searchDomain(search, join(siteFolder, 'logs'), site, doubled, trust);
  }
  const { accessLogs, errorLogs, places } = search.catalog();
  return {
    accessLogs,
    errorLogs,
    places: [
      count('Access logs of your sites', accessLogs.length),
      count('Error logs of your sites', errorLogs.length),
      ...places
        .filter(({ problem, leftAside, files }) => (problem === null ? files === 0 && leftAside > 0 : problem.kind !== 'not-found'))
        .map((place) => ({ ...place, path: '' })),
    ],
  };
}

const count = (what: string, files: number): LogPlace => ({ what, path: '', files, leftAside: 0, problem: null });

/** Whose word the folder of a site is; null when there is none, or it is a link. */
function trustBelow(siteFolder: string): LogTrust | null {
  const site = lookAt(siteFolder, 'not-links');
  const logs = lookAt(join(siteFolder, 'logs'), 'not-links');
  if (!site.ok || !logs.ok || site.value.kind !== 'folder') return null;
  const uid = site.value.uid === 0 ? logs.value.uid : site.value.uid;
  return uid === 0 ? { in: 'system' } : { in: 'service-folder', folder: siteFolder, uid };
}
