import type { SubnetConnections } from '../../model/connection-report.ts';
import { type IpAddress, subnetOf } from '../../model/ip-address.ts';
import { subnetOrder } from './address-order.ts';
import { busiest } from './busiest.ts';
import type { PeerCount } from './peers.ts';

interface SubnetTally {
  /** Some address in it. The subnet itself is worked out for those that are shown. */
  readonly member: IpAddress;
  readonly own: boolean;
  readonly order: string;
  addresses: number;
  connections: number;
}

/** The /24s and /64s of the peers. One that holds peers of both kinds counts twice: other machines', and this machine's own. */
export function countSubnets(peers: readonly PeerCount[]): readonly SubnetTally[] {
  const foreign = new Map<string, SubnetTally>();
  const owned = new Map<string, SubnetTally>();
  for (const { address, own, order, connections } of peers) {
    const subnets = own ? owned : foreign;
    const key = subnetOrder(order);
    let subnet = subnets.get(key);
    if (subnet === undefined) {
      subnet = { member: address, own, order: key, addresses: 0, connections: 0 };
      subnets.set(key, subnet);
    }
    subnet.addresses++;
    subnet.connections += connections;
  }
  return [...foreign.values(), ...owned.values()];
}

/** The subnets of other machines, busiest first, then those of this machine itself, each part cut to `top`. */
export function bySubnet(subnets: readonly SubnetTally[], top: number | null): readonly SubnetConnections[] {
  const foreign = subnets.filter(({ own }) => !own);
  const own = subnets.filter((subnet) => subnet.own);
  return [...busiest(foreign, top), ...busiest(own, top)].map(({ member, addresses, connections, own }) => ({
    subnet: subnetOf(member),
    addresses,
    connections,
    own,
  }));
}
