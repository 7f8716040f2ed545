import { ownBeginning } from '../errors/own-copy.ts';
import { isCacheBuster } from './cache-buster.ts';
import { exploitOf, type FoundHole } from './exploit-paths.ts';
import { type Payload, payloadOf } from './payload.ts';
import { fieldText, latin1 } from './field-text.ts';
import { KnownBytes } from './known-bytes.ts';
import { readTarget, type RequestTarget, withQuery } from './request-target.ts';
import { isAsset, isOwnFile, isProgramEnding, isScriptOrSecret, isSecret, isShellName } from './scripts-and-secrets.ts';
import { isAdminPage, isXmlrpc, loginOf, userEnumerationOf } from './wordpress.ts';

/** All that a target says by itself, whoever asked for it and whatever was answered. */
export interface TargetFacts {
  /** Without its query, as it stands in the log, cut. */
  readonly page: string;
  /** Normalised, cut. */
  readonly path: string;
  readonly isAsset: boolean;
  readonly isProgram: boolean;
  /** Of a POST. */
  readonly login: ReturnType<typeof loginOf>;
  readonly isXmlrpc: boolean;
  readonly userEnumeration: ReturnType<typeof userEnumerationOf>;
  readonly isAdminPage: boolean;
  readonly isScriptOrSecret: boolean;
  readonly isSecret: boolean;
  readonly isShell: boolean;
  readonly payload: Payload | null;
  readonly hole: FoundHole | null;
  readonly isCacheBuster: boolean;
}

/** Texts of hits are cut to so many characters. */
export const longestText = 300;

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
  return {
    page,
    path: beginningOf(target.path),
    isAsset: asset,
    isProgram: !asset && isProgramEnding(target.ending),
    login: loginOf('POST', target),
    isXmlrpc: isXmlrpc('POST', target),
    userEnumeration: userEnumerationOf(target),
    isAdminPage: isAdminPage(target),
    isScriptOrSecret: mayBeMissed && isScriptOrSecret(target),
    isSecret: mayBeMissed && isSecret(target),
    isShell: isShellName(target),
    payload: payloadOf(logged, 'target'),
    hole: exploitOf(target),
    isCacheBuster: isCacheBuster(logged, target),
  };
}

/** A target of a line, and what it says. */
export interface KnownTarget {
  /** As it stands in the log. */
  readonly logged: string;
  readonly facts: TargetFacts;
}

interface KnownPage {
  readonly target: RequestTarget;
  /** Asked for without a query. */
  readonly facts: TargetFacts;
}

/** The facts of a page asked for with a query: what only its path decides is known, and mostly the rest is the same. */
function factsWithQuery(logged: string, { target: page, facts }: KnownPage, query: string): TargetFacts {
  const target = withQuery(page, query);
  const login = loginOf('POST', target);
  const xmlrpc = isXmlrpc('POST', target);
  const userEnumeration = userEnumerationOf(target);
  const payload = payloadOf(logged, 'target');
  const hole = exploitOf(target);
  const cacheBuster = isCacheBuster(logged, target);
  const isSame =
    login === facts.login &&
    xmlrpc === facts.isXmlrpc &&
    userEnumeration === facts.userEnumeration &&
    payload === facts.payload &&
    hole === facts.hole &&
    cacheBuster === facts.isCacheBuster;
  return isSame ? facts : { ...facts, login, isXmlrpc: xmlrpc, userEnumeration, payload, hole, isCacheBuster: cacheBuster };
}

const mostKept = 8_192;
const textBytes = 512 * 1024;
const longestKept = 512;
const question = 0x3f;
const lastPlain = 0x7e;

/** Facts of targets, worked out once for those that come again and again; of pages once for all their queries. */
export class KnownTargets {
  readonly #targets = new KnownBytes<KnownTarget>(mostKept, textBytes);
  readonly #pages = new KnownBytes<KnownPage>(mostKept, textBytes);

  /** Of a target as it stands in a line. */
  at(bytes: Uint8Array, start: number, end: number): KnownTarget {
    if (end - start > longestKept) return whole(fieldText(bytes, start, end));
    const known = this.#targets.find(bytes, start, end);
    if (known !== undefined) return known;
    const target = this.#read(bytes, start, end);
    this.#targets.keep(bytes, start, end, target);
    return target;
  }

  #read(bytes: Uint8Array, start: number, end: number): KnownTarget {
    const logged = fieldText(bytes, start, end);
    let mark = start;
    while (mark < end && bytes[mark] !== question) mark++;
    // Whether bytes above are shown as UTF-8 is decided over path and query together.
    if (mark === end || !isPlain(bytes, start, end)) return whole(logged);
    return { logged, facts: factsWithQuery(logged, this.#pageAt(bytes, start, mark), logged.slice(mark - start + 1)) };
  }

  #pageAt(bytes: Uint8Array, start: number, end: number): KnownPage {
    const known = this.#pages.find(bytes, start, end);
    if (known !== undefined) return known;
    const page = latin1(bytes, start, end);
    const target = readTarget(page);
    const read = { target, facts: factsOfRead(page, beginningOf(page), target) };
    this.#pages.keep(bytes, start, end, read);
    return read;
  }
}

const whole = (logged: string): KnownTarget => ({ logged, facts: factsOf(logged) });

function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((bytes[at] ?? 0) > lastPlain) return false;
  return true;
}
