import type { SignHit } from '../../model/behaviour.ts';
import type { LimitName, Limits } from '../limits.ts';
import { counted, listed, onSites, shortened, within } from '../words.ts';
import { atLeastText, mostOf } from './most-of.ts';
import { programPath } from './program-path.ts';
import type { Rule, Sighting } from './rule.ts';
import { countOf, hitsOf, looksLikePerson, type Subject } from './subject.ts';
import { mostWithin, sitesOf } from './windows.ts';

/**
 * Logins whose answers say less than WordPress': a redirect may be either, and programs of customers use the same doors. So
 * it takes more, refused tries weigh more than others, and people who load images and styles are left alone.
 */
export const otherLogins: Rule = {
  id: 'other-logins',
  title: 'Guessing passwords at other logins',
  meaning: 'Somebody tries one password after another at a login of a site or of its tools.',
  family: 'login',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) => {
    const tries = hitsOf(subject, 'other-login');
    const refused = tries.filter(isRefused);
    const fast = mostOf(subject, ['other-login'], limits.otherLoginFast.seconds);
    const slow = { ...mostWithin(refused, limits.otherLoginSlow.seconds), atLeast: fast.atLeast };
    // A monitor may log in every minute, and is let in.
    const isFast =
      fast.count >= 2 * limits.otherLoginFast.count ||
      mostWithin(refused, limits.otherLoginFast.seconds).count >= limits.otherLoginFast.count;
    if (!isFast && slow.count < limits.otherLoginSlow.count) return null;
    const limit: LimitName = isFast ? 'otherLoginFast' : 'otherLoginSlow';
    const stretch = isFast ? fast : slow;
    const { count, seconds } = stretch;
    const person = looksLikePerson(subject);
    const usesIt = isUsed(subject, tries, refused);
    const pages = [...new Set(tries.map(({ what }) => shortened(what)))].sort();
    return {
      speaks: (person && refused.length * 2 < tries.length) || usesIt ? 'neither' : 'against',
      confidence: person || usesIt ? 'low' : confidenceOf(subject, tries, refused, isFast, limits),
      text: `${atLeastText(stretch)}${counted(count, isFast ? 'try' : 'refused try', isFast ? 'tries' : 'refused tries')} to log in at ${listed(pages)}${onSites(sitesOf(tries))}${within(limits[limit].seconds)}${person ? ', with a browser that loads images and styles' : usesIt ? ', let in and used each time, as programs do' : ''}.`,
      figures: { tries: count, seconds, triesInAll: countOf(subject, 'other-login'), refused: refused.length },
      limit,
    };
  },
};

/** What programs log in at, and under names of their own, may be a program that lost its password. */
const isBrowserPage = ({ behaviour }: Subject, tries: readonly SignHit[]): boolean =>
  tries.every(({ what }) => !programPath.test(what)) && (behaviour?.agents ?? []).every(({ agent }) => /^(?:-?$|Mozilla\/)/.test(agent));

/** A program that logs in at an interface before each of its questions, and gets its answers. */
function isUsed({ behaviour }: Subject, tries: readonly SignHit[], refused: readonly SignHit[]): boolean {
  if (behaviour === null || !tries.every(({ what }) => programPath.test(what)) || refused.length * 10 > tries.length) return false;
  return (behaviour.pagesServed - tries.length) * 10 >= tries.length * 9;
}

const isRefused = ({ status }: SignHit): boolean => status !== null && status >= 400 && status < 500;

function confidenceOf(
  subject: Subject,
  tries: readonly SignHit[],
  refused: readonly SignHit[],
  isFast: boolean,
  limits: Limits,
): Sighting['confidence'] {
  const certain = mostWithin(refused, limits.otherLoginCertain.seconds).count >= limits.otherLoginCertain.count;
  if (certain && refused.length * 10 >= tries.length * 9 && isBrowserPage(subject, tries)) return 'high';
  if (!isFast) return 'low';
  // Many people with an app behind one address are let in, each with a user agent of their own.
  return refused.length * 2 >= tries.length || (subject.behaviour?.distinctAgents ?? 0) <= 2 ? 'medium' : 'low';
}
