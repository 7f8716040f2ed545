import { counted, listed, onSites } from '../words.ts';
import { mostOf } from './most-of.ts';
import type { Rule } from './rule.ts';
import { countOf, hitsOf, looksLikePerson } from './subject.ts';
import { mostDistinctWithin, mostWithin, sitesOf } from './windows.ts';

/** One is a warning: people paste odd addresses, and a search for "union select" is a search. Several kinds are an attack. */
export const payloads: Rule = {
  id: 'payloads',
  title: 'Attacks inside requests',
  meaning: 'Requests carry code that would break into a site with a known weak spot.',
  family: 'exploit',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) => {
    const hits = hitsOf(subject, 'payload');
    const count = countOf(subject, 'payload');
    if (count === 0) return null;
    // An attacker can write lines into nginx's error log: those are shown, and prove nothing.
    const sure = hits.filter(({ forgeable }) => !forgeable);
    const kinds = mostDistinctWithin(sure, limits.payloadKinds.seconds).count;
    const most =
      sure.length === hits.length ? mostOf(subject, ['payload'], limits.payloads.seconds) : mostWithin(sure, limits.payloads.seconds);
    const many = most.count >= limits.payloads.count;
    const forgeable = sure.length === 0;
    const person = looksLikePerson(subject);
    const certain = kinds >= limits.payloadKinds.count || (many && !person);
    return {
      speaks: 'against',
      confidence: certain ? 'high' : many || kinds > 1 || (sure.length >= limits.payloadKinds.count && !person) ? 'medium' : 'low',
      text: `${counted(count, 'request')} ${count === 1 ? 'carries' : 'carry'} an attack${onSites(sitesOf(hits))}: ${listed([...new Set(hits.map(({ what }) => what))].sort())}${forgeable ? ', as the error log says; such lines can be forged' : ''}.`,
      figures: { requests: count, kinds },
      forgeable,
      limit: many && kinds < limits.payloadKinds.count ? 'payloads' : 'payloadKinds',
    };
  },
};
