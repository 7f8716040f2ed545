import type { AddressBehaviour } from '../../model/behaviour.ts';
import type { Limits } from '../limits.ts';
import { counted, onSites } from '../words.ts';
import type { Rule } from './rule.ts';
import { groupsOf, looksLikePerson, type Subject } from './subject.ts';

/** How a login that came after failures looks: a break-in, perhaps one, or somebody who forgot the password. */
export type LetIn = 'break-in' | 'doubtful' | 'forgotten';

/**
 * The difference is made by figures: an owner needs one to five tries and has a browser that loads images and styles; guessing
 * needs many and loads nothing. In between it stays doubtful, and so do few tries without a browser, unless the address is
 * one of many that try the same login.
 */
export function judgeLetIn(subject: Subject, limits: Limits): LetIn | null {
  const failures = mostFailures(subject.behaviour);
  if (failures === null) return null;
  const person = looksLikePerson(subject);
  const oneOfMany = groupsOf(subject).some(({ addresses }) => addresses.length >= limits.loginGroup.count);
  if (failures >= limits.loginFast.count) return 'break-in';
  const few = failures <= limits.loginForgotten.count;
  // What the browser has kept it does not load again: who was let in and loads anything is no program.
  if (person || (few && (subject.behaviour?.assetsServed ?? 0) > 0 && !oneOfMany)) return few ? 'forgotten' : 'doubtful';
  return !few || oneOfMany ? 'break-in' : 'doubtful';
}

/** Failures before the login that came after most of them; null when no login came after any. */
function mostFailures(behaviour: AddressBehaviour | null): number | null {
  const logins = behaviour?.loginsAfterFailures ?? [];
  return logins.length === 0 ? null : Math.max(...logins.map(({ failuresBefore }) => failuresBefore));
}

export const loginSucceeded: Rule = {
  id: 'login-succeeded',
  title: 'Let in after failed logins',
  meaning: 'A login was accepted after a run of wrong passwords: the password may have been guessed.',
  family: 'login',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) => {
    const looks = judgeLetIn(subject, limits);
    const failures = mostFailures(subject.behaviour);
    if (subject.behaviour === null || looks === null || failures === null) return null;
    const { loginsAfterFailures, assets, worksInAdmin } = subject.behaviour;
    const sites = loginsAfterFailures.flatMap(({ site }) => (site === null ? [] : [site]));
    const after = `Let in${onSites(sites)} after ${counted(failures, 'failed login')}`;
    const figures = { failuresBefore: failures, logins: loginsAfterFailures.length, assets, worksInAdmin: worksInAdmin ? 1 : 0 };
    const limit = 'loginForgotten' as const;
    switch (looks) {
      case 'break-in':
        return {
          speaks: 'against',
          confidence: 'high',
          text: `${after}${worksInAdmin ? ', and then used the admin area' : ''}.`,
          figures,
          limit,
        };
      case 'doubtful':
        return {
          speaks: 'against',
          confidence: 'medium',
          text: `${after}: it may have been guessed, or somebody forgot it.`,
          figures,
          limit,
        };
      case 'forgotten':
        return {
          speaks: 'neither',
          confidence: 'low',
          text: `${after}, with a browser that loads images and styles: most likely somebody who forgot the password.`,
          figures,
          limit,
        };
    }
  },
};
