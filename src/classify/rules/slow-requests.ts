import { counted, within } from '../words.ts';
import { atLeastText, mostOf } from './most-of.ts';
import { inboundOn, webPorts } from './ports.ts';
import type { Rule } from './rule.ts';
import { countOf, browsesLikePerson } from './subject.ts';

/** Slowloris: connections are opened and fed so slowly that no request comes to its end. Slow uploads look alike, but end. */
export const slowRequests: Rule = {
  id: 'slow-requests',
  title: 'Requests that never end',
  meaning: 'Requests are begun and left open on purpose, so that the web server waits for them and not for visitors.',
  family: 'flood',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) => {
    const stretch = mostOf(subject, ['slow-request'], limits.slowRequests.seconds);
    const slow = stretch.count;
    const named = subject.index.slowClients.has(subject.address);
    const open = Math.min(inboundOn(subject, webPorts), subject.connections?.states.ESTABLISHED ?? 0);
    const holds = open >= limits.slowConnections.count && (named || slow > 0);
    if (slow < limits.slowRequests.count && !holds) return null;
    const finished = (subject.behaviour?.requests ?? 0) - countOf(subject, 'slow-request');
    const person = browsesLikePerson(subject);
    const certain = holds && slow >= limits.slowRequests.count && !person && finished < open;
    return {
      speaks: 'against',
      confidence: certain ? 'high' : person ? 'low' : 'medium',
      text: `${atLeastText(stretch)}${counted(slow, 'request')} not finished${within(limits.slowRequests.seconds)}${open > 0 ? `, ${counted(open, 'web connection')} held open` : ''}.`,
      figures: { notFinished: slow, connections: open, finished: Math.max(0, finished) },
      limit: holds && slow < limits.slowRequests.count ? 'slowConnections' : 'slowRequests',
    };
  },
};
