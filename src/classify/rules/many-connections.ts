import { counted } from '../words.ts';
import type { Rule } from './rule.ts';
import { inboundOf, browsesLikePerson, type Subject } from './subject.ts';

/** Connections that are over (TIME_WAIT) hold nothing and do not count; those this server opened never do. */
export const manyConnections: Rule = {
  id: 'many-connections',
  title: 'Far more connections than others',
  meaning: 'One address holds so many connections that few are left for others.',
  family: 'sockets',
  weight: 'volume',
  forgeable: false,
  look: (subject, limits) => {
    const open = openConnections(subject);
    const usual = subject.index.usualConnections;
    if (open < limits.connections.count || open < limits.connectionsTimesOthers.count * (usual ?? 0)) return null;
    const many = browsesLikePerson(subject);
    return {
      speaks: many ? 'neither' : 'against',
      confidence: 'low',
      text: `${counted(open, 'connection')} at once${usual === null ? '' : `; the address in the middle has ${usual}`}${many ? '; it loads pages with images, so it may be many people behind one address' : ''}.`,
      figures: { connections: open, usualConnections: usual ?? 0 },
      limit: 'connections',
    };
  },
};

function openConnections(subject: Subject): number {
  const { connections } = subject;
  if (connections === null) return 0;
  return Math.min(inboundOf(subject), connections.connections - (connections.states.TIME_WAIT ?? 0)) - connections.halfOpen;
}
