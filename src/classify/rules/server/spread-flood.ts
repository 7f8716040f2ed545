import { counted } from '../../words.ts';
import { groupsIn } from '../alike-group.ts';
import type { ServerRule } from '../rule.ts';
import { isSpreadFlood, traitText } from '../spread-floods.ts';

/** A flood by many: what they have in common can be refused, the addresses are too many and soon others. */
export const spreadFlood: ServerRule = {
  id: 'spread-flood',
  title: 'A flood by many addresses',
  meaning: 'Many addresses together ask for what no cache can answer, so that the site has no time for others.',
  confidence: 'medium',
  limit: 'floodSpread',
  forgeable: false,
  look: (_scene, witnessed, limits) => {
    return groupsIn(witnessed[0]?.subject.index.spreadFloods)
      .filter((group) => isSpreadFlood(group, limits))
      .sort((a, b) => b.count - a.count || (`${a.site ?? ''} ${a.path}` < `${b.site ?? ''} ${b.path}` ? -1 : 1))
      .map((flood) => ({
        severity: 'warning',
        text: `${counted(flood.addresses.length, 'address asks', 'addresses ask')}${traitText(flood, limits)}: at least ${counted(flood.count, 'request')}.`,
        figures: { addresses: flood.addresses.length, requests: flood.count, seconds: flood.seconds },
        about: flood.site === null ? [] : [flood.site],
        addresses: flood.addresses,
        advice:
          flood.sign === 'search'
            ? 'Limit how often anybody may search, or ask for a sign of a person before it.'
            : 'Let the cache answer whatever the query says, or refuse such queries on that page; then the addresses do not matter.',
      }));
  },
};
