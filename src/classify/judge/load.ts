import type { AddressBehaviour, Behaviours } from '../../model/behaviour.ts';
import type { ConnectionReport } from '../../model/connection-report.ts';
import type { Limits } from '../limits.ts';
import { inboundOf, type Subject } from '../rules/subject.ts';

/** How many requests an address made, and what part of all that is. */
export interface Share {
  readonly requests: number;
  /** 0 to 1. */
  readonly part: number;
}

/** The share of an address in the whole window. */
export const shareOfWindow = ({ behaviour }: Subject, behaviours: Behaviours | null): Share => {
  const requests = behaviour?.requests ?? 0;
  return { requests, part: part(requests, behaviours?.requests ?? 0) };
};

/**
 * The share of an address in the last ten minutes: those before now, or for logs given by hand the last of what was read. What
 * ended half an hour ago does not make a server slow now. Those that are no candidates are only known in sum, so
 * their requests are taken as spread evenly over the window.
 */
export function recentShares(behaviours: Behaviours | null, limits: Limits, nowEpoch: number | null): (subject: Subject) => Share {
  if (behaviours === null) return () => ({ requests: 0, part: 0 });
  const seconds = limits.loadPercent.seconds ?? 600;
  const to = nowEpoch ?? behaviours.toEpoch ?? 0;
  const span = Math.max(to - (behaviours.fromEpoch ?? to), seconds);
  const recent = new Map(behaviours.addresses.map((behaviour) => [behaviour, recentRequests(behaviour, to, seconds, span)]));
  const known = behaviours.addresses.reduce((sum, { requests }) => sum + requests, 0);
  const others = (Math.max(0, behaviours.requests - known) * seconds) / span;
  const all = [...recent.values()].reduce((sum, requests) => sum + requests, others);
  return ({ behaviour }) => {
    const requests = behaviour === null ? 0 : (recent.get(behaviour) ?? recentRequests(behaviour, to, seconds, span));
    return { requests, part: part(requests, all) };
  };
}

function recentRequests(behaviour: AddressBehaviour, to: number, seconds: number, span: number): number {
  const { minuteSeconds, requests, lastEpoch } = behaviour;
  // Minutes are made when somebody looks at them; of whoever left long ago nobody needs to.
  if (lastEpoch !== null && lastEpoch + minuteSeconds <= to - seconds) return 0;
  const { minutes } = behaviour;
  if (minutes.length === 0) return (requests * seconds) / span;
  return minutes.reduce((sum, minute) => sum + (minute.fromEpoch + minuteSeconds > to - seconds ? minute.requests : 0), 0);
}

/** Whether it can be a reason of slowness: a hundredth of the requests of the last minutes, or many connections. */
export function makesLoad(
  subject: Subject,
  { requests, part: share }: Share,
  connections: ConnectionReport | null,
  limits: Limits,
): boolean {
  const held = inboundOf(subject);
  const manyHeld = held >= limits.loadConnections.count && held * 20 >= (connections?.inbound ?? 0);
  return manyHeld || (requests >= limits.loadRequests.count && share * 100 >= limits.loadPercent.count);
}

const part = (some: number, all: number): number => (all <= 0 ? 0 : Math.min(1, some / all));
