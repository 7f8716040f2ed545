import type { SignHit } from '../../model/behaviour.ts';
import { counted, onSites, within } from '../words.ts';
import type { Rule } from './rule.ts';
import { countOf, hitsOf, looksLikePerson } from './subject.ts';
import { mostDistinctWithin, sitesOf } from './windows.ts';

export const userEnumeration: Rule = {
  id: 'user-enumeration',
  title: 'Asking for user names',
  meaning: 'Somebody collects the names of users, mostly to guess their passwords afterwards.',
  family: 'scan',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) => {
    const hits = hitsOf(subject, 'user-enumeration').map(withNumber);
    const { count, seconds } = mostDistinctWithin(hits, limits.enumeration.seconds);
    if (count < limits.enumeration.count) return null;
    // The block editor of a logged-in author asks for users as well.
    const editor = looksLikePerson(subject) && subject.behaviour?.worksInAdmin === true;
    return {
      speaks: editor ? 'neither' : 'against',
      confidence: editor ? 'low' : 'medium',
      text: `${counted(count, 'different request')} for user names${onSites(sitesOf(hits))}${within(limits.enumeration.seconds)}.`,
      figures: { different: count, seconds, requests: countOf(subject, 'user-enumeration') },
      limit: 'enumeration',
    };
  },
};

/**
 * `?author=1`, `?author=2` on the front page: where a hit does not say which number was asked for, its second stands for it,
 * since who asks twice for the same has no use of it.
 */
const withNumber = (hit: SignHit): SignHit =>
  /users|author=/.test(hit.what) ? hit : { ...hit, what: `${hit.what}?author at ${hit.epoch ?? 0}` };
