import { counted, onSites } from '../../words.ts';
import { judgeLetIn, type LetIn } from '../login-succeeded.ts';
import type { FindingDraft, ServerRule, Witnessed } from '../rule.ts';
import { sitesOf } from '../windows.ts';
import { addressesOf } from './attackers.ts';

/** The most valuable alarm: guessing that came to its end. An owner who forgot the password raises none. */
export const breakIn: ServerRule = {
  id: 'login-succeeded',
  title: 'Let in after failed logins',
  meaning: 'A login was accepted after a run of wrong passwords: the password may have been guessed.',
  confidence: 'high',
  limit: 'loginForgotten',
  forgeable: false,
  look: (_scene, witnessed, limits) => {
    const letIn = (looks: LetIn): readonly Witnessed[] =>
      witnessed.filter(({ subject }) => !subject.own && judgeLetIn(subject, limits) === looks);
    return [...finding(letIn('break-in'), 'alarm'), ...finding(letIn('doubtful'), 'warning')];
  },
};

function finding(who: readonly Witnessed[], severity: 'alarm' | 'warning'): readonly FindingDraft[] {
  if (who.length === 0) return [];
  const logins = who.flatMap(({ subject }) => subject.behaviour?.loginsAfterFailures ?? []);
  const failures = Math.max(...logins.map(({ failuresBefore }) => failuresBefore));
  const sites = sitesOf(logins);
  const text = `${counted(who.length, 'address was', 'addresses were')} let in${onSites(sites)} after up to ${counted(failures, 'failed login')}`;
  return [
    {
      severity,
      confidence: severity === 'alarm' ? 'high' : 'medium',
      text: severity === 'alarm' ? `${text}: a password was most likely guessed.` : `${text}: guessed, or somebody forgot the password.`,
      figures: { addresses: who.length, failuresBefore: failures, logins: logins.length },
      about: sites,
      addresses: addressesOf(who),
      advice:
        'Ask the owner whether it was them. If not: change the passwords, end all sessions, and look for new users and changed files. Some security plugins redirect every login, so look at the lines too.',
    },
  ];
}
