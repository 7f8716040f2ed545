import { otherAction, type Sign } from '../../model/behaviour.ts';
import type { Limits } from '../limits.ts';
import { counted, onSites, within } from '../words.ts';
import { atLeastText, type KnownStretch, mostOf } from './most-of.ts';
import type { Rule, Sighting } from './rule.ts';
import { speaksForItself } from './speaks-for.ts';
import { countOf, groupsOf, hitsOf, looksLikePerson, type Subject } from './subject.ts';
import { sitesOf } from './windows.ts';

/**
 * Counts tries of every status: a rule that wants the 200 of a wrong password is blind where anything in front answers 403.
 * Jetpack's own XML-RPC never becomes a sign (`model/behaviour.ts`).
 */
export const loginAttack: Rule = {
  id: 'login-attack',
  title: 'Guessing passwords',
  meaning: 'Somebody tries one password after another to get into a site.',
  family: 'login',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) => {
    const tries = triesOf(subject);
    const fast = mostOf(subject, tries, limits.loginFast.seconds);
    if (fast.count >= limits.loginFast.count) return sighting(subject, fast, fastGrade(subject), 'loginFast', limits);
    const slow = mostOf(subject, tries, limits.loginSlow.seconds);
    if (slow.count < limits.loginSlow.count) return null;
    const patient = patientLimit(subject, limits);
    return sighting(subject, slow, slowGrade(subject, slow.count, patient, limits), 'loginSlow', limits);
  },
};

/** A proved service uses XML-RPC as it should (Jetpack, from its own addresses); no service has business at the login form. */
const triesOf = (subject: Subject): readonly Sign[] => (speaksForItself(subject) ? ['login'] : ['login', 'xmlrpc']);

/** Wishes for a new password of somebody who forgot it. */
const mostOthers = 3;

/** Images and styles that a login and the page behind it take at least, for each who logs in. */
const assetsOfLogin = 2;
/** The form, the answer to it, and the page behind it. */
const pagesOfLogin = 3;

type Grade = Pick<Sighting, 'speaks' | 'confidence'>;

const grade = (confidence: Grade['confidence'], speaks: Grade['speaks'] = 'against'): Grade => ({ speaks, confidence });

function fastGrade(subject: Subject): Grade {
  if (mostlyLetIn(subject)) return grade('low', hardlyFailed(subject) && subject.behaviour?.worksInAdmin === true ? 'neither' : 'against');
  return isOwnersApp(subject) || perhapsAllLetIn(subject) ? grade('medium') : grade('high');
}

function slowGrade(subject: Subject, tries: number, patient: number, limits: Limits): Grade {
  if (mostlyLetIn(subject) || mistyped(subject, tries, limits)) return grade('low', 'neither');
  if (looksLikePerson(subject)) return grade(tries >= limits.loginFast.count && !isOwnersApp(subject) ? 'medium' : 'low');
  const atForm = mostOf(subject, ['login'], limits.loginSlowCertain.seconds).count - (subject.behaviour?.loginsAtOnce ?? 0);
  return atForm >= patient ? grade('high') : grade('medium');
}

/** As one of many that try alike it takes fewer tries to be sure. */
const patientLimit = (subject: Subject, limits: Limits): number =>
  groupsOf(subject).some(({ sign, addresses }) => sign === 'login' && addresses.length >= limits.loginGroup.count)
    ? limits.loginFast.count
    : limits.loginSlowCertain.count;

/** An office that logs in in the morning: browsers, and at least a third of the tries let in. Guesses are not. */
const mostlyLetIn = (subject: Subject): boolean => looksLikePerson(subject) && letInOf(subject) * 3 >= countOf(subject, 'login', 'xmlrpc');

/** Nine of ten were let in. */
const hardlyFailed = (subject: Subject): boolean => letInOf(subject) * 10 >= countOf(subject, 'login', 'xmlrpc') * 9;

/** As few failures as somebody needs who forgot the password, from where the login page was opened with its styles. */
function mistyped(subject: Subject, tries: number, limits: Limits): boolean {
  const { behaviour } = subject;
  if (behaviour === null || behaviour.assetsServed === 0 || behaviour.pagesServed === 0 || countOf(subject, 'xmlrpc') > 0) return false;
  const others = hitsOf(subject, 'login').filter(({ what }) => what.endsWith(otherAction)).length;
  // Who sends many of them tries something else by them.
  return tries - letInOf(subject) - Math.min(others, mostOthers) <= limits.loginForgotten.count;
}

/**
 * Logins that were let in. Where all, or many in a row, were answered 302, a plugin may send everybody away: then they count only
 * where what lies behind the login was used, as nobody does who was sent away.
 */
function letInOf(subject: Subject): number {
  const { behaviour } = subject;
  if (behaviour === null) return 0;
  const known = behaviour.loginsAtOnce + behaviour.loginsAfterFailures.length;
  const tries = countOf(subject, 'login');
  const opensIt = behaviour.assetsServed >= assetsOfLogin * tries && behaviour.pagesServed >= pagesOfLogin * tries;
  const usesIt = behaviour.worksInAdmin || opensIt;
  return usesIt
    ? Math.max(known, hitsOf(subject, 'login').filter(({ status, what }) => status === 302 && !what.endsWith(otherAction)).length)
    : known;
}

/**
 * Every try was answered 302, and each came with the form before it and a page behind it: people behind one address, where images
 * and styles lie elsewhere, or a robot that follows while a plugin sends everybody away. Which of them cannot be told.
 */
function perhapsAllLetIn(subject: Subject): boolean {
  const tries = hitsOf(subject, 'login');
  const areAll = tries.length === countOf(subject, 'login', 'xmlrpc') && tries.every(({ status }) => status === 302);
  return areAll && (subject.behaviour?.pagesServed ?? 0) >= pagesOfLogin * tries.length;
}

/**
 * The mobile app or the shop plugin of an owner: XML-RPC only, from where somebody also works in the admin area, or under the
 * one name of an app and always answered 200. A name can be put on, so it only takes away the certainty.
 */
function isOwnersApp(subject: Subject): boolean {
  if (subject.behaviour === null || countOf(subject, 'login') > 0) return false;
  if (looksLikePerson(subject) && subject.behaviour.worksInAdmin) return true;
  const tries = hitsOf(subject, 'xmlrpc');
  return new Set(tries.map(({ agent }) => agent)).size === 1 && tries.every(({ status, agent }) => status === 200 && app.test(agent));
}

/** Programs that write to a WordPress through XML-RPC: its own apps, and editors. */
const app =
  /^(?:wp-(?:android|iphone|ios)|wordpress\/\S{1,20} .{0,40}(?:ios|iphone|android)|marsedit|open live writer|windows live writer|ifttt|zapier)/i;

function sighting(
  subject: Subject,
  stretch: KnownStretch,
  { speaks, confidence }: Grade,
  limit: 'loginFast' | 'loginSlow',
  limits: Limits,
): Sighting {
  const { count, seconds } = stretch;
  const xmlrpc = countOf(subject, 'xmlrpc');
  const all = countOf(subject, 'login') + xmlrpc;
  const letIn = letInOf(subject);
  const where = onSites(sitesOf(hitsOf(subject, 'login', 'xmlrpc')));
  const through =
    xmlrpc === 0 ? '' : xmlrpc === all ? ' through XML-RPC' : `, ${counted(xmlrpc, 'of them through XML-RPC', 'of them through XML-RPC')}`;
  const inAll = all > count ? ` (${counted(all, 'try', 'tries')} in all)` : '';
  const people =
    letIn > 0 && (speaks === 'neither' || mostlyLetIn(subject)) ? `; ${counted(letIn, 'was', 'were')} let in, as people are` : '';
  return {
    speaks,
    confidence,
    text: `${atLeastText(stretch)}${counted(count, 'login try', 'login tries')}${where}${within(limits[limit].seconds)}${inAll}${through}${people}.`,
    figures: { tries: count, triesInAll: all, seconds, xmlrpc, letIn, assets: subject.behaviour?.assets ?? 0 },
    limit,
  };
}
