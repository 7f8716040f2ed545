import type { RequestTarget } from './request-target.ts';

/** Names that are a login wherever they lie; tokens and sessions of programs (`/oauth/token`) are asked for all day and are none. */
const loginName =
  /^(?:(?:user|admin|member|customer|client|web|do|post|check|my)?[_-]?(?:login|logon|signin|sign[-_]in|log-in)(?:[_-]?(?:check|post|action|form|user|admin|process|submit))?(?:\.(?:php|aspx?|jsp|do|cgi|html?|action))?|j_(?:spring_)?security_check|j_acegi_security_check)$/;

/** What a query says where one page does many things. */
const loginQuery =
  /(?:^|&)(?:route=(?:(?:common|account)\/|\/)login|controller=adminlogin|do=login|mode=login|action=login2?|_task=login|option=com_login|option=com_users&(?:view=login|task=user\.login)|q=user\/login|loginprovider=[^&]*|title=special:userlogin[^&]*)(?:&|$)/;

const databaseFolder = /^(?:phpmyadmin|phpmyadmin[\w.-]{1,30}|pma|myadmin|mysqladmin|dbadmin)$/;

/**
 * Whose login a POST goes to, other than WordPress'; null for every other page. The same page may serve people at work
 * (Joomla's `administrator/index.php`, phpMyAdmin's `index.php`): there what its query says decides.
 */
export function doorOf({ names, name, query }: RequestTarget): string | null {
  if (name === 'wp-login.php') return null;
  const folder = name === 'index.php' ? (names.at(-2) ?? '') : name;
  if (folder === 'administrator') return query === '' || query.includes('com_login') ? 'Joomla' : null;
  if (databaseFolder.test(folder))
    return query === '' || query.includes('pma_username=') || /^route=\/?$/.test(query) ? 'phpMyAdmin' : null;
  if (names.at(-2) === 'user' && name === 'login') return 'Drupal';
  if (name === 'my-account') return 'WooCommerce';
  if (names.at(-1) === 'token' && names.at(-3) === 'integration') return 'Magento';
  if (names.at(-3) === 'jwt-auth' && name === 'token') return 'WordPress, by its interface';
  if (loginName.test(name)) return 'a login page';
  return query !== '' && loginQuery.test(query) ? 'a login page' : null;
}

/** Where comments and trackbacks are taken in: WordPress' own page, its trackbacks, Drupal's replies. */
export const isCommentDoor = ({ name, names }: RequestTarget): boolean =>
  name === 'wp-comments-post.php' ||
  name === 'wp-trackback.php' ||
  name === 'trackback' ||
  (names.at(-3) === 'comment' && names.at(-2) === 'reply');
