import { join } from 'node:path';
import { isErrorLogName, siteOfLogName } from '../model/log-name.ts';
import { listFolder } from '../system/folders.ts';
import type { PlaceSearch } from './place-search.ts';

// A site may be called accessories.example, so the end of a name counts for more than a word in it.
const isAccessName = (name: string): boolean => /access/i.test(name) && !isErrorLogName(name);
const isErrorName = (name: string): boolean => isErrorLogName(name) || (/error/i.test(name) && !/access/i.test(name));
const isFpmName = (name: string): boolean => /log/i.test(name) && !/slow|access/i.test(name);
const isFpmSlowName = (name: string): boolean => /slow/i.test(name);
const noSite = (): null => null;

/**
 * The places of Apache, nginx and PHP-FPM as Debian's and Red Hat's packages have them; a panel's server has them too,
 * for what belongs to none of its sites.
 */
export function searchWebServerPlaces(search: PlaceSearch, root: string): void {
  const apacheFolders = [
    { what: 'Apache (Debian)', folder: join(root, '/var/log/apache2') },
    { what: 'Apache (Red Hat)', folder: join(root, '/var/log/httpd') },
  ];
  for (const { what, folder } of apacheFolders) {
    search.accessFolder({ what: `${what} access logs`, folder, takes: isAccessName, siteOf: siteOfLogName });
    search.errorFolder({ what: `${what} error logs`, folder, takes: isErrorName, siteOf: noSite }, 'apache-error');
  }
  const nginx = join(root, '/var/log/nginx');
  search.accessFolder({ what: 'nginx access logs', folder: nginx, takes: isAccessName, siteOf: siteOfLogName });
  search.errorFolder({ what: 'nginx error logs', folder: nginx, takes: isErrorName, siteOf: noSite }, 'nginx-error');
  searchFpmPlaces(search, root);
}

function searchFpmPlaces(search: PlaceSearch, root: string): void {
  const logs = join(root, '/var/log');
  const takesVersioned = (name: string): boolean => /^php[\d.]*-fpm.*\.log/.test(name);
  search.errorFolder({ what: 'PHP-FPM logs (Debian)', folder: logs, takes: takesVersioned, siteOf: noSite }, 'php-fpm');
  const folder = join(logs, 'php-fpm');
  search.errorFolder({ what: 'PHP-FPM logs (Red Hat)', folder, takes: isFpmName, siteOf: noSite }, 'php-fpm');
}

/** Folders of PHP-FPM master logs whose names hold a version: `parent/<matching name>/below`. */
export function searchVersionedFpm(search: PlaceSearch, what: string, parent: string, matches: RegExp, below: string): void {
  const listed = listFolder(parent);
  if (!listed.ok) {
    search.failed(what, parent, listed.problem);
    return;
  }
  for (const { name, kind } of listed.value) {
    if (kind !== 'folder' || !matches.test(name)) continue;
    const folder = join(parent, name, below);
    search.errorFolder({ what, folder, takes: isFpmName, siteOf: noSite }, 'php-fpm');
    search.errorFolder({ what: `${what}, slow`, folder, takes: isFpmSlowName, siteOf: noSite }, 'php-fpm-slow');
  }
}
