import { kindMeanings } from '../../model/kind-meaning.ts';
import type { Confidence, Verdict } from '../../model/verdict-report.ts';
import { mainSiteOf } from '../rules/logged-agents.ts';
import type { Weighed, Witnessed } from '../rules/rule.ts';
import { speaksForItself } from '../rules/speaks-for.ts';
import { isProxy, isVerified, type Subject } from '../rules/subject.ts';

export interface Judged {
  readonly verdict: Verdict;
  readonly confidence: Confidence;
}

/**
 * Joins what the rules saw. Malicious: one certain deed, deeds of two families, or a false or a tool's name with deeds beside
 * it; never volume, never anything that can be forged, alone. Suspicious: anything else against it, unless it is slight and
 * there is a person. Legitimate: only with something that speaks for it and nothing against. Unknown is a verdict too.
 * Then who it is limits how harsh it may get.
 */
export function verdictOf({ subject, weighed }: Witnessed): Judged {
  if (subject.own) return { verdict: 'legitimate', confidence: 'high' };
  return limitedByIdentity(verdictByDeeds(weighed), subject, weighed);
}

function verdictByDeeds(weighed: readonly Weighed[]): Judged {
  const against = weighed.filter(({ evidence }) => evidence.speaks === 'against');
  const deeds = against.filter(({ weight, evidence }) => weight === 'deed' && !evidence.forgeable);
  if (deeds.some(({ evidence }) => evidence.confidence === 'high')) return { verdict: 'malicious', confidence: 'high' };
  const families = new Set(deeds.filter(({ evidence }) => evidence.confidence === 'medium').map(({ family }) => family));
  const name = against.find(({ weight }) => weight === 'name');
  const namedWithDeeds = name !== undefined && (deeds.length > 0 || name.evidence.confidence !== 'low');
  if (families.size > 1 || namedWithDeeds) return { verdict: 'malicious', confidence: 'medium' };
  if (families.size > 0 || against.some(({ evidence }) => evidence.confidence !== 'low'))
    return { verdict: 'suspicious', confidence: 'medium' };
  const person = weighed.find(({ weight, evidence }) => weight === 'person' && evidence.speaks === 'for');
  if (name !== undefined || (against.length > 0 && person === undefined)) return { verdict: 'suspicious', confidence: 'low' };
  if (against.length > 0 || person === undefined) return { verdict: 'unknown', confidence: 'low' };
  return { verdict: 'legitimate', confidence: person.evidence.confidence };
}

/**
 * A verified service is legitimate whatever it asked for, for crawlers follow links that attackers laid; but none of them
 * guesses passwords or uses back doors, so that stays suspicious. Behind a proxy, a survey scanner's address or a private
 * address stands somebody who cannot be told from here: suspicious at most. So is a claimed crawler while DNS is being
 * asked, and an address that a service publishes as its own but that does not call itself so, unless it does what no crawler does.
 */
function limitedByIdentity(judged: Judged, subject: Subject, weighed: readonly Weighed[]): Judged {
  const noCrawlerDoes = weighed.some(isNoCrawlersDeed);
  if (speaksForItself(subject)) {
    const harsh = judged.verdict === 'malicious' || judged.verdict === 'suspicious';
    return harsh && noCrawlerDoes ? { verdict: 'suspicious', confidence: 'low' } : { verdict: 'legitimate', confidence: 'high' };
  }
  const hidden = isProxy(subject) || subject.private || isVerified(subject, 'scanner');
  const open = (subject.identity.status === 'checking' || isUnnamedCrawler(subject)) && !noCrawlerDoes;
  if (judged.verdict === 'malicious' && (hidden || open)) return { verdict: 'suspicious', confidence: 'medium' };
  return judged;
}

function isUnnamedCrawler({ identity: { status, by, kind, ranges }, behaviour, index }: Subject): boolean {
  if (status !== 'unverified' || by !== 'range' || kind === null || behaviour === null) return false;
  const isPublished = kindMeanings[kind].speaksFor === 'address' && kind !== 'fetcher';
  return isPublished && (ranges.some(({ isWhole }) => isWhole !== true) || !index.agentsAreLogged(mainSiteOf(behaviour)));
}

const isNoCrawlersDeed = ({ family, evidence }: Weighed): boolean =>
  evidence.speaks === 'against' && evidence.confidence !== 'low' && (family === 'login' || evidence.rule === 'shell-answered');
