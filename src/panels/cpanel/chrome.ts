import { isAbsolute, join } from 'node:path';
import { readSmallText } from '../../system/read-text.ts';

/** What WHM puts around a page: with the menu on the left, ready to print. */
export interface Chrome {
  readonly header: string;
  readonly footer: string;
}

export interface ChromeRequest {
  readonly user: string;
  /** `/cpsess…`, as WHM handed it over, or empty. */
  readonly securityToken: string;
  readonly title: string;
  /** `whm_chrome_cache_directory` of the call, or empty. */
  readonly cacheFolder: string;
}

const usualFolder = '/var/cpanel/caches';
const limitBytes = 4 * 1024 * 1024;
const placeholders = {
  token: '/cpsess0000000000',
  user: 'cpuser00000000000',
  title: 'Results of Your Request',
  nonce: ' nonce="00000000000"',
} as const;

/**
 * WHM's own header and footer for one user, from the files it generates for plugins (observed, undocumented: `cache_keys.json`
 * names a key for each user, a header file bears that key). Null where anything is missing or looks different from what is
 * known: then the page stands alone.
 */
export function readChrome(root: string, request: ChromeRequest): Chrome | null {
  const caches = join(root, isAbsolute(request.cacheFolder) ? request.cacheFolder : usualFolder);
  const headers = join(caches, '_generated_header_files');
  const key = keyOf(join(headers, 'cache_keys.json'), request.user);
  if (key === null) return null;
  const header = readSmallText(join(headers, `${key}_0_0.html`), limitBytes);
  const footer = readSmallText(join(caches, '_generated_footer_files/footer.html'), limitBytes);
  if (!header.ok || !footer.ok) return null;
  const { token, user, title, nonce } = placeholders;
  if (!header.value.includes(token) || !header.value.includes(title) || !/<body[\s>]/i.test(header.value)) return null;
  const filled = header.value
    .replaceAll(nonce, '')
    .replaceAll(title, () => escapeHtml(request.title))
    .replaceAll(user, () => escapeHtml(request.user))
    .replaceAll(token, () => escapeHtml(request.securityToken));
  return { header: filled, footer: footer.value.replaceAll(token, () => escapeHtml(request.securityToken)) };
}

/** Keys become a part of a path: anything but letters, digits, `_` and `-` is refused. */
function keyOf(path: string, user: string): string | null {
  const text = readSmallText(path, limitBytes);
  if (!text.ok) return null;
  try {
    const keys: unknown = JSON.parse(text.value);
    if (typeof keys !== 'object' || keys === null || !Object.hasOwn(keys, user)) return null;
    const key = (keys as Readonly<Record<string, unknown>>)[user];
    return typeof key === 'string' && /^[\w-]{1,128}$/.test(key) ? key : null;
  } catch {
    return null;
  }
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');
