import { listed, onSites } from '../words.ts';
import type { Rule } from './rule.ts';
import { countOf, hitsOf } from './subject.ts';
import { sitesOf } from './windows.ts';

export const shellAnswered: Rule = {
  id: 'shell-answered',
  title: 'A web shell answered',
  meaning: 'A page with the name of a known back door gave an answer: the site may be in the hands of somebody else.',
  family: 'exploit',
  weight: 'deed',
  forgeable: false,
  look: (subject) => {
    const hits = hitsOf(subject, 'shell-answered');
    const count = countOf(subject, 'shell-answered');
    if (count === 0) return null;
    // To look at it is what an owner does who was warned; to send something to it is to use it.
    const used = hits.filter(({ method }) => method === 'POST').length;
    return {
      speaks: 'against',
      confidence: used > 0 ? 'high' : 'medium',
      text: `Got an answer from ${listed([...new Set(hits.map(({ what }) => what))].sort())}${onSites(sitesOf(hits))}${used > 0 ? ', and sent something to it' : ''}.`,
      figures: { answers: count, sent: used },
      limit: null,
    };
  },
};
