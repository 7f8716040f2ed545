import type { RequestTarget } from './request-target.ts';

/** What the login page does besides logging in: nobody is let in by these, whatever they answer. */
const otherActions: ReadonlySet<string> = new Set(
  'logout postpass lostpassword retrievepassword resetpass rp register confirmaction confirm_admin_email checkemail'.split(' '),
);
/** Of these, what visitors and owners do all day: passwords of single posts, logging out. */
const innocentActions: ReadonlySet<string> = new Set(['logout', 'postpass']);

const parameter = (query: string, name: string): string | null => {
  const found = query.split('&').find((text) => text.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
};

/** POST to a WordPress login. `guess`: a password may be tried by it. */
export function loginOf(method: string, { name, query }: RequestTarget): 'guess' | 'other' | null {
  if (method !== 'POST' || name !== 'wp-login.php') return null;
  const action = parameter(query, 'action') ?? '';
  if (innocentActions.has(action)) return null;
  return otherActions.has(action) ? 'other' : 'guess';
}

/** POST to xmlrpc.php, other than Jetpack's, which says so (`?for=jetpack`; `classify/identity/` knows its ranges). */
export const isXmlrpc = (method: string, { name, query }: RequestTarget): boolean =>
  method === 'POST' && name === 'xmlrpc.php' && parameter(query, 'for') !== 'jetpack';

const usersPath = /(?:^|\/)wp\/v2\/users(?:\/\d+)?$/;
const usersRoute = /^rest_route=\/wp\/v2\/users(?:\/\d*)?$/;
const authorNumber = /^author=\d+$/;

/** How a request asks WordPress for its users' names: by the REST interface, as its block editor does too, or by number. */
export function userEnumerationOf({ names, name, query }: RequestTarget): 'interface' | 'number' | null {
  if (usersPath.test(names.join('/'))) return 'interface';
  const parameters = query === '' ? [] : query.split('&');
  if (parameters.some((text) => usersRoute.test(text))) return 'interface';
  const isFrontPage = !name.includes('.') || name === 'index.php';
  return isFrontPage && parameters.some((text) => authorNumber.test(text)) ? 'number' : null;
}

/**
 * WordPress' own pages of wp-admin that nobody is answered without logging in, by the beginnings of their names. Any other file
 * there proves nothing: `admin-ajax.php` and `install.php` answer anybody, and so does a back door somebody left.
 */
const adminPage =
  /^(?:index|about|admin|async-upload|comment|credits|customize|edit(?:-(?:comments|form\w*|tags?))?|erase-personal-data|export(?:-personal-data)?|freedoms|import|link(?:-\w+)?|media(?:-(?:new|upload))?|moderation|my-sites|nav-menus|options(?:-\w+)?|plugin(?:-editor|-install|s)|post(?:-new)?|press-this|privacy(?:-\w+)?|profile|revision|site-(?:editor|health(?:-info)?)|term|theme(?:-editor|-install|s)|tools|update(?:-core)?|upload|user(?:-edit|-new|s)|widgets)\.php$/;

/**
 * A page of WordPress' administration, which answers 200 only to whoever is logged in. Answers of `admin-ajax.php` and
 * referers are no proof: anybody is answered by the one and writes the other.
 */
export function isAdminPage({ names, name }: RequestTarget): boolean {
  if (!names.includes('wp-admin')) return false;
  return name === 'wp-admin' || (names.at(-2) === 'wp-admin' && adminPage.test(name));
}
