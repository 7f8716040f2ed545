import { counted, percentOf } from '../words.ts';
import type { Rule } from './rule.ts';
import { countOf, type Subject } from './subject.ts';

/** Nine of ten requests verify pingbacks: what this server does, somebody else told it. */
export const isToldToCome = (subject: Subject): boolean =>
  countOf(subject, 'pingback') * 10 >= Math.max(1, subject.behaviour?.requests ?? 0) * 9;

/** An innocent site: whoever really floods sends it here. */
export const pingbacks: Rule = {
  id: 'pingbacks',
  title: 'A site that was told to come',
  meaning: 'Another site looks whether a page here links to it, because somebody claimed so; used by many at once this is a flood.',
  family: 'who',
  weight: 'volume',
  forgeable: true,
  look: (subject) => {
    const count = countOf(subject, 'pingback');
    if (count === 0) return null;
    return {
      speaks: 'neither',
      confidence: 'low',
      text: `${counted(count, 'request')} to verify pingbacks (${percentOf(count, subject.behaviour?.requests ?? count)}% of its requests): the site is used by somebody else.`,
      figures: { requests: count },
      limit: null,
    };
  },
};
