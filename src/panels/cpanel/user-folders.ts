import { join } from 'node:path';
import type { LogTrust } from '../../model/log-catalog.ts';
import { withoutRotation } from '../../model/log-name.ts';
import { lookAt } from '../../system/folders.ts';
import { readSmallText } from '../../system/read-text.ts';
import type { PlaceSearch } from '../place-search.ts';
import { homesByUser } from '../user-homes.ts';
import type { UserDomain } from './user-domains.ts';

const phpErrors = '.php.error.log';
const slowLog = '.php-fpm.slow.log';

/**
 * PHP's logs in the accounts' own folders: `~/logs/<domain_with_underscores>.php.error.log` and `.php-fpm.slow.log` of
 * PHP-FPM, and `error_log` in document roots of sites without it. These folders are the users': every file is opened
 * with that in mind (see `LogTrust`). Sites are called as their access logs are: several domains may share one root.
 */
export function searchUserFolders(
  search: PlaceSearch,
  root: string,
  domains: readonly UserDomain[],
  nameSite: (host: string) => string,
): void {
  const passwd = readSmallText(join(root, '/etc/passwd'));
  if (!passwd.ok) {
    search.failed('PHP logs of the accounts', join(root, '/etc/passwd'), passwd.problem);
    return;
  }
  const homes = homesByUser(passwd.value);
  for (const [user, owned] of domainsByUser(domains)) {
    const account = homes.get(user);
    if (account === undefined || account.uid === 0) continue;
    const home = join(root, account.home);
    const trust: LogTrust = { in: 'user-folder', home, uid: account.uid };
    searchLogsFolder(search, join(home, 'logs'), owned, nameSite, trust);
    const siteByPath = new Map(owned.map((domain) => [join(root, domain.documentRoot, 'error_log'), nameSite(serverName(domain))]));
    for (const [path, site] of siteByPath) {
      const beneathHome = path.startsWith(`${home}/`);
      // A site without an `error_log` is the normal case and not worth a line.
      if (beneathHome && lookAt(path, 'not-links').ok) search.errorFile('PHP error_log of a site', path, 'php', site, trust);
    }
  }
}

/** The ServerName of the vhost that serves a domain. */
const serverName = ({ domain, type, base }: UserDomain): string => (type === 'addon' || type === 'parked' ? base : domain);

function searchLogsFolder(
  search: PlaceSearch,
  folder: string,
  owned: readonly UserDomain[],
  nameSite: (host: string) => string,
  trust: LogTrust,
): void {
  const siteByPool = new Map(owned.map((each) => [each.domain.replaceAll('.', '_'), nameSite(serverName(each))]));
  const siteOf = (ending: string) => (name: string) => siteByPool.get(withoutRotation(name).slice(0, -ending.length)) ?? null;
  const takes = (ending: string) => (name: string) => withoutRotation(name).endsWith(ending);
  search.errorFolder({ what: 'PHP error logs of an account', folder, takes: takes(phpErrors), siteOf: siteOf(phpErrors), trust }, 'php');
  search.errorFolder(
    { what: 'PHP-FPM slow logs of an account', folder, takes: takes(slowLog), siteOf: siteOf(slowLog), trust },
    'php-fpm-slow',
  );
}

function domainsByUser(domains: readonly UserDomain[]): ReadonlyMap<string, readonly UserDomain[]> {
  const byUser = new Map<string, UserDomain[]>();
  for (const domain of domains) {
    const owned = byUser.get(domain.user);
    if (owned === undefined) byUser.set(domain.user, [domain]);
    else owned.push(domain);
  }
  return byUser;
}
