import type { Chrome } from '../../web/chrome.ts';
import { assetPath } from '../../web/asset-links.ts';
import type { Asked } from './asked.ts';
import type { PageAsked } from './question-shape.ts';

/** The query of a page; the card of a domain leads to that domain. */
export function queryOf({ query: text }: Pick<PageAsked, 'query'>, { site }: Pick<Asked, 'site'>): URLSearchParams {
  const query = new URLSearchParams(text);
  if (site !== null && !query.has('page')) query.set('page', 'site');
  if (site !== null && !query.has('site')) query.set('site', site.name);
  return query;
}

/** Our part of a page alone, for the panel's own; with the pictures where PHP says. */
export const chromeFor = ({ base }: Pick<PageAsked, 'base'>): Chrome => ({
  whole: false,
  live: false,
  asset: (name) => `${base.assets}${assetPath(name)}`,
  home: null,
});
