import { type SignHit, thinPayloads } from '../../model/behaviour.ts';
import { counted, listed, onSites } from '../words.ts';
import { mostOf } from './most-of.ts';
import type { Rule } from './rule.ts';
import { countOf, hitsOf, looksLikePerson, type Subject } from './subject.ts';
import { mostDistinctWithin, mostWithin, sitesOf } from './windows.ts';

/**
 * One is a warning: people paste odd addresses, and a search for "union select" is a search, which the images and styles of the
 * page that answers it name as where they come from. Several kinds are an attack.
 */
export const payloads: Rule = {
  id: 'payloads',
  title: 'Attacks inside requests',
  meaning: 'Requests carry code that would break into a site with a known weak spot.',
  family: 'exploit',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) => {
    const all = hitsOf(subject, 'payload');
    const hits = withoutEchoes(all);
    const count = countOf(subject, 'payload') - (all.length - hits.length);
    if (count === 0) return null;
    // An attacker can write lines into nginx's error log: those are shown, and prove nothing.
    const proven = hits.filter(({ forgeable }) => !forgeable);
    const sure = proven.filter(({ what }) => !thinPayloads.includes(what));
    const kinds = mostDistinctWithin(sure, limits.payloadKinds.seconds).count;
    const most =
      sure.length === all.length ? mostOf(subject, ['payload'], limits.payloads.seconds) : mostWithin(sure, limits.payloads.seconds);
    const many = most.count >= limits.payloads.count;
    const forgeable = proven.length === 0;
    const person = looksLikePerson(subject);
    const reads = isReader(subject, hits) && !many;
    const certain = kinds >= limits.payloadKinds.count || (many && !person);
    const likely = many || kinds > 1 || (sure.length >= limits.payloadKinds.count && !person);
    const confidence = certain ? 'high' : likely ? 'medium' : 'low';
    return {
      speaks: reads ? 'neither' : 'against',
      confidence: reads ? 'low' : confidence,
      text: `${counted(count, 'request')} ${count === 1 ? 'carries' : 'carry'} an attack${onSites(sitesOf(hits))}: ${listed([...new Set(hits.map(({ what }) => what))].sort())}${forgeable ? ', as the error log says; such lines can be forged' : ''}${reads ? ', as somebody may who wants to read about it' : ''}.`,
      figures: { requests: count, kinds },
      forgeable,
      limit: many && kinds < limits.payloadKinds.count ? 'payloads' : 'payloadKinds',
    };
  },
};

const mostSearches = 5;
const inReferer = ' in referer';
const inSearch = ' in search words';

/** What is said again as where a request came from, by who asked for just that. */
function withoutEchoes(hits: readonly SignHit[]): readonly SignHit[] {
  const asked = new Set(hits.map(({ what }) => what.replace(inSearch, '')));
  return hits.filter(({ what }) => !what.endsWith(inReferer) || !asked.has(what.slice(0, -inReferer.length)));
}

/** Only searches for what attacks are made of, by a browser that loads what the answer needs. */
const isReader = ({ behaviour }: Subject, hits: readonly SignHit[]): boolean =>
  (behaviour?.assetsServed ?? 0) > 0 && hits.length <= mostSearches && hits.every(({ what }) => what.endsWith(inSearch));
