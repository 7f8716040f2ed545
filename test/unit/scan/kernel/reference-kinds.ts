import type { RequestKind } from '../../../../src/scan/kernel/request-kinds.ts';

const assets = /^(css|js|mjs|map|json|png|jpe?g|gif|webp|avif|svg|ico|bmp|woff2?|ttf|otf|eot|mp[34]|m4[av]|webm|og[gv]|wav|mov|pdf)$/;
const scripts = /^(php[34578]?|phtml|phar|aspx?|ashx|jspx?|cgi|pl|sql|suspected|bak|old|save|swp)$/;
const secrets = /^(\.env|\.git|\.svn|\.hg|\.aws|\.ssh|\.ht|wp-config|fckeditor|ckeditor)/;
const refusals = ['400', '403', '404', '406', '410', '500'];

/** The kind of a request, found the slow and obvious way. */
export function referenceKind(method: string, target: string, status: string): RequestKind {
  if (target === '') return 'withoutPage';
  const mark = target.indexOf('?');
  const path = decoded(mark < 0 ? target : target.slice(0, mark));
  const names = path
    .toLowerCase()
    .split('/')
    .filter((name) => name !== '');
  const name = names.at(-1) ?? '';
  if (method === 'POST' && name === 'wp-login.php') return 'login';
  if (method === 'POST' && name === 'xmlrpc.php') return 'xmlrpc';
  if (asksForUsers(names, mark < 0 ? [] : decoded(target.slice(mark + 1)).split('&'))) return 'userEnumeration';
  const ending = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : '';
  const isScript = scripts.test(ending) || name === 'readme.txt' || names.some((part) => secrets.test(part));
  if (!assets.test(ending) && isScript && refusals.includes(status)) return 'refusedScript';
  if (/^5\d\d$/.test(status)) return 'serverError';
  return assets.test(ending) ? 'asset' : 'page';
}

function asksForUsers(names: readonly string[], parameters: readonly string[]): boolean {
  const isRoute = /(^|\/)wp\/v2\/users(\/\d+)?$/.test(names.join('/'));
  const name = names.at(-1) ?? '';
  const isFrontPage = !name.includes('.') || name === 'index.php';
  return (
    isRoute || parameters.some((text) => (isFrontPage && /^author=\d+$/.test(text)) || /^rest_route=\/wp\/v2\/users(\/\d*)?$/i.test(text))
  );
}

/** `%xx` once; characters are bytes. */
const decoded = (text: string): string => text.replace(/%([0-9a-f]{2})/gi, (_, byte: string) => String.fromCharCode(parseInt(byte, 16)));
