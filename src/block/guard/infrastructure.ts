import type { IpAddress } from '../../model/ip-address.ts';
import { overlaps } from '../../model/ip-range.ts';
import { serviceName } from '../../model/service-names.ts';
import { type Check, type Finding, type OutboundPeer, refuse, warn } from './guard-facts.ts';
import { isOrHolds, named } from './names.ts';

/**
 * Ports of what a server cannot do without elsewhere: names, time, databases, files, copies, sign-in, the panels' own
 * cluster and licence, monitoring. A web or mail port called outward is common and says less.
 */
const infrastructurePorts: ReadonlySet<number> = new Set([
  22, 53, 88, 111, 123, 389, 636, 853, 873, 1433, 2049, 2086, 2087, 2089, 3260, 3306, 5224, 5432, 5666, 6379, 8443, 9200, 10050, 10051,
  11211, 27017, 33060,
]);

/** What this machine itself calls. Only a firewall cuts that off, so only a block for the whole server is asked about it. */
export const infrastructure: Check = ({ target, scope }, facts) => {
  if (scope.kind !== 'server') return [];
  const met = (addresses: readonly IpAddress[]): readonly IpAddress[] => addresses.filter((address) => overlaps(target, address));
  const peers = facts.outboundPeers.filter(({ address }) => overlaps(target, address));
  const [needed, called] = [peers.filter(isNeeded), peers.filter((peer) => !isNeeded(peer))];
  return [
    ...one(met(facts.resolvers), (list) =>
      refuse(
        'resolver',
        `${isOrHolds(target, `a resolver of this server, ${list}`)}: it could find no names any more.`,
        'Set another resolver first.',
      ),
    ),
    ...one(met(facts.gateways), (list) =>
      refuse(
        'gateway',
        `${isOrHolds(target, `the gateway of this server, ${list}`)}: it could lose its network.`,
        'Look behind the gateway for the real address.',
      ),
    ),
    ...one(met(facts.timeServers), (list) =>
      refuse(
        'time-server',
        `${isOrHolds(target, `a time server of this machine, ${list}`)}: its clock would drift.`,
        'Set another time server first.',
      ),
    ),
    ...one(needed.map(peerText), (list) =>
      refuse(
        'outbound-infrastructure',
        `This server itself is connected to ${list}: a database, a copy, a licence or another service may depend on it.`,
        'Find the program that calls it, and make sure that it is not needed.',
      ),
    ),
    ...one(called.map(peerText), (list) =>
      warn(
        'outbound-peer',
        `This server itself is connected to ${list}. The block would cut that too.`,
        'Find the program that calls it before you go on.',
      ),
    ),
  ];
};

const isNeeded = ({ port }: OutboundPeer): boolean => infrastructurePorts.has(port);

const one = (names: readonly string[], finding: (list: string) => Finding): readonly Finding[] =>
  names.length === 0 ? [] : [finding(named(names))];

function peerText({ address, port }: OutboundPeer): string {
  const service = serviceName(port);
  return `${address} (${service === null ? 'port' : `${service}, port`} ${port})`;
}
