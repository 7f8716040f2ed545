import { linesByRule } from '../classify/rules/shown-by.ts';
import type { Limits } from '../classify/limits.ts';
import type { AddressBehaviour, Behaviours } from '../model/behaviour.ts';
import type { IpAddress } from '../model/ip-address.ts';
import { onlyOnce } from '../model/problem.ts';
import type { AddressDetail, JudgedAddress } from '../model/verdict-report.ts';
import type { ReadBehaviours } from '../sources/behaviours/read-behaviours.ts';
import { judgementOf } from './judge-reading.ts';
import { lookClosely, peersJudged, peersToLookAt } from './look-closely.ts';
import { reviewAccessClosely, spanOfReview } from './review-access.ts';
import { reviewErrors } from './review-errors.ts';
import type { JudgeNeeds, WholeNeeds, WholeQuestion } from './whole-needs.ts';

/**
 * The verdict on one address, with what it did: the same as in the overview. Whether an address is one of many that act
 * together, was answered what everybody is answered, or makes a good part of the load does not show in its own requests: where
 * these say anything at all, it is judged among all who stand out. Most addresses are visitors, and one look is enough.
 */
export async function reviewAddress(
  needs: WholeNeeds,
  question: Pick<WholeQuestion, 'window' | 'site'>,
  address: IpAddress,
): Promise<AddressDetail> {
  const { window, site } = question;
  const connections = needs.connections === null ? null : await needs.connections(peersJudged);
  const table = connections?.ok === true ? connections.value : null;
  const errors = await reviewErrors(needs.errors, { window, site, address, top: null });
  const { span } = await spanOfReview(needs.access, window);
  const alone = await lookClosely(needs, question, span, { addresses: [address], leftOut: 0 }, [address]);
  const read = isTelling(alone.behaviours.addresses[0], needs.judging.limits)
    ? await lookAtAll(needs, question, address, peersToLookAt(table))
    : alone;
  const { addresses } = judgementOf(needs.judging, { table, errors, read, accessLogsRead: true }, null);
  const judgement = addresses.find((one) => one.address === address) ?? nothingKnown(address, needs.judging);
  const problems = onlyOnce([
    ...needs.access.problems,
    ...errors.files.flatMap(({ problem }) => problem ?? []),
    ...read.problems,
    ...(connections?.ok === false ? [connections.problem] : []),
    ...needs.judging.problems,
  ]);
  return { ...detailOf(address, judgement, read.behaviours), problems };
}

const isTelling = (did: AddressBehaviour | undefined, limits: Limits): boolean =>
  did !== undefined && (Object.keys(did.signs).length > 0 || did.mostPerTenMinutes >= limits.loadRequests.count);

/** Everybody who stands out in the same logs, this one and these first. */
async function lookAtAll(
  needs: WholeNeeds,
  question: Pick<WholeQuestion, 'window' | 'site'>,
  address: IpAddress,
  peers: readonly IpAddress[],
): Promise<ReadBehaviours> {
  const { window, site } = question;
  const { span, candidates } = await reviewAccessClosely(
    needs.access,
    { window, key: 'target', top: 1, site, address: null, page: null },
    { named: [address, ...peers] },
  );
  return lookClosely(needs, question, span, candidates, [address]);
}

const nothingKnown = (address: IpAddress, judging: JudgeNeeds): JudgedAddress => ({
  address,
  verdict: 'unknown',
  confidence: 'low',
  causesLoad: false,
  connections: 0,
  requests: 0,
  identity: judging.identityOf(address, [], null),
  network: judging.networkOf(address),
  blockAdvice: 'nothing-against-it',
  evidence: [],
});

function detailOf(address: IpAddress, judgement: JudgedAddress, behaviours: Behaviours): Omit<AddressDetail, 'problems'> {
  const did: AddressBehaviour | undefined = behaviours.addresses.find((one) => one.address === address);
  return {
    judged: judgement,
    sites: did?.sites ?? [],
    paths: did?.paths ?? [],
    agents: did?.agents ?? [],
    statuses: did?.statuses ?? {},
    minutes: (did?.minutes ?? []).map(({ fromEpoch, requests }) => ({ from: new Date(fromEpoch * 1000).toISOString(), requests })),
    minuteSeconds: did?.minuteSeconds ?? 60,
    samples: (did?.samples ?? []).map(({ line }) => line),
    samplesByRule: linesByRule(judgement.evidence, did?.samples ?? []),
  };
}
