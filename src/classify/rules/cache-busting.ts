import { counted, onSites, within } from '../words.ts';
import { atLeastText, mostOf } from './most-of.ts';
import type { Rule } from './rule.ts';
import { hitsOf, browsesLikePerson } from './subject.ts';
import { sitesOf } from './windows.ts';

export const cacheBusting: Rule = {
  id: 'cache-busting',
  title: 'Random queries past the cache',
  meaning: 'Each request has another random ending, so that no cache can help and the site must build every page anew.',
  family: 'flood',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) => {
    const hits = hitsOf(subject, 'cache-buster');
    const stretch = mostOf(subject, ['cache-buster'], limits.cacheBusting.seconds);
    const { count, seconds } = stretch;
    if (count < limits.cacheBusting.count) return null;
    const person = browsesLikePerson(subject);
    // Ten times a limit that a script of a page may reach by mistake is no mistake.
    const certain = !person && count >= 10 * limits.cacheBusting.count;
    return {
      speaks: 'against',
      confidence: certain ? 'high' : person ? 'low' : 'medium',
      text: `${atLeastText(stretch)}${counted(count, 'page')} asked for with a random query${onSites(sitesOf(hits))}${within(limits.cacheBusting.seconds)}.`,
      figures: { requests: count, seconds },
      limit: 'cacheBusting',
    };
  },
};
