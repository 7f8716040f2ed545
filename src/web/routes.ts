import { type PageTarget, usual, usualTop } from '../views/page-target.ts';

/**
 * The one shape of link, the same for every host: a bare query. It stays right wherever the page itself is served from,
 * be it `/`, WHM's `…/index.cgi` or Plesk's `…/index.php/…`.
 */
export function linkTo(target: PageTarget): string {
  const usually: PageTarget = { ...usual, page: target.page, top: usualTop(target.page) };
  const query = new URLSearchParams({ page: target.page });
  for (const name of ['window', 'key', 'by', 'top', 'site', 'address', 'only', 'agent', 'target', 'done'] as const) {
    const value = target[name] ?? null;
    if (value !== null && value !== usually[name]) query.set(name, String(value));
  }
  return `?${query.toString()}`;
}
