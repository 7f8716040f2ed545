import type { Sign, SignHit } from '../../model/behaviour.ts';
import type { LimitName, Limits } from '../limits.ts';
import { counted, listed, onSites, within } from '../words.ts';
import type { Rule, Sighting } from './rule.ts';
import { hitsOf, looksLikePerson, type Subject } from './subject.ts';
import { mostWithin, sitesOf } from './windows.ts';

/**
 * Never certain: a phone with an old password and an editor whose text a firewall rule dislikes look the same. An attacker can
 * write lines into nginx's error log, so hits from there are forgeable unless enough others stand beside them.
 */
function look(
  subject: Subject,
  sign: Sign,
  limit: LimitName,
  limits: Limits,
  text: (count: number, hits: readonly SignHit[]) => string,
): Sighting | null {
  const hits = sign === 'rule-hit' ? onePerRequest(hitsOf(subject, sign)) : hitsOf(subject, sign);
  const { count, seconds } = mostWithin(hits, limits[limit].seconds);
  if (count < limits[limit].count) return null;
  const sure = mostWithin(
    hits.filter((hit) => !hit.forgeable),
    limits[limit].seconds,
  ).count;
  const forgeable = sure < limits[limit].count;
  return {
    speaks: 'against',
    confidence: forgeable || looksLikePerson(subject) ? 'low' : 'medium',
    text: `${text(count, hits)}${onSites(sitesOf(hits))}${within(limits[limit].seconds)}, as the error log says${forgeable ? '; such lines can be forged' : ''}.`,
    figures: { hits: count, seconds, forgeable: count - Math.min(count, sure) },
    limit,
    forgeable,
  };
}

/** One bad request hits many rules at once: of those of one second, as many count as one rule was hit, which is once a request. */
function onePerRequest(hits: readonly SignHit[]): readonly SignHit[] {
  const kept: SignHit[] = [];
  const timesInSecond = new Map<string, number>();
  const keptInSecond = new Map<number | null, number>();
  for (const hit of [...hits].sort(inOneOrder)) {
    const rule = `${String(hit.epoch)} ${hit.what}`;
    const times = (timesInSecond.get(rule) ?? 0) + 1;
    timesInSecond.set(rule, times);
    const before = keptInSecond.get(hit.epoch) ?? 0;
    if (times <= before) continue;
    keptInSecond.set(hit.epoch, before + 1);
    kept.push(hit);
  }
  return kept;
}

/** By time, then what nobody could forge first, then by what they say: the same in whatever order logs were read. */
function inOneOrder(a: SignHit, b: SignHit): number {
  const byTime = (a.epoch ?? Infinity) - (b.epoch ?? Infinity);
  if (byTime !== 0 && !Number.isNaN(byTime)) return byTime;
  const [one, other] = [a, b].map(({ forgeable, what, site }) => `${forgeable ? '1' : '0'} ${what} ${site ?? ''}`);
  return (one ?? '') < (other ?? '') ? -1 : one === other ? 0 : 1;
}

export const wrongPasswords: Rule = {
  id: 'wrong-passwords',
  title: 'Wrong passwords for a protected folder',
  meaning: 'Somebody tries passwords for a folder that asks for one.',
  family: 'login',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) =>
    look(subject, 'auth-failure', 'passwords', limits, (count) => counted(count, 'wrong password or user', 'wrong passwords or users')),
};

export const firewallHits: Rule = {
  id: 'firewall-hits',
  title: 'Stopped by the web firewall',
  meaning: 'The web firewall (ModSecurity, or a limit of the server) objected to requests.',
  family: 'exploit',
  weight: 'deed',
  forgeable: false,
  look: (subject, limits) =>
    look(subject, 'rule-hit', 'firewallHits', limits, (count, hits) => {
      const rules = [...new Set(hits.map(({ what }) => what))].sort();
      return `${counted(count, 'hit')} of ${listed(rules)}`;
    }),
};
