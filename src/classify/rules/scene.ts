import type { Behaviours, GroupBehaviour, SiteBehaviour } from '../../model/behaviour.ts';
import type { ConnectionReport } from '../../model/connection-report.ts';
import type { ErrorGroup, ErrorReport } from '../../model/error-report.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import type { MailSenders } from '../../model/mail-senders.ts';
import type { MachineFacts } from '../../model/sources-report.ts';
import type { Limits } from '../limits.ts';
import { groupsByAddress } from './alike-group.ts';
import { type FrontPageCrowd, frontPageCrowdsBy } from './front-page-crowds.ts';
import { loggedAgents } from './logged-agents.ts';
import { type LoneTries, loneTriesBy } from './lone-tries.ts';
import { type NeighboursByAddress, neighboursBy } from './neighbours.ts';
import { askersOf, doesLittleElse, probesOf } from './probes.ts';
import { type SpreadFlood, spreadFloodsBy } from './spread-floods.ts';

/** Everything that was read; null is "not read", never "nothing there". */
export interface Scene {
  readonly behaviours: Behaviours | null;
  /** False where no access log was read: then `behaviours` holds what error logs say of clients, and counts no request. */
  readonly accessLogsRead: boolean;
  readonly connections: ConnectionReport | null;
  readonly errors: ErrorReport | null;
  /** Who handed mail over; null where nobody looked, which is done where much mail goes out. */
  readonly mailSenders: MailSenders | null;
  readonly machine: Pick<MachineFacts, 'cores' | 'loadAverage'> | null;
  /** Seconds since 1970 when it was read; null for logs given by hand, which tell nothing of now. */
  readonly nowEpoch: number | null;
}

/** What access logs say; null where none was read. */
export const requestsIn = ({ behaviours, accessLogsRead }: Scene): Behaviours | null => (accessLogsRead ? behaviours : null);

/** Sites by name, groups by member: looked up once for all addresses. */
export interface SceneIndex {
  readonly sites: ReadonlyMap<string | null, SiteBehaviour>;
  readonly groups: ReadonlyMap<string, readonly GroupBehaviour[]>;
  /** Inbound connections of the other address in the middle; null when there are too few others to compare with. */
  readonly usualConnections: number | null;
  /** Of all inbound connections of other machines: how many there are, and how many have bytes that nobody here has read yet. */
  readonly inbound: { readonly connections: number; readonly queued: number };
  /** Clients that error groups name for unfinished requests (AH01382). */
  readonly slowClients: ReadonlySet<string>;
  /** Missing scripts, and tries at WordPress' login, of whole subnets. */
  readonly scriptsBySubnet: NeighboursByAddress;
  readonly loginsBySubnet: NeighboursByAddress;
  /** Missing scripts of addresses that do little else. */
  readonly probesBySubnet: NeighboursByAddress;
  /** How many addresses asked for a missing script. */
  readonly scriptAskers: ReadonlyMap<string, number>;
  /** Whether the log of a site names user agents: where it does not, nobody is nameless. */
  readonly agentsAreLogged: (site: string | null) => boolean;
  /** Of addresses that did nothing but try a login. */
  readonly loneTries: ReadonlyMap<IpAddress, readonly LoneTries[]>;
  /** Of addresses that ask for one page past its cache and for nothing else. */
  readonly spreadFloods: ReadonlyMap<IpAddress, readonly SpreadFlood[]>;
  /** Of addresses that ask for a front page, many times a minute, and for nothing else. */
  readonly frontPageCrowds: ReadonlyMap<IpAddress, FrontPageCrowd>;
}

export function indexScene({ behaviours, connections, errors }: Scene): SceneIndex {
  const visitors = (connections?.byAddress ?? []).filter(({ own, inbound }) => !own && inbound > 0);
  return {
    sites: new Map((behaviours?.sites ?? []).map((site) => [site.site, site])),
    groups: groupsByAddress(behaviours?.groups ?? []),
    usualConnections: middle(visitors.map(({ inbound }) => inbound)),
    inbound: {
      connections: visitors.reduce((sum, { inbound }) => sum + inbound, 0),
      queued: visitors.reduce((sum, { receiveQueued }) => sum + receiveQueued, 0),
    },
    slowClients: new Set((errors?.groups ?? []).filter(({ code }) => code === 'AH01382').flatMap(({ clients }) => clients)),
    scriptsBySubnet: neighboursBy(behaviours?.addresses ?? [], ({ signs }) =>
      (signs['missing-script']?.hits ?? []).filter(({ status }) => status !== null && status !== 500),
    ),
    loginsBySubnet: neighboursBy(behaviours?.addresses ?? [], ({ signs }) => signs.login?.hits ?? []),
    probesBySubnet: neighboursBy((behaviours?.addresses ?? []).filter(doesLittleElse), probesOf),
    scriptAskers: askersOf(behaviours?.addresses ?? []),
    agentsAreLogged: loggedAgents(behaviours?.addresses ?? []),
    loneTries: loneTriesBy(behaviours?.addresses ?? []),
    spreadFloods: spreadFloodsBy(behaviours?.addresses ?? []),
    frontPageCrowds: frontPageCrowdsBy(behaviours?.addresses ?? []),
  };
}

const fewestToCompare = 4;

function middle(numbers: readonly number[]): number | null {
  if (numbers.length < fewestToCompare) return null;
  return [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] ?? null;
}

/** True when a group of errors tells of now: its last line is at most `limits.recent` old. Unknown times and moments are not. */
export function isRecent(group: ErrorGroup, { nowEpoch }: Scene, limits: Limits): boolean {
  if (nowEpoch === null || group.last === null) return false;
  const age = nowEpoch - Date.parse(group.last) / 1000;
  return age <= (limits.recent.seconds ?? Infinity);
}
