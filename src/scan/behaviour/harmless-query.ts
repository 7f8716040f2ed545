import { holeWords } from './exploit-paths.ts';
import type { KnownTarget } from './known-targets.ts';
import { wordsInOrdinaryLetters } from './payload.ts';
import { searchParameters } from './searches.ts';

/**
 * Queries that say nothing of a GET or HEAD, so that it is as if the page had been asked for without: `?colour=red&page=2`. Which
 * these are is the kernel's business (`kernel/assembly/harmless-query.ts`), by the words that stand here; tests hold that it
 * takes none for harmless that says something.
 */

/** Of `?author=1`: see `userEnumerationOf`. */
const askingForUsers = 'author=';

/** Of `?query=shoes`; parameters of one letter the kernel knows. */
const searchingFor = searchParameters.filter((name) => name.length > 1).map((name) => `${name}=`);

/** Of a password in an address: see `doorOf`. */
const passwordOf = 'pma_password=';

/** Nothing else stands in a harmless query. */
const inQueries = /^[\w=&.-]+$/;

/** What makes a query telling. Longer than four letters, each of them. */
export const tellingWords: readonly string[] = [
  ...holeWords,
  ...wordsInOrdinaryLetters,
  askingForUsers,
  passwordOf,
  ...searchingFor,
].filter((word) => inQueries.test(word));

/** What stands before the question mark in words of which the rest may begin such a query. */
const beginnings: readonly string[] = holeWords
  .map((word) => word.split('?', 2))
  .flatMap(([before = '', behind]) => (behind === undefined || (behind !== '' && !inQueries.test(behind)) ? [] : [before]));

/** Letters of ordinary links, and no dot beside a dot, as in `payloadOf`: then no shape of an attack spans path and query. */
const plainPage = /^\/(?:\.?[\w/=&,~@-])*\.?$/;
/** Of longer ones not all may be known. */
const longestPage = 100;

/** Whether a harmless query changes nothing of what this target says without it. */
export const takesHarmlessQueries = ({ facts }: KnownTarget): boolean =>
  facts.page.length <= longestPage &&
  plainPage.test(facts.page) &&
  facts.payload === null &&
  facts.hole === null &&
  facts.userEnumeration === null &&
  !beginnings.some((beginning) => facts.path.endsWith(beginning));
