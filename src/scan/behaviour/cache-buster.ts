import { isAsset } from './scripts-and-secrets.ts';
import type { RequestTarget } from './request-target.ts';

/** `?8301245577`, as flooding tools append it; a stamp of jQuery is `_=…` and a version `ver=…`. */
const digitsAlone = /^\d{5,14}$/;
/** `?x7f3k9q2`: one word of letters and digits mixed. */
const wordAlone = /^(?=[a-z]{0,31}\d)(?=\d{0,31}[a-z])[a-z0-9]{8,32}$/;
/** `?QKDXZ=PWMRA` of HULK and its copies: two words of capitals that mean nothing. */
const twoWords = /^[A-Z]{4,10}=[A-Z]{4,10}$/;

/** A page with a random query, past every cache. `logged` is the target as it stands in the log. */
export function isCacheBuster(logged: string, target: RequestTarget): boolean {
  const query = logged.slice(logged.indexOf('?') + 1, logged.indexOf('?') + 40);
  if (!logged.includes('?') || isAsset(target)) return false;
  return digitsAlone.test(query) || wordAlone.test(query) || twoWords.test(query);
}
