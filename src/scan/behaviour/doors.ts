import type { RequestTarget } from './request-target.ts';

/** Names that are a login wherever they lie; tokens and sessions of programs (`/oauth/token`) are asked for all day and are none. */
const loginName =
  /^(?:(?:user|admin|member|customer|client|web|do|post|check|my)?[_-]?(?:login|logon|signin|sign[-_]in|log-in)(?:[_-]?(?:check|post|action|form|user|admin|process|submit))?(?:\.(?:php|aspx?|jsp|do|cgi|html?|action))?|j_(?:spring_)?security_check|j_acegi_security_check)$/;

/** What a query says where one page does many things. */
const loginQuery =
  /(?:^|&)(?:route=(?:(?:common|account)\/|\/)login|controller=adminlogin|do=login|mode=login|action=login2?|_task=login|option=com_login|option=com_users&(?:view=login|task=user\.login)|q=user\/login|loginprovider=[^&]*|title=special:userlogin[^&]*)(?:&|$)/;

const databaseFolder = /^(?:phpmyadmin|phpmyadmin[\w.-]{1,30}|pma|myadmin|mysqladmin|dbadmin)$/;

/** phpMyAdmin takes a password from its address too, whatever the method; nobody's browser puts it there. */
export const passwordInAddress = '?pma_password';

/** The same one by one, as a sentence names them: never what somebody wrote beside them. */
const loginParameters = [
  ...['route=common/login', 'route=account/login', 'route=/login', 'controller=adminlogin', 'do=login', 'mode=login'],
  ...['action=login2', 'action=login', '_task=login', 'option=com_login', 'option=com_users&view=login'],
  ...['option=com_users&task=user.login', 'q=user/login', 'loginprovider=', 'title=special:userlogin'],
];

/**
 * How a POST goes to a login other than WordPress': empty where its path tells, `?route=account/login` where one page does many
 * things and its query tells; null for every other page. The same page may serve people at work (Joomla's
 * `administrator/index.php`, phpMyAdmin's `index.php`): there what its query says decides.
 */
export function doorOf({ names, name, query }: RequestTarget): string | null {
  if (name === 'wp-login.php') return null;
  const folder = name === 'index.php' ? (names.at(-2) ?? '') : name;
  if (folder === 'administrator') return query === '' || query.includes('com_login') ? '' : null;
  if (databaseFolder.test(folder) && query.includes('pma_password=')) return passwordInAddress;
  if (databaseFolder.test(folder)) return query === '' || query.includes('pma_username=') || /^route=\/?$/.test(query) ? '' : null;
  const isDrupals = names.at(-2) === 'user' && name === 'login';
  const isMagentos = names.at(-1) === 'token' && names.at(-3) === 'integration';
  const isWordPressInterface = names.at(-3) === 'jwt-auth' && name === 'token';
  if (isDrupals || isMagentos || isWordPressInterface || name === 'my-account' || loginName.test(name)) return '';
  if (query === '' || !loginQuery.test(query)) return null;
  return `?${loginParameters.find((parameter) => `&${query}`.includes(`&${parameter}`)) ?? ''}`;
}

/** Where comments and trackbacks are taken in: WordPress' own page, its trackbacks, Drupal's replies. */
export const isCommentDoor = ({ name, names }: RequestTarget): boolean =>
  name === 'wp-comments-post.php' ||
  name === 'wp-trackback.php' ||
  name === 'trackback' ||
  (names.at(-3) === 'comment' && names.at(-2) === 'reply');
