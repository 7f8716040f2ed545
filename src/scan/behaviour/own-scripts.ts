import type { RequestTarget } from './request-target.ts';

/**
 * Pages of WordPress, and the one page of most other systems, that answer whoever is not logged in, or has just saved
 * something, with a redirect all day long.
 */
export const isOwnScript = ({ names, name }: RequestTarget): boolean =>
  name === 'index.php' ||
  isAdminScript(names) ||
  /^(?:wp-(?:login|cron|comments-post|signup|activate|trackback|mail)|xmlrpc)\.php$/.test(name);

const isAdminScript = (names: readonly string[]): boolean =>
  names.at(-2) === 'wp-admin' || (names.at(-3) === 'wp-admin' && (names.at(-2) === 'network' || names.at(-2) === 'user'));
