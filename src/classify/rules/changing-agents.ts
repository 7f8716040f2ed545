import { counted, within } from '../words.ts';
import type { Limits } from '../limits.ts';
import type { Rule, Sighting } from './rule.ts';
import { browsesLikePerson, type Subject } from './subject.ts';
import { differentSigns, otherSigns } from './other-signs.ts';

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
    if (!alone && !(agents >= limits.agents.count && otherSigns(subject) > 0)) return oneEach(subject, limits);
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

/** Slowly, but another one for nearly each request: no office does that. */
function oneEach(subject: Subject, limits: Limits): Sighting | null {
  const { distinctAgents: agents = 0, requests = 0 } = subject.behaviour ?? {};
  if (
    agents < limits.agentsEach.count ||
    agents * 10 < requests * 8 ||
    differentSigns(subject) < limits.signsWithName.count ||
    browsesLikePerson(subject)
  )
    return null;
  return {
    speaks: 'against',
    confidence: 'medium',
    text: `${counted(agents, 'different user agent')} in ${counted(requests, 'request')}.`,
    figures: { agents: subject.behaviour?.mostAgentsPerMinute ?? 0, agentsInAll: agents },
    limit: 'agentsEach',
  };
}
