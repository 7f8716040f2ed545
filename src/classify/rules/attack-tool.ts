import { counted, listed } from '../words.ts';
import { otherSigns } from './other-signs.ts';
import type { Rule } from './rule.ts';
import { countOf, hitsOf } from './subject.ts';

/** What a hit names is `family: name`; bots of this family cost and do not break in, and most are honest about who they are. */
const harmlessFamily = 'scraper: ';

/** The name alone can be put on by anybody; with deeds beside it, it is the tool. */
export const attackTool: Rule = {
  id: 'attack-tool',
  title: 'Names an attack tool or a bad bot',
  meaning: 'The visitor calls itself by the name of a program for attacks, or of a bot known to take more than it should.',
  family: 'agent',
  weight: 'name',
  forgeable: true,
  look: (subject, limits) => {
    const hits = hitsOf(subject, 'bad-agent');
    if (hits.length === 0) return null;
    const signs = otherSigns(subject);
    const tool = hits.some(({ what }) => !what.startsWith(harmlessFamily));
    const names = [...new Set(hits.map(({ what }) => what.slice(what.indexOf(': ') < 0 ? 0 : what.indexOf(': ') + 2)))].sort();
    return {
      speaks: tool ? 'against' : 'neither',
      confidence: tool && signs >= limits.signsWithName.count ? 'medium' : 'low',
      text: `${counted(countOf(subject, 'bad-agent'), 'request')} under the name of ${listed(names)}.`,
      figures: { requests: countOf(subject, 'bad-agent'), otherSigns: signs },
      limit: 'signsWithName',
    };
  },
};
