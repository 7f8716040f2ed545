import type { AddressBehaviour } from '../../model/behaviour.ts';
import { counted, listed } from '../words.ts';
import type { Limits } from '../limits.ts';
import type { Rule, Sighting } from './rule.ts';

/** So many names that only robots try beside each other are no office's. */
const fewestGuessed = 3;

/**
 * One user name after another where a password is asked for, none of them let in. A program with an old password has one
 * name; several people behind one address have several, and get in. While whatever knows their passwords is down, none of an
 * office gets in either: but people have names of their own, and a browser or a phone each.
 */
export const userNames: Rule = {
  id: 'user-names',
  title: 'Trying one user name after another',
  meaning: 'Several user names were given where a password is asked for, and none of them got in.',
  family: 'login',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) => {
    const { behaviour } = subject;
    const names = behaviour?.userNames;
    if (behaviour === null || names === undefined || names.refused < limits.userNames.count) return null;
    const { refused, tries, letIn, guessed } = names;
    const known = guessed.length === 0 ? '' : `: ${listed(withRest(guessed, refused))}`;
    return {
      ...gradeOf(behaviour, limits),
      text: `${counted(refused, 'different user name')} given in ${counted(tries, 'try', 'tries')} and refused${letIn === 0 ? ', none let in' : `, ${counted(letIn, 'other was', 'others were')} let in`}${known}.`,
      figures: { names: refused, tries, guessed: guessed.length, letIn, agents: behaviour.distinctAgents },
      limit: 'userNames',
    };
  },
};

/** Names that are none of ours to show are counted only. */
const withRest = (guessed: readonly string[], refused: number): readonly string[] =>
  refused === guessed.length ? guessed : [...guessed.slice(0, 2), `${String(refused - Math.min(2, guessed.length))} more`];

function gradeOf(
  { userNames: { refused, letIn, guessed }, distinctAgents, assets }: AddressBehaviour,
  limits: Limits,
): Pick<Sighting, 'speaks' | 'confidence'> {
  const isDictionary = guessed.length >= fewestGuessed;
  const areSeveral = letIn * 2 >= refused || distinctAgents * 2 >= refused;
  if (areSeveral && !isDictionary) return { speaks: 'neither', confidence: 'low' };
  const certain = isDictionary && !areSeveral && assets === 0 && letIn === 0 && refused >= limits.userNamesCertain.count;
  return { speaks: 'against', confidence: certain ? 'high' : 'medium' };
}
