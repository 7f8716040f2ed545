import { join } from 'node:path';
import { parseDomainName } from '../../model/domain-name.ts';
import type { LogCatalog, LogTrust } from '../../model/log-catalog.ts';
import { withoutRotation } from '../../model/log-name.ts';
import { listFolder, lookAt } from '../../system/folders.ts';
import { readSmallText } from '../../system/read-text.ts';
import { PlaceSearch, trustIn } from '../place-search.ts';
import { searchVersionedFpm, searchWebServerPlaces } from '../web-server-places.ts';
import type { doubledLogs } from './doubled-logs.ts';

const accessNames = ['access_log', 'access_ssl_log', 'proxy_access_log', 'proxy_access_ssl_log'];

const isNamed = (names: readonly string[]) => (name: string) => names.includes(withoutRotation(name));

/** Which logs of a site's folder stand in each other. */
export type FindDoubled = typeof doubledLogs;

/**
 * Every log of a Plesk server: one folder a domain below `system`, Apache's logs and nginx's (`proxy_…`) side by side.
 * They add up, for nginx does not log what it hands to Apache; where it does, nginx's are all. The other names of the same
 * files, in the subscriptions' own folders, are not searched.
 */
export function findPleskLogs(root: string, doubled: FindDoubled): LogCatalog {
  const search = new PlaceSearch();
  const system = join(root, vhostsFolder(root), 'system');
  const listed = listFolder(system);
  if (!listed.ok) search.failed('Plesk domains', system, listed.problem);
  for (const entry of listed.ok ? listed.value : []) {
    const site = parseDomainName(entry.name);
    if (entry.kind !== 'folder' || site === undefined) continue;
    searchDomain(search, join(system, entry.name, 'logs'), site, doubled);
  }
  searchVersionedFpm(search, 'PHP-FPM of Plesk', join(root, '/var/log'), /^plesk-php\d+-fpm$/, '.');
  searchWebServerPlaces(search, root);
  return search.catalog();
}

/** The logs of one domain. `trust` is given where the folder must not be reached by a link. */
export function searchDomain(search: PlaceSearch, folder: string, site: string, doubled: FindDoubled, trust?: LogTrust): void {
  const siteOf = (): string => site;
  const facts = lookAt(folder, trust === undefined ? 'follow-links' : 'not-links');
  const twice = facts.ok ? doubled(folder, trust ?? trustIn(folder, facts.value.uid)) : { wholly: [], partly: [] };
  for (const name of twice.wholly) search.aside(`${name} of ${site}: its requests are all in nginx's log as well`, folder, 1);
  for (const name of twice.partly)
    search.aside(`${name} of ${site}: some of its requests are in nginx's log as well, and count twice`, folder, 0);
  const takesAccess = isNamed(accessNames.filter((name) => !twice.wholly.includes(name)));
  const place = { folder, siteOf, ...(trust === undefined ? {} : { trust }) };
  search.accessFolder({ what: `logs of ${site}`, ...place, takes: takesAccess });
  search.errorFolder({ what: `Apache errors of ${site}`, ...place, takes: isNamed(['error_log']) }, 'apache-error');
  search.errorFolder({ what: `nginx errors of ${site}`, ...place, takes: isNamed(['proxy_error_log']) }, 'nginx-error');
  search.errorFolder({ what: `PHP-FPM errors of ${site}`, ...place, takes: isNamed(['php-fpm_error.log']) }, 'php-fpm');
}

/** `HTTPD_VHOSTS_D` of `/etc/psa/psa.conf` (lines of `KEY value`), which moves when an administrator moves the sites. */
export function vhostsFolder(root: string): string {
  const text = readSmallText(join(root, '/etc/psa/psa.conf'));
  const match = text.ok ? /^\s*HTTPD_VHOSTS_D\s+(\/\S+)\s*$/m.exec(text.value) : null;
  return match?.[1] ?? '/var/www/vhosts';
}
