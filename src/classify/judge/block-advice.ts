import type { JudgedAddress, Verdict } from '../../model/verdict-report.ts';
import { inboundOn, webPorts } from '../rules/ports.ts';
import type { Witnessed } from '../rules/rule.ts';
import { inboundOf, isProxy, isVerified, type Subject } from '../rules/subject.ts';

/**
 * True when visitors come through a proxy that hands their addresses on: the log shows theirs, the sockets show its. A
 * firewall never sees such a visitor.
 */
export function comesThroughProxy(witnessed: readonly Witnessed[]): (subject: Subject) => boolean {
  const web = witnessed.map(({ subject }) => ({ proxy: isProxy(subject), connections: subject.own ? 0 : inboundOn(subject, webPorts) }));
  const all = web.reduce((sum, { connections }) => sum + connections, 0);
  const throughProxy = web.reduce((sum, { proxy, connections }) => sum + (proxy ? connections : 0), 0);
  return (subject) => throughProxy > 0 && throughProxy * 2 >= all && inboundOf(subject) === 0 && (subject.behaviour?.requests ?? 0) > 0;
}

export function blockAdvice(subject: Subject, verdict: Verdict, throughProxy: boolean): JudgedAddress['blockAdvice'] {
  if (subject.own || subject.private) return 'own-or-private';
  if (isProxy(subject)) return 'proxy-in-front';
  if (isVerified(subject) && !isVerified(subject, 'scanner')) return 'verified-service';
  if (verdict === 'legitimate' || verdict === 'unknown') return 'nothing-against-it';
  return throughProxy ? 'proxy-in-front' : 'can-be-blocked';
}
