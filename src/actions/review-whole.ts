import { judge, type Judgement } from '../classify/judge/judge.ts';
import type { Limits } from '../classify/limits.ts';
import { linesByRule } from '../classify/rules/shown-by.ts';
import type { AccessReport } from '../model/access-report.ts';
import type { AddressBehaviour, Behaviours } from '../model/behaviour.ts';
import type { ConnectionReport } from '../model/connection-report.ts';
import type { ErrorReport } from '../model/error-report.ts';
import type { Identity } from '../model/identity.ts';
import { type IpAddress, parseIpAddress } from '../model/ip-address.ts';
import type { MailSenders } from '../model/mail-senders.ts';
import type { Problem } from '../model/problem.ts';
import { ok, type Result } from '../model/result.ts';
import type { MachineFacts } from '../model/sources-report.ts';
import { type TimeSpan, spanEndingAt } from '../model/time-window.ts';
import type { AddressDetail, JudgedAddress, VerdictReport } from '../model/verdict-report.ts';
import { type ReadBehaviours, readBehaviours } from '../sources/behaviours/read-behaviours.ts';
import { newestErrorStamp } from '../sources/error-logs/newest-stamp.ts';
import { usualErrorLimits } from '../sources/error-logs/read-error-logs.ts';
import { cutConnections, cutErrors } from './cut-reports.ts';
import { type AccessNeeds, reviewAccessClosely, spanOfReview } from './review-access.ts';
import { type ErrorNeeds, reviewErrors } from './review-errors.ts';
import type { VerdictQuestion, WatchMaker, WholeReview } from './reviews.ts';

/** What judging takes beside the logs. */
export interface JudgeNeeds {
  /** `seenEpoch`: when it was seen last, seconds since 1970; null for now. */
  readonly identityOf: (address: IpAddress, agents: readonly string[], seenEpoch: number | null) => Identity;
  readonly networkOf: (address: IpAddress) => JudgedAddress['network'];
  readonly ownAddresses: readonly IpAddress[];
  readonly limits: Limits;
  /** How busy the machine is; null for logs from elsewhere. */
  readonly machine: Pick<MachineFacts, 'cores' | 'loadAverage'> | null;
  /** Seconds since 1970; null for logs given by hand, which tell nothing of now. */
  readonly nowEpoch: number | null;
  /** Who handed mail to the mail server of this machine; asked where much goes out. */
  readonly mailSenders: () => MailSenders | null;
  /** Why it is not judged as somebody once set. */
  readonly problems: readonly Problem[];
  /** Whether a 403 of this address at this second was one of our own blocks at work. */
  readonly isRefusedByUs?: (address: string, epoch: number) => boolean;
}

export interface WholeNeeds {
  readonly access: AccessNeeds;
  readonly errors: ErrorNeeds;
  /** The sockets, with lists of that length; null where there are none to be read. */
  readonly connections: ((top: number) => Promise<Result<ConnectionReport, Problem>>) | null;
  readonly judging: JudgeNeeds;
  readonly watch?: WatchMaker | undefined;
}

export interface WholeQuestion extends VerdictQuestion {
  readonly key: 'target' | 'path';
  /** Length of all lists but that of verdicts, where nobody looks at them (those of everything take 100 MB); else as `top`. */
  readonly lists?: number;
}

/** `connections` is null where there are none to be read. */
export type ReviewedWhole = Omit<WholeReview, 'connections'> & { readonly connections: WholeReview['connections'] | null };

/** Peers that are judged by their connections. */
const peersJudged = 2_000;
/** From so many connections on an address is looked at in the logs whatever it did there. */
const connectionsToLookAt = 5;

/** Reads sockets and logs, looks closely at whoever stands out, and judges: everything that an overview shows. */
export async function reviewWhole(needs: WholeNeeds, question: WholeQuestion): Promise<ReviewedWhole> {
  const { window, site, key, top } = question;
  const lists = question.lists ?? top;
  const connections = needs.connections === null ? null : await needs.connections(peersJudged);
  const table = connections?.ok === true ? connections.value : null;
  const errors = await reviewErrors(watched(needs.errors, needs.watch, 'Error logs'), { window, site, address: null, top: null });
  const reviewed = await reviewAccessClosely(
    watched(needs.access, needs.watch, 'Access logs'),
    { window, key, top: lists, site, address: null, page: null },
    { named: peersToLookAt(table) },
  );
  const read = await lookClosely(needs, question, reviewed.span, reviewed.candidates);
  const shown = table === null ? null : cutConnections(table, lists);
  return {
    connections: shown === null ? connections : ok(shown),
    access: reviewed.report,
    errors: cutErrors(errors, lists),
    verdicts: verdictsOf(needs, { table, errors, read, accessLogsRead: wasRead(reviewed.report) }, reviewed.report, top),
    identities: identitiesOf([...(shown?.byAddress ?? []), ...reviewed.report.addresses], read.behaviours, needs.judging),
  };
}

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

const watched = <Needs extends AccessNeeds | ErrorNeeds>(needs: Needs, watch: WatchMaker | undefined, what: string): Needs => {
  if (watch === undefined) return needs;
  const { onProgress, shouldStop } = watch(what);
  const stop = needs.shouldStop;
  return { ...needs, onProgress, shouldStop: () => shouldStop() || (stop?.() ?? false) };
};

const peersToLookAt = (table: ConnectionReport | null): readonly IpAddress[] =>
  (table?.byAddress ?? [])
    .filter(({ own, inbound, halfOpen }) => !own && (inbound >= connectionsToLookAt || halfOpen > 0))
    .flatMap(({ address }) => parseIpAddress(address) ?? []);

async function lookClosely(
  { access, errors, judging, watch }: WholeNeeds,
  { window, site }: Pick<WholeQuestion, 'window' | 'site'>,
  span: TimeSpan,
  candidates: { readonly addresses: readonly IpAddress[]; readonly leftOut: number },
  inDetail: readonly IpAddress[] = [],
): Promise<ReadBehaviours> {
  const stop = access.shouldStop;
  const watching = watch?.('Suspects');
  const ofSite = <Log extends { readonly site: string | null }>(logs: readonly Log[]): readonly Log[] =>
    site === null ? logs : logs.filter((log) => log.site === null || log.site === site);
  return readBehaviours({
    logs: ofSite(access.logs),
    errorLogs: ofSite(errors.logs),
    candidates,
    inDetail,
    span,
    errorSpan: errors.windowEnd.at === 'now' ? spanEndingAt(window, errors.windowEnd.epoch) : await spanOfErrors(errors, window),
    areLive: access.windowEnd.at === 'now',
    nameSite: access.nameSite,
    seed: access.seed,
    domains: errors.domains,
    ...(judging.isRefusedByUs === undefined ? {} : { isRefusedByUs: judging.isRefusedByUs }),
    ...(watching === undefined ? {} : { onProgress: watching.onProgress }),
    shouldStop: () => (watching?.shouldStop() ?? false) || (stop?.() ?? false),
  });
}

async function spanOfErrors({ logs, shouldStop }: ErrorNeeds, window: VerdictQuestion['window']): Promise<TimeSpan> {
  const newest = window === 'all' ? null : await newestErrorStamp(logs, usualErrorLimits, shouldStop ?? (() => false));
  return newest === null ? spanEndingAt('all', 0) : spanEndingAt(window, newest);
}

/** Nobody looks at longer lists, and programs find the judged ones among the verdicts. */
const mostIdentities = 2_000;

function identitiesOf(
  addresses: readonly { readonly address: string }[],
  behaviours: Behaviours,
  { identityOf }: JudgeNeeds,
): ReadonlyMap<string, Identity> {
  const listed = addresses.slice(0, mostIdentities);
  const wanted = new Set(listed.map(({ address }) => address));
  // Lists of agents are made when somebody looks, so only those that are needed.
  const agents = new Map(behaviours.addresses.flatMap((one) => (wanted.has(one.address) ? [[one.address as string, one.agents]] : [])));
  return new Map(
    listed.flatMap(({ address }): [string, Identity][] => {
      const parsed = parseIpAddress(address);
      const known = (agents.get(address) ?? []).map(({ agent }) => agent);
      return parsed === undefined ? [] : [[address, identityOf(parsed, known, null)]];
    }),
  );
}

interface Read {
  readonly table: ConnectionReport | null;
  readonly errors: ErrorReport;
  readonly read: ReadBehaviours;
  readonly accessLogsRead: boolean;
}

/** True where there was a log to be read, even if nothing in it was of the time asked for. */
const wasRead = ({ files, filesTooOld }: Pick<AccessReport | ErrorReport, 'files' | 'filesTooOld'>): boolean =>
  filesTooOld > 0 || files.some(({ problem, lines }) => problem === undefined || lines > 0);

const mailGoesOut = (table: ConnectionReport | null, { spamOut }: Limits): boolean =>
  table?.outboundByPort.some(({ port, connections }) => port === 25 && connections >= spamOut.count) ?? false;

function judgementOf(judging: JudgeNeeds, { table, errors, read, accessLogsRead }: Read, top: number | null): Judgement {
  const { behaviours } = read;
  const did = new Map(behaviours.addresses.map((one) => [one.address, one]));
  const judgement = judge({
    behaviours,
    accessLogsRead,
    connections: table,
    errors: wasRead(errors) ? errors : null,
    mailSenders: mailGoesOut(table, judging.limits) ? judging.mailSenders() : null,
    machine: judging.machine,
    nowEpoch: judging.nowEpoch,
    identityOf: (address) => {
      const known = did.get(address);
      return judging.identityOf(
        address,
        (known?.agents ?? []).map(({ agent }) => agent),
        known?.lastEpoch ?? null,
      );
    },
    ownAddresses: judging.ownAddresses,
    limits: judging.limits,
    top,
  });
  return { ...judgement, addresses: judgement.addresses.map((one) => withNetwork(one, judging)) };
}

function verdictsOf({ judging, access: { windowEnd } }: WholeNeeds, read: Read, access: AccessReport, top: number | null): VerdictReport {
  return {
    takenAt: windowEnd.at === 'now' ? new Date(windowEnd.epoch * 1000).toISOString() : null,
    window: { name: access.window.name, from: access.window.from ?? access.from, to: access.window.to ?? access.to },
    ...judgementOf(judging, read, top),
    totals: { connections: read.table?.total ?? null, requests: access.parsed, errorLines: read.errors.lines },
    problems: onlyOnce([
      ...access.files.flatMap(({ problem }) => problem ?? []),
      ...read.errors.files.flatMap(({ problem }) => problem ?? []),
      ...read.read.problems,
      ...judging.problems,
    ]),
  };
}

function withNetwork(one: JudgedAddress, { networkOf }: JudgeNeeds): JudgedAddress {
  const address = parseIpAddress(one.address);
  return address === undefined ? one : { ...one, network: networkOf(address) };
}

/** Both passes stumble over the same file. */
function onlyOnce(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
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
