import { join } from 'node:path';
import type { LogCatalog } from '../../model/log-catalog.ts';
import { siteOfLogName } from '../../model/log-name.ts';
import { lookAt } from '../../system/folders.ts';
import { readSmallText } from '../../system/read-text.ts';
import { PlaceSearch } from '../place-search.ts';
import { searchVersionedFpm, searchWebServerPlaces } from '../web-server-places.ts';
import { nginxLogFolder } from './address-from-header.ts';
import { parsePathsConf } from './paths-conf.ts';
import type { UserDomain } from './user-domains.ts';
import { searchUserFolders } from './user-folders.ts';

/**
 * Every log of a cPanel server. Only the top level of the domlogs: the folders below, one a user, hold the same files
 * again under hard links. `paths.conf` says where, and the customary places follow in case it is missing.
 */
export function findCpanelLogs(root: string, domains: readonly UserDomain[], nameSite: (host: string) => string): LogCatalog {
  const search = new PlaceSearch();
  const paths = readPaths(root);
  const siteOf = (name: string): string | null => {
    const host = siteOfLogName(name);
    return host === null ? null : nameSite(host);
  };
  const takes = (name: string): boolean => siteOfLogName(name) !== null;
  for (const folder of domlogFolders(paths)) {
    const found = search.accessFolder({ what: 'cPanel domlogs', folder: join(root, folder), takes, siteOf });
    if (found > 0) break;
  }
  const nginxFolder = join(root, nginxLogFolder);
  if (lookAt(nginxFolder, 'follow-links').ok) search.accessFolder({ what: 'ea-nginx domain logs', folder: nginxFolder, takes, siteOf });
  for (const path of errorLogs(paths)) if (search.errorFile('Apache error log', join(root, path), 'apache-error')) break;
  const liteSpeed = join(root, '/usr/local/lsws/logs/error.log');
  if (lookAt(liteSpeed, 'follow-links').ok) search.errorFile('LiteSpeed error log', liteSpeed, 'apache-error');
  searchVersionedFpm(search, 'PHP-FPM of EasyApache', join(root, '/opt/cpanel'), /^ea-php\d+$/, 'root/usr/var/log/php-fpm');
  searchUserFolders(search, root, domains, nameSite);
  searchWebServerPlaces(search, root);
  return search.catalog();
}

function readPaths(root: string): ReadonlyMap<string, string> {
  const text = readSmallText(join(root, '/etc/cpanel/ea4/paths.conf'));
  return text.ok ? parsePathsConf(text.value) : new Map<string, string>();
}

const domlogFolders = (paths: ReadonlyMap<string, string>): readonly string[] => [
  paths.get('dir_domlogs') ?? '/etc/apache2/logs/domlogs',
  '/etc/apache2/logs/domlogs',
  '/var/log/apache2/domlogs',
  '/usr/local/apache/domlogs',
];

const errorLogs = (paths: ReadonlyMap<string, string>): readonly string[] => [
  paths.get('file_error_log') ?? '/etc/apache2/logs/error_log',
  '/etc/apache2/logs/error_log',
  '/usr/local/apache/logs/error_log',
];
