import { standsForOthers } from '../../model/identity.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import type { Finding, JudgedAddress, Verdict, VerdictReport } from '../../model/verdict-report.ts';
import { addressOrder } from '../connections/address-order.ts';
import { type Limits, shownLimit } from '../limits.ts';
import type { FindingDraft, ServerRule, Witnessed } from '../rules/rule.ts';
import type { Scene } from '../rules/scene.ts';
import { serverRules } from '../rules/server/all-server-rules.ts';
import { inboundOf } from '../rules/subject.ts';
import { blockAdvice, comesThroughProxy } from './block-advice.ts';
import type { JudgedWitness } from './case.ts';
import { causeOf } from './cause.ts';
import { makesLoad, recentShares, shareOfWindow } from './load.ts';
import { slownessOf } from './slowness.ts';
import { type IdentityOf, subjectsOf } from './subjects.ts';
import { verdictOf } from './verdict.ts';
import { witness } from './witness.ts';

/** What was read, who is who, and by which limits to judge. Nothing here is changed, nothing looked up. */
export interface JudgeInput extends Scene {
  readonly identityOf: IdentityOf;
  readonly ownAddresses: readonly IpAddress[];
  readonly limits: Limits;
  /** Length of the list of addresses; null = all. */
  readonly top: number | null;
}

/** `leftOut` are candidates that nobody looked at; addresses cut from the list are still among `judged.addresses`. */
export type Judgement = Pick<VerdictReport, 'cause' | 'findings' | 'addresses' | 'judged'>;

/**
 * Who is friend, who is foe, and what is wrong with this server. The answer does not depend on the order of what was read.
 * `network` of an address is left null: it is somebody else's to fill in.
 */
export function judge(input: JudgeInput): Judgement {
  const { limits, behaviours, connections } = input;
  const witnessed = subjectsOf(input, input.identityOf, input.ownAddresses)
    .map((subject) => witness(subject, limits))
    .sort(inAddressOrder);
  const findings = findingsOf(input, witnessed, limits);
  const recentShare = recentShares(behaviours, limits, input.nowEpoch);
  const throughProxy = comesThroughProxy(witnessed);
  const addresses = witnessed.map((one): JudgedWitness => {
    const { subject } = one;
    const { verdict, confidence } = verdictOf(one);
    const recent = recentShare(subject);
    const judged: JudgedAddress = {
      address: subject.address,
      verdict,
      confidence,
      causesLoad: makesLoad(subject, recent, connections, limits),
      connections: inboundOf(subject),
      requests: subject.behaviour?.requests ?? 0,
      identity: subject.identity,
      network: null,
      blockAdvice: blockAdvice(subject, verdict, throughProxy(subject)),
      evidence: one.weighed.map(({ evidence }) => evidence),
    };
    return { ...one, judged, share: input.nowEpoch === null ? shareOfWindow(subject, behaviours) : recent };
  });
  const sorted = addresses.map(({ judged }) => judged).sort(suspectsFirst);
  return {
    cause: causeOf({ scene: input, addresses, findings, slowness: slownessOf(input, findings), limits }),
    findings,
    addresses: input.top === null ? sorted : sorted.slice(0, input.top),
    judged: {
      addresses: sorted.length,
      malicious: countOf(sorted, 'malicious'),
      suspicious: countOf(sorted, 'suspicious'),
      leftOut: behaviours?.candidatesLeftOut ?? 0,
    },
  };
}

const findingOf = (rule: ServerRule, draft: FindingDraft, limits: Limits): Finding => ({
  rule: rule.id,
  severity: draft.severity,
  title: rule.title,
  meaning: rule.meaning,
  text: draft.text,
  confidence: draft.confidence ?? rule.confidence,
  figures: draft.figures,
  limit: shownLimit(draft.limit ?? rule.limit, limits),
  forgeable: rule.forgeable,
  about: draft.about,
  addresses: draft.addresses,
  advice: draft.advice,
});

/** Alarms first; among equals in the order of the rules. */
const findingsOf = (scene: Scene, witnessed: readonly Witnessed[], limits: Limits): readonly Finding[] =>
  serverRules
    .flatMap((rule) => rule.look(scene, witnessed, limits).map((draft) => findingOf(rule, draft, limits)))
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));

const severities = ['alarm', 'warning', 'note'] as const;
const verdicts = ['malicious', 'suspicious', 'unknown', 'legitimate'] as const;
const confidences = ['high', 'medium', 'low'] as const;

const inAddressOrder = (a: Witnessed, b: Witnessed): number => (addressOrder(a.subject.address) < addressOrder(b.subject.address) ? -1 : 1);

const countOf = (addresses: readonly JudgedAddress[], wanted: Verdict): number =>
  addresses.filter(({ verdict }) => verdict === wanted).length;

/**
 * Malicious, then suspicious; proxies, of whom nobody can be blocked, after whoever can; what makes load first; the friends last.
 * Those that are alike stay in the order of addresses.
 */
function suspectsFirst(a: JudgedAddress, b: JudgedAddress): number {
  const byVerdict = verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict);
  if (byVerdict !== 0) return byVerdict;
  const suspect = a.verdict === 'malicious' || a.verdict === 'suspicious';
  return (
    (suspect ? Number(standsForOthers(a.identity)) - Number(standsForOthers(b.identity)) : 0) ||
    (suspect ? Number(b.causesLoad) - Number(a.causesLoad) : 0) ||
    (suspect ? confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence) : 0) ||
    b.requests + b.connections - (a.requests + a.connections)
  );
}
