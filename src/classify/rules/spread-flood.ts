import type { Limits } from '../limits.ts';
import { counted } from '../words.ts';
import type { Rule } from './rule.ts';
import { isSpreadFlood, type SpreadFlood, traitText } from './spread-floods.ts';
import type { Subject } from './subject.ts';

const floodOf = ({ address, index }: Subject, limits: Limits): SpreadFlood | null =>
  index.spreadFloods.get(address)?.find((group) => isSpreadFlood(group, limits)) ?? null;

export const spreadFlood: Rule = {
  id: 'spread-flood',
  title: 'One of many that flood a page',
  meaning: 'Many addresses ask for one page again and again in a way that no cache can answer, and do nothing else.',
  family: 'flood',
  weight: 'volume',
  forgeable: false,
  look: (subject, limits) => {
    const flood = floodOf(subject, limits);
    if (flood === null) return null;
    return {
      speaks: 'against',
      confidence: 'medium',
      text: `One of ${counted(flood.addresses.length, 'address', 'addresses')} that ask${traitText(flood, limits)}.`,
      figures: { addresses: flood.addresses.length, requests: flood.count, seconds: flood.seconds },
      limit: 'floodSpread',
    };
  },
};
