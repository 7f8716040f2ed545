import { counted, listed } from '../words.ts';
import type { Rule } from './rule.ts';
import { browsesLikePerson, countOf, hitsOf } from './subject.ts';
import { mostDistinctWithin } from './windows.ts';

/** A monitor may ask for a site under another of its names, in full: so one name is only told of where it is surely foreign. */
export const proxyTries: Rule = {
  id: 'proxy-tries',
  title: 'Is this an open proxy?',
  meaning: 'Somebody asks this server to fetch pages of other servers, to hide behind it if it does.',
  family: 'scan',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) => {
    const hits = hitsOf(subject, 'proxy-try');
    if (hits.length === 0) return null;
    const { count, seconds } = mostDistinctWithin(hits, limits.proxyHosts.seconds);
    const many = count >= limits.proxyHosts.count;
    const foreign = many || count > 1 || hits.some(({ method, site }) => method === 'CONNECT' || site !== null);
    return {
      speaks: foreign ? 'against' : 'neither',
      confidence: many && !browsesLikePerson(subject) ? 'medium' : 'low',
      text: `${counted(countOf(subject, 'proxy-try'), 'request')} for other hosts: ${listed([...new Set(hits.map(({ what }) => what))].sort())}.`,
      figures: { requests: countOf(subject, 'proxy-try'), hosts: count, seconds },
      limit: 'proxyHosts',
    };
  },
};
