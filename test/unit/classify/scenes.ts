import { defaultLimits } from '../../../src/classify/limits.ts';
import { type Judgement, type JudgeInput, judge } from '../../../src/classify/judge/judge.ts';
import {
  type AddressBehaviour,
  type Behaviours,
  type GroupBehaviour,
  noUserNames,
  type Sign,
  type SignHit,
  type SiteBehaviour,
} from '../../../src/model/behaviour.ts';
import type { AddressConnections, ConnectionReport } from '../../../src/model/connection-report.ts';
import type { ErrorGroup, ErrorReport } from '../../../src/model/error-report.ts';
import { type Identity, noIdentity, type ServiceKind } from '../../../src/model/identity.ts';
import { type IpAddress, parseIpAddress } from '../../../src/model/ip-address.ts';
import type { JudgedAddress } from '../../../src/model/verdict-report.ts';

/** Small made-up scenes: everything that is not said is nothing, so that a case shows only what it is about. */

/** 22 November 2026, 10:00 UTC. */
export const noon = 1_795_341_600;

export function ip(text: string): IpAddress {
  const address = parseIpAddress(text);
  if (address === undefined) throw new Error(`no address: ${text}`);
  return address;
}

export const attacker = ip('203.0.113.66');
export const agent = 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0';

export const hit = (what: string, atSecond: number, more: Partial<SignHit> = {}): SignHit => ({
  epoch: noon + atSecond,
  site: 'alice.example',
  what,
  method: 'GET',
  status: 404,
  agent,
  forgeable: false,
  ...more,
});

/** `count` hits, one every `every` seconds; `what` may differ for each. */
export const hits = (count: number, every: number, what: (at: number) => string, more: Partial<SignHit> = {}): readonly SignHit[] =>
  Array.from({ length: count }, (_, at) => hit(what(at), at * every, more));

export const logins = (count: number, everySeconds: number, status = 200): readonly SignHit[] =>
  hits(count, everySeconds, () => '/wp-login.php', { method: 'POST', status });

export const signs = (of: Partial<Record<Sign, readonly SignHit[]>>): AddressBehaviour['signs'] =>
  Object.fromEntries(Object.entries(of).map(([sign, list]) => [sign, { count: list.length, hits: list.slice(0, 500) }]));

export function behaviour(address: IpAddress, more: Partial<AddressBehaviour> = {}): AddressBehaviour {
  const signed = Object.values(more.signs ?? {}).reduce((sum, { count }) => sum + count, 0);
  const requests = more.requests ?? Math.max(1, signed + (more.assets ?? 0) + (more.pagesServed ?? 0));
  return {
    address,
    requests,
    firstEpoch: noon,
    lastEpoch: noon + 600,
    assets: 0,
    assetsServed: more.assets ?? 0,
    pagesServed: 0,
    mostPerMinute: Math.min(requests, 60),
    mostPerTenMinutes: requests,
    statuses: {},
    methods: {},
    sites: [{ site: 'alice.example', requests }],
    distinctSites: 1,
    agents: [{ agent, requests }],
    distinctAgents: 1,
    mostAgentsPerMinute: 1,
    frontPages: 0,
    cronCalls: 0,
    refusedPaths: [],
    distinctRefusedPaths: 0,
    paths: null,
    signs: {},
    loginsAfterFailures: [],
    loginsAtOnce: 0,
    userNames: noUserNames,
    forms: [],
    worksInAdmin: false,
    refusedByUs: 0,
    minutes: [],
    minuteSeconds: 60,
    samples: [],
    ...more,
  };
}

export const behaviours = (addresses: readonly AddressBehaviour[], more: Partial<Behaviours> = {}): Behaviours => ({
  addresses,
  groups: [],
  sites: [],
  requests: addresses.reduce((sum, { requests }) => sum + requests, 0),
  fromEpoch: noon,
  toEpoch: noon + 600,
  candidates: addresses.length,
  candidatesLeftOut: 0,
  ...more,
});

export const site = (more: Partial<SiteBehaviour> = {}): SiteBehaviour => ({
  site: 'alice.example',
  requests: 1000,
  busiestMinute: 20,
  usualMinute: 10,
  busiestMinuteEpoch: noon,
  dynamic: 500,
  serverErrors: 0,
  ...more,
});

export const group = (addresses: readonly IpAddress[], more: Partial<GroupBehaviour> = {}): GroupBehaviour => ({
  sign: 'login',
  site: 'alice.example',
  path: '/wp-login.php',
  agent,
  addresses,
  requests: 7 * addresses.length,
  firstEpoch: noon,
  lastEpoch: noon + 43_200,
  ...more,
});

export const peer = (address: string, more: Partial<AddressConnections> = {}): AddressConnections => {
  const inbound = more.inbound ?? more.connections ?? 1;
  return {
    address,
    connections: inbound + (more.outbound ?? 0),
    inbound,
    outbound: 0,
    halfOpen: 0,
    receiveQueued: 0,
    otherLocalPorts: 0,
    own: false,
    states: { ESTABLISHED: inbound },
    localPorts: { 443: inbound },
    ...more,
  };
};

export function connections(byAddress: readonly AddressConnections[], more: Partial<ConnectionReport> = {}): ConnectionReport {
  const sum = (of: (one: AddressConnections) => number): number => byAddress.reduce((all, one) => all + of(one), 0);
  return {
    takenAt: new Date((noon + 600) * 1000).toISOString(),
    source: '/proc/net',
    total: sum((one) => one.connections),
    inbound: sum((one) => one.inbound),
    outbound: sum((one) => one.outbound),
    listening: 3,
    established: sum((one) => one.states.ESTABLISHED ?? 0),
    halfOpen: sum((one) => one.halfOpen),
    own: { connections: 0, inbound: 0, outbound: 0 },
    directionGuessed: false,
    unparsed: 0,
    unparsedSamples: [],
    problems: [],
    distinct: { addresses: byAddress.length, subnets: byAddress.length, localPorts: 1 },
    byAddress,
    bySubnet: [],
    byLocalPort: [],
    outboundByPort: [],
    byState: [],
    beyond: null,
    closeWaitByOwner: [],
    ...more,
  };
}

export const errorGroup = (more: Partial<ErrorGroup>): ErrorGroup => ({
  source: 'apache',
  code: null,
  level: 'error',
  message: '',
  count: 1,
  first: new Date(noon * 1000).toISOString(),
  last: new Date((noon + 590) * 1000).toISOString(),
  sites: [],
  clients: [],
  distinctSites: 0,
  distinctClients: 0,
  approximate: false,
  sample: '',
  meaning: null,
  advice: null,
  important: true,
  ...more,
});

export const errors = (...groups: readonly ErrorGroup[]): ErrorReport => ({
  window: { name: '1h', from: null, to: null },
  from: null,
  to: null,
  bytes: 0,
  lines: groups.length,
  unparsed: 0,
  unparsedSamples: [],
  continued: 0,
  outside: 0,
  files: [],
  filesTooOld: 0,
  leftAside: { files: 0, paths: [] },
  distinctGroups: groups.length,
  groups,
});

export const verified = (service: string, kind: ServiceKind): Identity => ({
  ...noIdentity,
  claim: service,
  status: 'verified',
  kind,
  service,
  by: 'range',
  listDate: '2026-08-22',
  ranges: [{ service, kind }],
});

export const claims = (service: string, status: 'unverified' | 'fake' | 'checking'): Identity => ({
  ...noIdentity,
  claim: service,
  status,
  kind: 'search',
});

export interface SceneParts extends Partial<Omit<JudgeInput, 'identityOf'>> {
  readonly identities?: Readonly<Record<string, Identity>>;
}

export const inputOf = ({ identities = {}, ...parts }: SceneParts): JudgeInput => ({
  behaviours: null,
  accessLogsRead: (parts.behaviours ?? null) !== null,
  connections: null,
  errors: null,
  mailSenders: null,
  machine: null,
  nowEpoch: null,
  ownAddresses: [ip('192.0.2.1')],
  limits: defaultLimits,
  top: null,
  ...parts,
  identityOf: (address) => identities[address] ?? noIdentity,
});

export const judged = (parts: SceneParts): Judgement => judge(inputOf(parts));

/** What is said of one address in a scene where it is alone. */
export function judgeOne(one: AddressBehaviour, parts: SceneParts = {}): JudgedAddress {
  const found = judged({ behaviours: behaviours([one]), ...parts }).addresses.find(({ address }) => address === one.address);
  if (found === undefined) throw new Error('not judged');
  return found;
}

/** An owner, an editor, a visitor: pages with their images and styles. */
export const person = { assets: 40, pagesServed: 8 } as const;
