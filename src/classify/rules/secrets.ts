import { counted, listed, onSites, within } from '../words.ts';
import { oneStoreOf } from './missing-scripts.ts';
import type { Rule } from './rule.ts';
import { countOf, hitsOf, looksLikePerson } from './subject.ts';
import { mostDistinctWithin, sitesOf } from './windows.ts';

export const secretsAsked: Rule = {
  id: 'secrets-asked',
  title: 'Looking for secret files',
  meaning: 'Somebody asks for files with passwords or copies of the site that should not be public.',
  family: 'scan',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) => {
    const hits = hitsOf(subject, 'secret', 'secret-answered').map((hit) => ({ ...hit, what: oneStoreOf(hit.what) }));
    const { count, seconds } = mostDistinctWithin(hits, limits.secrets.seconds);
    if (count === 0) return null;
    const answered = countOf(subject, 'secret-answered');
    const many = count >= limits.secrets.count;
    return {
      speaks: 'against',
      // An owner fetches their own backup, once.
      confidence: many && !looksLikePerson(subject) ? 'medium' : 'low',
      text: `${counted(count, 'secret file')} asked for${onSites(sitesOf(hits))}${within(limits.secrets.seconds)}${answered > 0 ? `, ${answered === 1 ? 'one was' : counted(answered, 'answer was', 'answers were')} given` : ''}: ${listed([...new Set(hits.map(({ what }) => what))].sort())}.`,
      figures: { different: count, seconds, answered },
      limit: 'secrets',
    };
  },
};
