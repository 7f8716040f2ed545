import { ownBeginning } from '../errors/own-copy.ts';
import { archiveOf } from './backups.ts';
import { isCacheBuster } from './cache-buster.ts';
import { doorOf, isCommentDoor } from './doors.ts';
import { exploitOf } from './exploit-paths.ts';
import { payloadOfTarget } from './target-payload.ts';
import { fieldText, latin1 } from './field-text.ts';
import { KnownBytes } from './known-bytes.ts';
import { isOwnScript } from './own-scripts.ts';
import { readTarget, type RequestTarget, withQuery } from './request-target.ts';
import { isAsset, isOwnFile, isProgramEnding, isScriptOrSecret, isSecret, isShellName } from './scripts-and-secrets.ts';
import { isSearch } from './searches.ts';
import { smallest, type TargetFacts } from './target-facts.ts';
import { longestText } from './texts.ts';
import { isAdminPage, isForJetpack, isXmlrpc, loginOf, userEnumerationOf } from './wordpress.ts';

/** The same text, cut. So few characters are never more bytes of UTF-8 than `longestText`. */
const beginningOf = (text: string): string => (text.length * 3 <= longestText ? text : ownBeginning(text, longestText));

export function factsOf(logged: string): TargetFacts {
  const page = logged.includes('?') ? ownBeginning(logged.split('?', 1)[0] ?? '', longestText) : beginningOf(logged);
  return factsOfRead(logged, page, readTarget(logged));
}

/** One literal: put together out of several, it takes three times as long. `page` is cut. */
function factsOfRead(logged: string, page: string, target: RequestTarget): TargetFacts {
  const asset = isAsset(target);
  const mayBeMissed = !asset && !isOwnFile(target);
  const facts: TargetFacts = {
    page,
    path: beginningOf(target.path),
    isAsset: asset,
    isProgram: !asset && isProgramEnding(target.ending),
    login: loginOf('POST', target),
    isXmlrpc: isXmlrpc('POST', target),
    isForJetpack: isForJetpack(target),
    door: doorOf(target),
    isCommentDoor: isCommentDoor(target),
    userEnumeration: userEnumerationOf(target),
    isAdminPage: isAdminPage(target),
    isScriptOrSecret: mayBeMissed && isScriptOrSecret(target),
    isSecret: mayBeMissed && isSecret(target),
    isShell: isShellName(target),
    isOwnScript: isOwnScript(target),
    archive: mayBeMissed ? archiveOf(target) : null,
    payload: payloadOfTarget(logged),
    hole: exploitOf(target),
    isCacheBuster: isCacheBuster(logged, target),
    isSearch: !asset && isSearch(target),
  };
  return smallest(facts);
}

/** A target of a line, and what it says. */
export interface KnownTarget {
  /** As it stands in the log. */
  readonly logged: string;
  readonly facts: TargetFacts;
  /** `/` or `/index.php`, as it stands in the log. */
  readonly isFrontPage: boolean;
  /** WordPress' planned tasks. */
  readonly isCronCall: boolean;
}

/**
 * Whether nothing but counting is to be done with a GET or HEAD for a target that is a sign of nothing, whoever's site it is of:
 * what `AddressNotes` makes of a target otherwise must be said here, and so must what a sign takes from the site.
 */
export const needsOnlyCounting = ({ logged, facts, isCronCall }: KnownTarget): boolean =>
  logged.startsWith('/') && !isCronCall && !facts.isAdminPage && !facts.isShell && facts.archive === null;

/** What a page says that is asked for without a query. */
interface KnownPage extends Omit<KnownTarget, 'logged'> {
  readonly target: RequestTarget;
}

/** The facts of a page asked for with a query: what only its path decides is known, and mostly the rest is the same. */
function factsWithQuery(logged: string, { target: page, facts }: KnownPage, query: string): TargetFacts {
  const target = withQuery(page, query);
  const login = loginOf('POST', target);
  const forJetpack = isForJetpack(target);
  const door = doorOf(target);
  const userEnumeration = userEnumerationOf(target);
  const payload = payloadOfTarget(logged);
  const hole = exploitOf(target);
  const cacheBuster = isCacheBuster(logged, target);
  const search = !facts.isAsset && isSearch(target);
  const isSame =
    login === facts.login &&
    forJetpack === facts.isForJetpack &&
    door === facts.door &&
    userEnumeration === facts.userEnumeration &&
    payload === facts.payload &&
    hole === facts.hole &&
    cacheBuster === facts.isCacheBuster &&
    search === facts.isSearch;
  if (isSame) return facts;
  // Field by field: see `smallest`.
  return {
    page: facts.page,
    path: facts.path,
    isAsset: facts.isAsset,
    isProgram: facts.isProgram,
    login,
    isXmlrpc: facts.isXmlrpc,
    isForJetpack: forJetpack,
    door,
    isCommentDoor: facts.isCommentDoor,
    userEnumeration,
    isAdminPage: facts.isAdminPage,
    isScriptOrSecret: facts.isScriptOrSecret,
    isSecret: facts.isSecret,
    isShell: facts.isShell,
    isOwnScript: facts.isOwnScript,
    archive: facts.archive,
    payload,
    hole,
    isCacheBuster: cacheBuster,
    isSearch: search,
  };
}

const mostKept = 8_192;
const textBytes = 512 * 1024;
const longestKept = 512;
const question = 0x3f;
const lastPlain = 0x7e;

/** Facts of targets; of pages worked out once for all their queries. */
export class KnownTargets {
  readonly #pages = new KnownBytes<KnownPage>(mostKept, textBytes);

  /** Of a target as it stands in a line. */
  at(bytes: Uint8Array, start: number, end: number): KnownTarget {
    // Whether bytes above are shown as UTF-8 is decided over path and query together.
    if (end - start > longestKept || !isPlain(bytes, start, end)) return wholeTarget(fieldText(bytes, start, end));
    let mark = start;
    while (mark < end && bytes[mark] !== question) mark++;
    const logged = latin1(bytes, start, end);
    if (mark === end) return wholeTarget(logged);
    const page = this.#pageAt(bytes, start, mark);
    const facts = factsWithQuery(logged, page, logged.slice(mark - start + 1));
    return { logged, facts, isFrontPage: page.isFrontPage, isCronCall: page.isCronCall };
  }

  #pageAt(bytes: Uint8Array, start: number, end: number): KnownPage {
    const known = this.#pages.find(bytes, start, end);
    if (known !== undefined) return known;
    const logged = latin1(bytes, start, end);
    const target = readTarget(logged);
    const facts = factsOfRead(logged, beginningOf(logged), target);
    const page = { target, facts, ...placeOf(facts) };
    this.#pages.keep(bytes, start, end, page);
    return page;
  }
}

function wholeTarget(logged: string): KnownTarget {
  const facts = factsOf(logged);
  return { logged, facts, ...placeOf(facts) };
}

const placeOf = ({ page }: TargetFacts): Pick<KnownTarget, 'isFrontPage' | 'isCronCall'> => ({
  isFrontPage: page === '/' || page === '/index.php',
  isCronCall: page.endsWith('/wp-cron.php'),
});

function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((bytes[at] ?? 0) > lastPlain) return false;
  return true;
}
