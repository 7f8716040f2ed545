import type { AddressBehaviour } from '../../model/behaviour.ts';
import { counted, listed, within } from '../words.ts';
import { programPath } from './program-path.ts';
import type { Rule } from './rule.ts';
import { looksLikePerson } from './subject.ts';

const fewPaths = 3;
/** So many times the limit is no program that waits a little between its tries. */
const surelyFast = 3;

/**
 * A folder that asks for a password, asked for again and again without getting in. The access log alone does not say whether
 * a password was sent: so this is suspicious at most, takes more than a person can type, and leaves out calendars, cloud
 * folders and version control, which are asked for the password first each time, as well as programs at their interfaces.
 */
export const passwordTries: Rule = {
  id: 'password-tries',
  title: 'Again and again at a locked door',
  meaning: 'A page that asks for a password is asked for faster than anybody can type, and never opened.',
  family: 'login',
  weight: 'volume',
  forgeable: false,
  look: (subject, limits) => {
    const { behaviour } = subject;
    if (behaviour === null || looksLikePerson(subject)) return null;
    const { count, seconds } = limits.passwordTries;
    const { mostPerMinute, refusedPaths: paths, requests } = behaviour;
    const refused = behaviour.statuses['401'] ?? 0;
    if (mostPerMinute < count || behaviour.distinctRefusedPaths > fewPaths || refused * 10 < requests * 9 || !isPlain(behaviour))
      return null;
    const program = paths.every(({ path }) => programPath.test(path));
    return {
      speaks: program ? 'neither' : 'against',
      confidence: !program && mostPerMinute >= surelyFast * count ? 'medium' : 'low',
      text: `${counted(refused, 'request')} answered with the wish for a password, at up to ${counted(mostPerMinute, 'request')}${within(seconds)}: ${listed(paths.map(({ path }) => path).sort())}.`,
      figures: { refused, requests, mostPerMinute },
      limit: 'passwordTries',
    };
  },
};

/** Nine of ten requests only read or send a form. */
const isPlain = ({ methods, requests }: AddressBehaviour): boolean =>
  ['GET', 'POST', 'HEAD'].reduce((sum, method) => sum + (methods[method] ?? 0), 0) * 10 >= requests * 9;
