import type { RequestTarget } from './request-target.ts';

/** What the login page does besides logging in: nobody is let in by these, whatever they answer. */
const otherActions: ReadonlySet<string> = new Set(
  'logout postpass lostpassword retrievepassword resetpass rp register confirmaction confirm_admin_email checkemail'.split(' '),
);
/** Of these, what visitors and owners do all day: passwords of single posts, logging out. Both end in a redirect. */
const asides: ReadonlySet<string> = new Set(['logout', 'postpass']);

/** As PHP reads it: the last one counts, and `action[]=…` is no text. */
function parameter(query: string, name: string): string | null {
  const last = query.split('&').findLast((text) => text.startsWith(`${name}=`) || text.startsWith(`${name}[`));
  return last?.startsWith(`${name}=`) === true ? last.slice(name.length + 1) : null;
}

/** POST to a WordPress login. `guess`: a password may be tried by it; `aside`: one of a single post, or a good-bye. */
export function loginOf(method: string, { name, query }: RequestTarget): 'guess' | 'other' | 'aside' | null {
  if (method !== 'POST' || name !== 'wp-login.php') return null;
  const action = parameter(query, 'action') ?? '';
  if (asides.has(action)) return 'aside';
  return otherActions.has(action) ? 'other' : 'guess';
}

/** No login form is smaller, not even compressed; an answer without anything may be a few bytes. */
export const fewestFormBytes = 1_000;

/**
 * What a POST to a login was, by its answer. The action may stand in what was sent too, which no log has and which goes before that of
 * the query: an aside that is answered with a whole page got the login form, so it was a wrong password.
 */
export function loginTried(login: ReturnType<typeof loginOf>, { status, sizeBytes }: Answer): 'guess' | 'other' | null {
  if (login !== 'aside') return login;
  return status === 200 && (sizeBytes ?? 0) >= fewestFormBytes ? 'guess' : null;
}

interface Answer {
  readonly status: number | null;
  readonly sizeBytes: number | null;
}

export const isXmlrpc = (method: string, { name }: RequestTarget): boolean => method === 'POST' && name === 'xmlrpc.php';

/** As Jetpack asks. Without that plugin WordPress does not care and answers as ever, so that this alone excuses nobody. */
export const isForJetpack = (target: RequestTarget): boolean =>
  target.name === 'xmlrpc.php' && parameter(target.query, 'for') === 'jetpack';

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
