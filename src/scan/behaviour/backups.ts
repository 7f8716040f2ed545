import type { RequestTarget } from './request-target.ts';

/** What a copy of a site or a database is kept in. */
const archive =
  /\.(?:tar\.(?:gz|bz2|xz|zst)|sql\.(?:gz|zip|bz2|xz|7z|rar|tar|tgz)|tgz|tar|gz|bz2|zip|rar|7z|sql|bak|dump|sqlite3?|mdb|war)$/;

const words =
  'backups?|back|bak|bac|bkp|bkup|bck|copy|dump|db|dbs|database|dbase|mysql|sql|sqldump|site|sites|website|web|webroot|webapp|www|wwwroot|wwwdata|html?|' +
  'public|public_html|httpdocs|htdocs|vhosts?|home|root|old|new|archive|data|files?|full|fullbackup|latest|server|src|source|code|app|api|admin|' +
  'wp|wordpress|wp-content|wp-config|joomla|drupal|magento|laravel|shop|store|forum|blog|config|conf|settings|uploads?|test|dev|prod|staging|' +
  'bin|temp|tmp|index|users?|clients?|customers?|orders?|localhost|mail|my|project|package|private|secret|passwords?|\\d{1,8}';
/** `backup`, `db_2024`, `www-old`, `site.bak`: nothing but such words. */
const backupName = new RegExp(`^(?:${words})(?:[._-](?:${words})){0,4}$`);
/** The server's own address, as tools write it when they make up names. */
const address = /^\d{1,3}(?:[.-]\d{1,3}){3}$/;

/** The name of an archive without its ending; null for everything else. */
export const archiveOf = ({ name }: RequestTarget): string | null => (archive.test(name) ? name.replace(archive, '') : null);

/**
 * A copy of the whole site or its database, by a name that robots try and nobody links to: a made-up one (`backup.zip`,
 * `db-2024.tar.gz`) or one after the site itself (`alice.zip`, `alice.example.rar`).
 */
export function isBackup(archiveName: string, site: string | null): boolean {
  if (backupName.test(archiveName) || address.test(archiveName)) return true;
  if (site === null) return false;
  const host = site.toLowerCase().replace(/^www\./, '');
  const alone = archiveName.replace(/^www[._-]/, '').replace(/[._-](?:backup|bak|old|db|sql|www|site|\d{1,8})$/, '');
  return alone === host || alone === host.replaceAll('.', '_') || alone === host.replaceAll('.', '-') || alone === host.split('.', 1)[0];
}
