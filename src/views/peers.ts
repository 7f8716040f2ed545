import type { AddressConnections, ConnectionReport } from '../model/connection-report.ts';
import { type Identity, noIdentity, standsForOthers } from '../model/identity.ts';
import { serviceName } from '../model/service-names.ts';
import type { WindowName } from '../model/time-window.ts';
import { shortIdentityText, subnetIdentityText } from './identity-text.ts';
import { barPercent, count, counted, type Quantity, quantity, shareText } from './numbers.ts';
import { blockTargetOf } from '../model/block-target.ts';
import { endAddresses, parseIpRange } from '../model/ip-range.ts';
import { addressTarget, blockTarget, blockTargetOfPeer, type PageTarget } from './page-target.ts';
import { servingPorts } from './ports.ts';
import { type Ranking, ranking } from './ranking.ts';

/** One peer and what it is connected to. */
export interface PeerRow {
  readonly address: string;
  readonly target: PageTarget | null;
  /** Where it is blocked; null for this machine itself, and for a proxy that others come through. */
  readonly block: PageTarget | null;
  /** True when the peer is this machine itself. */
  readonly own: boolean;
  /** Who it is, where that is known or claimed. */
  readonly identity: string | null;
  /** `HTTPS 214, SSH 2`: what its inbound connections reach. */
  readonly reaches: string;
  /** `ESTABLISHED 210, TIME_WAIT 6`. */
  readonly states: string;
  readonly inbound: Quantity;
  readonly outbound: Quantity;
  readonly halfOpen: Quantity;
  readonly connections: Quantity;
  readonly share: string;
  readonly bar: number;
}

/** Peers, most connections first. `window` is the span of time of the page that each row leads to. */
export function peerRows(
  report: ConnectionReport,
  window: WindowName,
  identities: ReadonlyMap<string, Identity> = new Map(),
): readonly PeerRow[] {
  // The machine's connections with itself would dwarf everybody else's bars.
  const most = report.byAddress.reduce((longest, peer) => (peer.own ? longest : Math.max(longest, peer.connections)), 0);
  const serving = new Set(servingPorts(report).map((port) => port.port));
  return report.byAddress.map((peer) => ({
    address: peer.address,
    target: addressTarget(peer.address, window),
    block: peer.own || standsForOthers(identities.get(peer.address) ?? noIdentity) ? null : blockTargetOfPeer(peer.address),
    own: peer.own,
    identity: shortIdentityText(identities.get(peer.address) ?? noIdentity),
    reaches: reachesText(peer, serving),
    states: Object.entries(peer.states)
      .map(([state, connections]) => `${state} ${count(connections)}`)
      .join(', '),
    inbound: quantity(peer.inbound),
    outbound: quantity(peer.outbound),
    halfOpen: quantity(peer.halfOpen),
    connections: quantity(peer.connections),
    share: shareText(peer.connections, report.total),
    bar: peer.own ? 0 : barPercent(peer.connections, most),
  }));
}

const portsNamed = 3;

function reachesText(peer: AddressConnections, serving: ReadonlySet<number>): string {
  if (peer.inbound === 0) return '';
  // Where connections go both ways, the passing local ports of the outbound ones are among these.
  const ports = Object.entries(peer.localPorts)
    .filter(([port]) => peer.outbound === 0 || serving.has(Number(port)))
    .sort(([, a], [, b]) => b - a);
  const named = ports.slice(0, portsNamed).map(([port, connections]) => `${portName(Number(port))} ${count(connections)}`);
  const left = ports.length - named.length;
  return left === 0 ? named.join(', ') : `${named.join(', ')} and ${counted(left, 'other port')}`;
}

const portName = (port: number): string => serviceName(port) ?? `port ${port}`;

/** Null where the name of a subnet is none that can be blocked, and where others come through it. */
function subnetBlock(subnet: string, identity: Identity): PageTarget | null {
  const target = blockTargetOf(subnet);
  return target === undefined || standsForOthers(identity) ? null : blockTarget(target);
}

/** The first and the last address of each listed subnet: whose both are is whose the subnet is. */
export const subnetEnds = ({ bySubnet }: Pick<ConnectionReport, 'bySubnet'>): readonly string[] =>
  bySubnet.flatMap(({ subnet }) => endsOf(subnet));

function endsOf(subnet: string): readonly string[] {
  const range = parseIpRange(subnet);
  return range === undefined ? [] : endAddresses(range);
}

function subnetIdentity(subnet: string, identities: ReadonlyMap<string, Identity>): Identity {
  const [first = noIdentity, last = noIdentity] = endsOf(subnet).map((address) => identities.get(address) ?? noIdentity);
  return first.service === last.service ? first : noIdentity;
}

/** Peers by the /24 or /64 they sit in. @param identities also of {@link subnetEnds} */
export function subnetRanking(
  report: ConnectionReport,
  more: PageTarget | null,
  identities: ReadonlyMap<string, Identity> = new Map(),
): Ranking {
  return ranking(
    { id: 'subnets', caption: 'By subnet', keyHeading: 'Subnet', countHeading: 'Connections', empty: 'Nobody is connected.' },
    report.bySubnet.map((each) => {
      const identity = subnetIdentity(each.subnet, identities);
      const who = each.own ? 'this server' : subnetIdentityText(identity);
      return {
        key: each.subnet,
        count: each.connections,
        block: each.own ? null : subnetBlock(each.subnet, identity),
        remark: [counted(each.addresses, 'address', 'addresses'), ...(who === null ? [] : [who])].join(', '),
      };
    }),
    { whole: report.total, distinct: report.distinct.subnets, more, countErrorBound: 0 },
  );
}
