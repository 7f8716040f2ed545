import { counted, within } from '../words.ts';
import { atLeastText, mostOf } from './most-of.ts';
import { inboundOn, webPorts } from './ports.ts';
import type { Rule } from './rule.ts';
import { browsesLikePerson, countOf, inboundOf, type Subject } from './subject.ts';

/**
 * Slowloris: connections are opened and fed so slowly that no request comes to its end. Slow uploads look alike, but end. While
 * it lasts logs may say nothing yet: then bytes that wait in most of many connections show it.
 */
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
    const finished = Math.max(0, (subject.behaviour?.requests ?? 0) - countOf(subject, 'slow-request'));
    const isMany = open >= limits.slowConnections.count;
    const holds = isMany && (named || slow > 0);
    const waits = isMany && finished < open && leavesBytesWaiting(subject, open);
    if (slow < limits.slowRequests.count && !holds && !waits) return null;
    const person = browsesLikePerson(subject);
    const certain = holds && slow >= limits.slowRequests.count && !person && finished < open;
    const queued = subject.connections?.receiveQueued ?? 0;
    const seen = [
      ...(slow > 0 || !isMany ? [`${counted(slow, 'request')} not finished${within(limits.slowRequests.seconds)}`] : []),
      ...(open > 0 ? [`${counted(open, 'web connection')} held open`] : []),
      ...(waits ? [`${String(queued)} of them with a part of a request that waits for the rest`] : []),
    ];
    return {
      speaks: 'against',
      confidence: certain ? 'high' : person ? 'low' : 'medium',
      text: `${atLeastText(stretch)}${seen.join(', ')}.`,
      figures: { notFinished: slow, connections: open, queued, finished },
      limit: slow < limits.slowRequests.count ? 'slowConnections' : 'slowRequests',
    };
  },
};

/** Fewer others say nothing of whether the server itself hangs. */
const fewestOthers = 10;

/**
 * True where bytes wait in most of its connections, and in few of those of others: where they wait for everybody, it is the
 * server that does not read.
 */
function leavesBytesWaiting(subject: Subject, open: number): boolean {
  const { connections, queued } = subject.index.inbound;
  const own = subject.connections?.receiveQueued ?? 0;
  const others = connections - inboundOf(subject);
  return own * 2 >= open && others >= fewestOthers && (queued - own) * 4 < others;
}
