import type { SubnetConnections } from '../../model/connection-report.ts';
import { type IpAddress, subnetOf } from '../../model/ip-address.ts';
import { addressOrder } from './address-order.ts';
import { busiest, type Counted } from './busiest.ts';
import type { PeerCount } from './by-address.ts';

interface Subnet extends SubnetConnections, Counted {
  addresses: number;
  connections: number;
}

/**
 * The /24s and /64s of the peers: those of other machines, busiest first, then those of this machine itself. One that
 * holds both is in the list twice, each time with its part.
 */
export function countSubnets(peers: readonly PeerCount[]): readonly Subnet[] {
  const subnets = new Map<string, Subnet>();
  for (const { address, own, connections } of peers) {
    const subnet = subnetOf(address);
    const key = own ? `own ${subnet}` : subnet;
    const known = subnets.get(key);
    if (known === undefined) {
      const network = subnet.slice(0, subnet.indexOf('/')) as IpAddress;
      subnets.set(key, { subnet, addresses: 1, connections, own, order: addressOrder(network) });
    } else {
      known.addresses++;
      known.connections += connections;
    }
  }
  return [...subnets.values()];
}

/** The lists by subnet, each part cut to `top`. */
export function bySubnet(subnets: readonly Subnet[], top: number | null): readonly SubnetConnections[] {
  const foreign = subnets.filter(({ own }) => !own);
  const own = subnets.filter((subnet) => subnet.own);
  return [...busiest(foreign, top), ...busiest(own, top)].map(({ subnet, addresses, connections, own }) => ({
    subnet,
    addresses,
    connections,
    own,
  }));
}
