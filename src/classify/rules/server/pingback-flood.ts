import { counted, listed, onSites, within } from '../../words.ts';
import type { ServerRule } from '../rule.ts';
import { hitsOf } from '../subject.ts';
import { mostDistinctWithin, sitesOf } from '../windows.ts';
import { addressesOf } from './attackers.ts';

/** Many sites of WordPress, each told to look at a page here: the flood has no address worth a block, but a user agent. */
export const pingbackFlood: ServerRule = {
  id: 'pingback-flood',
  title: 'A flood by pingbacks',
  meaning: 'Sites of other people are told to fetch a page here again and again.',
  confidence: 'medium',
  limit: 'pingbacks',
  forgeable: true,
  look: (_scene, witnessed, limits) => {
    const senders = witnessed.filter(({ subject }) => hitsOf(subject, 'pingback').length > 0);
    const hits = senders.flatMap(({ subject }) => hitsOf(subject, 'pingback').map((hit) => ({ ...hit, what: subject.address })));
    const { count, seconds } = mostDistinctWithin(hits, limits.pingbacks.seconds);
    if (count < limits.pingbacks.count) return [];
    const pages = [...new Set(senders.flatMap(({ subject }) => hitsOf(subject, 'pingback').map(({ what }) => what)))].sort();
    return [
      {
        severity: 'warning',
        text: `${counted(count, 'site')} of WordPress came${within(limits.pingbacks.seconds)} to verify pingbacks${onSites(sitesOf(hits))} at ${listed(pages)}: they are used by somebody else.`,
        figures: { addresses: senders.length, atOnce: count, seconds },
        about: sitesOf(hits),
        addresses: addressesOf(senders),
        advice: 'Refuse user agents that hold "verifying pingback" on that site; the addresses belong to innocent servers.',
      },
    ];
  },
};
