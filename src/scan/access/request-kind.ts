import type { RequestKind } from './request-kinds.ts';

/**
 * The same as `kernel/assembly/kinds.ts` and `suspects.ts`, where it is said what each kind means, in plain TypeScript: for
 * the engine without WebAssembly, and the tests' second opinion.
 */
const assets = /^(css|js|mjs|map|json|png|jpe?g|gif|webp|avif|svg|ico|bmp|woff2?|ttf|otf|eot|mp[34]|m4[av]|webm|og[gv]|wav|mov|pdf)$/;
const scripts = /^(php[34578]?|phtml|phar|aspx?|ashx|jspx?|cgi|pl|sql|suspected|bak|old|save|swp)$/;
const secrets = /^(\.env|\.git|\.svn|\.hg|\.aws|\.ssh|\.ht|wp-config|fckeditor|ckeditor|phpmyadmin|myadmin|mysqladmin|dbadmin)/;
const refusals: readonly string[] = ['400', '403', '404', '406', '410', '500'];

/** Targets beyond this length are judged as they stand. */
const longestDecoded = 65536;

/** The kind of a request whose texts hold bytes; `status` as logged. An empty target: no HTTP request. */
export function requestKind(method: string, target: string, status: string): RequestKind {
  if (target === '') return 'withoutPage';
  const mark = target.indexOf('?');
  const read = target.length > longestDecoded ? (text: string): string => text : decoded;
  const path = read(mark < 0 ? target : target.slice(0, mark));
  const query = mark < 0 ? '' : read(target.slice(mark + 1));
  const names = path
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .split('/')
    .filter((name) => name !== '');
  const name = names.at(-1) ?? '';
  if (method === 'POST' && name === 'wp-login.php') return 'login';
  if (method === 'POST' && name === 'xmlrpc.php') return 'xmlrpc';
  if (asksForUsers(names, query.split('&'))) return 'userEnumeration';
  const ending = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : '';
  const isScript = scripts.test(ending) || name === 'readme.txt' || name === 'wlwmanifest.xml' || names.some((part) => secrets.test(part));
  const isAsset = assets.test(ending);
  if (!isAsset && isScript && refusals.includes(status)) return 'refusedScript';
  if (status === '408' || !isUsualMethod(method) || !target.startsWith('/')) return 'suspect';
  if (!isAsset && (payload.test(`${path}?${query}`) || trouble.test(query) || pastCaches.test(query) || isTelling(names, status)))
    return 'suspect';
  if (method === 'POST' && posting.test(`${path}?${query}`)) return 'posting';
  if (!isAsset && isTurnedAway(status, ending !== 'suspected' && scripts.test(ending))) return 'turnedAway';
  if (/^5\d\d$/.test(status)) return 'serverError';
  return isAsset ? 'asset' : 'page';
}

function asksForUsers(names: readonly string[], parameters: readonly string[]): boolean {
  const isRoute = /(^|\/)wp\/v2\/users(\/\d+)?$/.test(names.join('/'));
  const name = names.at(-1) ?? '';
  const isFrontPage = !name.includes('.') || name === 'index.php';
  return (
    isRoute || parameters.some((text) => (isFrontPage && /^author=\d+$/.test(text)) || /^rest_route=\/wp\/v2\/users(\/\d*)?$/i.test(text))
  );
}

const usualMethods: ReadonlySet<string> = new Set('GET POST HEAD PUT DELETE OPTIONS PATCH PROPFIND REPORT PURGE'.split(' '));
const isUsualMethod = (method: string): boolean => usualMethods.has(method);

const payload = /\.\.|\/\.|["'<(;\\{|`]/;
const pastCaches = /^\d{5,14}$/;
const trouble = /\/etc\/|\/proc|union|php:/i;
const posting =
  /login|logon|sign[-_]?in|session|comment|contact|coupon|checkout|token|account|auth|register|trackback|administrator|myadmin|j_security|j_spring/i;
const isTurnedAway = (status: string, isScript: boolean): boolean =>
  /^4\d\d$/.test(status) || (isScript && /^[35]\d\d$/.test(status) && status !== '304');
const dumps = /^(sql|bak|old|save|swp|env|gz|zip|tar|tgz|rar|7z|bz2)$/;
const shells = /^(alfa|alfanew|wso[12]?|wso25|c99|c99shell|r57|r57shell|b374k|shell1?|shellx|webshell|phpshell|weevely|xleet|new_up)$/;
const holes: ReadonlySet<string> = new Set(
  (
    'boaform boafrm goform gponform hnap1 solr actuator manager owa ecp mapi sdk onvif phpunit console +cscoe+ dana-na jolokia luci vpns ' +
    'nitro evox druid jenkins magmi etc passwd wls-wsat _async cgi-bin remote sslvpn ssl-vpn pma ui web-inf meta-inf tmui cfide invoker mifs nacos ud jsonws @fs'
  ).split(' '),
);

/** A dump or a backup, a shell that is there, or well-known software with holes that is not. */
function isTelling(names: readonly string[], status: string): boolean {
  const name = names.at(-1) ?? '';
  const dot = name.lastIndexOf('.');
  if (dot >= 0 && dumps.test(name.slice(dot + 1))) return true;
  if (status === '-') return false;
  if (Number(status) >= 400) return names.some((name) => holes.has(name));
  if (Number(status) >= 300) return false;
  return name.startsWith('wp-config') || (dot >= 0 && shells.test(name.slice(0, dot)));
}

/** `%xx` once; characters are bytes. */
const decoded = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16)));
