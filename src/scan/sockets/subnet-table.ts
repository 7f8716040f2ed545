import type { SubnetConnections } from '../../model/connection-report.ts';
import { subnetOf } from '../../model/ip-address.ts';
import { addressOfWords } from './address-cache.ts';
import { compareAddresses, isIpv4In } from './address-words.ts';
import type { PeerTable } from './peer-table.ts';
import { topEntries } from './top-entries.ts';
import { WordTable } from './word-table.ts';

export interface SubnetList {
  readonly distinct: number;
  /** The subnets of other machines, busiest first, then those of this machine itself, each part cut. */
  readonly list: readonly SubnetConnections[];
}

/** What the counts of a subnet are. */
const membersAt = 0;
const connectionsAt = 1;

/** The /24s and /64s of the peers. One that holds peers of both kinds counts twice: other machines', and this machine's own. */
export function subnetsOf(peers: PeerTable, seed: number, top: number | null): SubnetList {
  const { addresses } = peers;
  const subnets = new WordTable(seed, addresses.size);
  for (let entry = 0; entry < addresses.size; entry++) {
    if (peers.connections(entry) === 0) continue;
    const subnet = addSubnet(subnets, peers, entry);
    subnets.addTo(subnet, membersAt, 1);
    subnets.addTo(subnet, connectionsAt, peers.connections(entry));
  }
  const isOwn = (subnet: number): boolean => ownMark(subnets, subnet) !== 0;
  const busier = (one: number, other: number): number =>
    subnets.count(other, connectionsAt) - subnets.count(one, connectionsAt) || compareAddresses(subnets, one, other);
  const part = (own: boolean): readonly number[] => topEntries(subnets.size, top, (subnet) => isOwn(subnet) === own, busier);
  const list = [...part(false), ...part(true)].map((subnet) => ({
    subnet: textOf(subnets, subnet),
    addresses: subnets.count(subnet, membersAt),
    connections: subnets.count(subnet, connectionsAt),
    own: isOwn(subnet),
  }));
  return { distinct: subnets.size, list };
}

/** The subnet of an address; the bits of the host are free and hold whether it is this machine itself. */
function addSubnet(subnets: WordTable, peers: PeerTable, entry: number): number {
  const { addresses } = peers;
  const own = peers.isOwn(entry) ? ownBit : 0;
  const [a, b] = [addresses.word(entry, 0), addresses.word(entry, 1)];
  if (isIpv4In(addresses, entry)) return subnets.add(a, b, addresses.word(entry, 2), (addresses.word(entry, 3) & networkBits) | own);
  return subnets.add(a, b, 0, own);
}

/** The first three bytes of a word of /proc/net; its last byte is the top one. */
const networkBits = 0x00ffffff;
const ownBit = 0x01000000;

const ownMark = (subnets: WordTable, subnet: number): number => subnets.word(subnet, 3) & ownBit;

function textOf(subnets: WordTable, subnet: number): string {
  const last = subnets.word(subnet, 3) & networkBits;
  return subnetOf(addressOfWords(subnets.word(subnet, 0), subnets.word(subnet, 1), subnets.word(subnet, 2), last));
}
