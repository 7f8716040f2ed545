import { counted, within } from '../words.ts';
import type { Rule } from './rule.ts';
import { browsesLikePerson } from './subject.ts';
import { otherSigns } from './other-signs.ts';

export const changingAgents: Rule = {
  id: 'changing-agents',
  title: 'Changes what it calls itself',
  meaning: 'One address pretends to be many different browsers within a minute.',
  family: 'agent',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) => {
    const agents = subject.behaviour?.mostAgentsPerMinute ?? 0;
    const alone = agents >= limits.agentsAlone.count;
    if (!alone && !(agents >= limits.agents.count && otherSigns(subject) > 0)) return null;
    // An office or a mobile network behind one address does the same, and loads images and styles.
    const many = browsesLikePerson(subject);
    return {
      speaks: many ? 'neither' : 'against',
      confidence: many ? 'low' : alone ? 'medium' : 'low',
      text: `${counted(agents, 'different user agent')}${within(limits.agents.seconds)}${many ? ', with images and styles loaded: perhaps several people behind one address' : ''}.`,
      figures: { agents, agentsInAll: subject.behaviour?.distinctAgents ?? 0 },
      limit: alone ? 'agentsAlone' : 'agents',
    };
  },
};
