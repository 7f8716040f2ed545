import { counted, onSites, within } from '../words.ts';
import { atLeastText, mostOf } from './most-of.ts';
import type { Rule } from './rule.ts';
import { browsesLikePerson, hitsOf, namesItself } from './subject.ts';
import { sitesOf } from './windows.ts';

/** A search costs a site more than any page, so it takes fewer of them than of others. */
export const searchFlood: Rule = {
  id: 'search-flood',
  title: 'Searching without end',
  meaning: 'One search after another, faster than anybody reads, each of which the site has to work out anew.',
  family: 'flood',
  weight: 'volume',
  forgeable: false,
  look: (subject, limits) => {
    const stretch = mostOf(subject, ['search'], limits.searchFlood.seconds);
    const { count, seconds } = stretch;
    if (count < limits.searchFlood.count) return null;
    const isOther = browsesLikePerson(subject) || namesItself(subject);
    return {
      speaks: isOther ? 'neither' : 'against',
      confidence: isOther ? 'low' : 'medium',
      text: `${atLeastText(stretch)}${counted(count, 'search', 'searches')}${onSites(sitesOf(hitsOf(subject, 'search')))}${within(limits.searchFlood.seconds)}.`,
      figures: { searches: count, seconds, requests: subject.behaviour?.requests ?? 0, assets: subject.behaviour?.assets ?? 0 },
      limit: 'searchFlood',
    };
  },
};
