import { counted, listed, percentOf } from '../words.ts';
import type { Family } from '../rules/rule.ts';
import { sitesOf } from '../rules/windows.ts';
import { countOf, hitsOf, isProxy } from '../rules/subject.ts';
import { type Case, type Cause, findingOf, type JudgedWitness, meansFor } from './case.ts';
import { byWhom, protectLogin, whatToDo } from './what-to-do.ts';

/** Attackers whose part of the load is a fifth or more: then they are the cause, and else somebody else is. */
export const loginAttackCause: Cause = (known) => {
  const members = new Set(known.findings.filter(({ rule }) => rule === 'distributed-login').flatMap(({ addresses }) => addresses));
  const attackers = known.addresses.filter((one) => members.has(one.subject.address) || (isSuspect(one) && hasDeed(one, 'login')));
  const percent = percentOfAll(attackers);
  if (!isDominant(percent, attackers, known)) return null;
  const visible = attackers.filter(({ subject }) => !isProxy(subject));
  const proxies = attackers.filter(({ subject }) => isProxy(subject));
  const sites = sitesOf(attackers.flatMap(({ subject }) => hitsOf(subject, 'login', 'xmlrpc')));
  const tries = attackers.reduce((sum, { subject }) => sum + countOf(subject, 'login', 'xmlrpc'), 0);
  const letIn = findingOf(known, 'login-succeeded')?.severity === 'alarm' ? ' A login succeeded after failures.' : '';
  const on = sites.length === 0 ? 'the sites' : listed(sites);
  return {
    id: 'login-attack',
    text: `Login attack on ${on} ${byWhom(visible, proxies)}: ${tries === 0 ? '' : `${counted(tries, 'try', 'tries')}, `}${percent}% of the requests.${letIn}${meansFor(known.slowness)}${members.size > 0 ? protectLogin : whatToDo(attackers)}`,
  };
};

export const oneAddressCause: Cause = (known) => {
  const busiest = known.addresses
    .filter(
      (one) =>
        isSuspect(one) ||
        (one.judged.verdict === 'unknown' &&
          !one.subject.own &&
          !one.subject.private &&
          !isProxy(one.subject) &&
          known.slowness.slow === 'yes'),
    )
    .sort((a, b) => b.share.part - a.share.part || (a.subject.address < b.subject.address ? -1 : 1))[0];
  if (busiest === undefined) return null;
  const percent = percentOfAll([busiest]);
  if (!isDominant(percent, [busiest], known)) return null;
  const { verdict, address } = busiest.judged;
  const judgedTo = verdict === 'unknown' ? '; whether it means harm is not known' : '';
  return {
    id: 'one-address',
    text: `One ${verdict === 'unknown' ? '' : `${verdict} `}address, ${address}, makes ${percent}% of the requests${judgedTo}.${meansFor(known.slowness)}${whatToDo([busiest])}`,
  };
};

export const manyAttackersCause: Cause = (known) => {
  const attackers = known.addresses.filter(isSuspect);
  const percent = percentOfAll(attackers);
  if (!isDominant(percent, attackers, known)) return null;
  return {
    id: 'attack',
    text: `${counted(attackers.length, 'suspect address', 'suspect addresses')} together make ${percent}% of the requests.${meansFor(known.slowness)}${whatToDo(attackers)}`,
  };
};

export const manyConnectionsCause: Cause = (known) => {
  const holder = known.addresses
    .filter((one) => isSuspect(one) && one.weighed.some(({ evidence }) => ['many-connections', 'half-open'].includes(evidence.rule)))
    .sort((a, b) => b.judged.connections - a.judged.connections)[0];
  if (holder === undefined) return null;
  const { address, connections } = holder.judged;
  return {
    id: 'one-address',
    text: `One address, ${address}, holds ${connections} of ${counted(known.scene.connections?.inbound ?? connections, 'incoming connection')}.${meansFor(known.slowness)}${whatToDo([holder])}`,
  };
};

const isSuspect = ({ judged, subject }: JudgedWitness): boolean =>
  (judged.verdict === 'malicious' || judged.verdict === 'suspicious') && !subject.private && !isProxy(subject);

const hasDeed = ({ weighed }: JudgedWitness, wanted: Family): boolean =>
  weighed.some(({ family, evidence }) => family === wanted && evidence.speaks === 'against' && evidence.confidence !== 'low');

export const percentOfAll = (addresses: readonly JudgedWitness[]): number =>
  percentOf(
    addresses.reduce((sum, { share }) => sum + share.part, 0),
    1,
  );

/** Requests a minute and for each core that can be the reason of a high load: one every six seconds. */
const fewestPerCore = 10;
/** Of so many minutes the requests are; of fewer where the logs began later. */
const longestMinutes = 10;

/** A fifth of all requests or more; where the load is high also enough of them to be its reason. */
export function isDominant(percent: number, addresses: readonly JudgedWitness[], { limits, slowness, scene }: Case): boolean {
  const requests = addresses.reduce((sum, { share }) => sum + share.requests, 0);
  const { fromEpoch, toEpoch } = scene.behaviours ?? { fromEpoch: null, toEpoch: null };
  const minutes = Math.min(longestMinutes, Math.max(1, ((toEpoch ?? 0) - (fromEpoch ?? 0)) / 60));
  const enough = slowness.highLoad ? fewestPerCore * minutes * (scene.machine?.cores ?? 1) : 0;
  return percent >= limits.dominantPercent.count && requests >= Math.max(enough, limits.loadRequests.count);
}
