import { parseDomainName, type DomainName } from './domain-name.ts';

/**
 * Names of access logs as cPanel, Plesk, Apache and nginx packages give them. (cPanel: `<servername>`,
 * `<servername>-ssl_log`, `.bkup` while the statistics run, `_wildcard_.` for `*.`; Plesk: one folder a domain, fixed
 * names in it, `.processed` after the statistics run.)
 */

/** Copies and counters that repeat requests counted elsewhere, or hold none at all. */
const leftAside =
  /(-(bytes|ftp|ftpbytes|popbytes|imapbytes|smtpbytes)_log(\.bkup\d?|-[A-Z][a-z]{2}-\d{4})?|^ftpxferlog.*|\.(offset\w*|webstat|webstat-ssl|statbuf|stat|swp|tmp))(\.gz)?$|^\.|~$/;

/** True for names that look like logs but must not be counted: byte counters, statistics copies, hidden and lock files. */
export const isLeftAside = (name: string): boolean => leftAside.test(name);

/** Endings that rotation, compression and people add: `.gz`, `.1`, `-20261122`, `-2026-11-22`, `.processed`, `.bkup2`. */
const rotation = /(\.gz|\.\d{1,4}|[-_.]\d{8}(-\d+)?|[-_.]\d{4}-\d\d-\d\d|\.processed|\.bkup\d?|\.old|\.bak|\.orig|\.txt)$/;

/** A log's name without what rotation added, so that the parts of one log compare equal. */
export function withoutRotation(name: string): string {
  let bare = name;
  while (rotation.test(bare)) bare = bare.replace(rotation, '');
  return bare;
}

const errorEnding = /(^|[-_.])(errors?|php[\d.]*-fpm(_error)?|slow)([-_.](errors?|slow|ssl))*([-_.]?log)?$/i;

/** True for names of error logs, `alice.example-error.log` and `php8.2-fpm.log`, but not for a log of error.example. */
export const isErrorLogName = (name: string): boolean => errorEnding.test(withoutRotation(name));

const longestFileName = 255;

const logEnding = /([-_.](ssl|http|https|proxy|proxy_ssl))?[-_.](access[-_.]?ssl|access|ssl)?[-_.]?log$|[-_.]access$/;

/** The domain an access log belongs to by its file name alone, or null: `alice.example-ssl_log.bkup` is alice.example's. */
export function siteOfLogName(name: string): DomainName | null {
  if (name.length > longestFileName) return null;
  let bare = withoutRotation(name);
  // `<domain>-ssl_log-Nov-2026` is how cPanel names its monthly archives.
  bare = bare
    .replace(/-[A-Z][a-z]{2}-\d{4}$/, '')
    .replace(logEnding, '')
    .replace(logEnding, '');
  if (bare.startsWith('_wildcard_.')) bare = `*.${bare.slice('_wildcard_.'.length)}`;
  return parseDomainName(bare) ?? null;
}
