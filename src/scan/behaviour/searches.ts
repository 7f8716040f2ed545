import type { RequestTarget } from './request-target.ts';

/** What a page is called that looks something up in a site. */
const searchPage = /^(?:search|suche|recherche|buscar?|zoeken|catalogsearch|find)(?:\.(?:php|html?|aspx?|jsp))?$/;
/** What the searches of common software call what is looked for. */
export const searchParameters: readonly string[] = [
  ...['q', 's', 'query', 'search', 'search_query', 'searchword', 'searchterm', 'keyword', 'keywords', 'term', 'terms'],
];
const wordsThere = new RegExp(`(?:^|&)(?:${searchParameters.join('|')})=[^&]`);
/** WordPress answers a search at any page; `s=96` is the size of somebody's picture. */
const wordsAnywhere = /(?:^|&)s=\d{0,12}[^&\d]/;
/** Programs look things up there all day. */
const interfaces: ReadonlySet<string> = new Set(['api', 'rest', 'graphql', 'wp-json', 'ocs', 'v1', 'v2', 'v3']);

/** A search in a site, which no cache answers and the database has to work for. */
export function isSearch({ names, name, query }: RequestTarget): boolean {
  if (query === '' || names.some((part) => interfaces.has(part))) return false;
  if (names.some((part) => searchPage.test(part))) return wordsThere.test(query);
  return (name === 'index.php' || !name.includes('.')) && wordsAnywhere.test(query);
}
