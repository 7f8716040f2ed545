import type { SocketCounts } from '../../model/socket-counts.ts';
import { byLocalPort, type LocalPorts, noteListener, takePorts } from './by-local-port.ts';
import { byOwner, countOwner, type OwnerTallies } from './by-owner.ts';
import { byState } from './by-state.ts';
import { countOutbound, outboundByPort, type OutboundPorts } from './outbound-by-port.ts';
import type { SocketTally } from './tally-sockets.ts';

/** What was counted over the tables of this machine, made ready to show; the same as `tallySockets` says of their rows. */
export function tallyCounts(counts: SocketCounts, top: number | null): SocketTally {
  const { connections, inbound, own, states, beyond } = counts;
  const ports: LocalPorts = new Map();
  takePorts(ports, counts.byLocalPort);
  for (const listener of counts.listeners) if (ports.has(listener.localPort)) noteListener(ports, listener);
  const outbound: OutboundPorts = new Map();
  counts.eachOutbound((peerPort, peer, owner, count) => {
    countOutbound(outbound, peerPort, peer, owner, count);
  });
  const closeWait: OwnerTallies = new Map();
  counts.eachCloseWait((owner, count) => {
    countOwner(closeWait, owner, count);
  });
  return {
    total: connections,
    inbound,
    outbound: connections - inbound,
    listening: counts.listeners.length + counts.listenersBeyond,
    established: states.get('ESTABLISHED') ?? 0,
    halfOpen: states.get('SYN_RECV') ?? 0,
    own: { ...own, outbound: own.connections - own.inbound },
    beyond: beyond === null ? null : { ...beyond, outbound: beyond.connections - beyond.inbound },
    distinct: { addresses: counts.addresses, subnets: counts.subnets, localPorts: counts.localPorts },
    byAddress: counts.byAddress,
    bySubnet: counts.bySubnet,
    byLocalPort: byLocalPort(ports, top),
    outboundByPort: outboundByPort(outbound, top),
    byState: byState(new Map(states)),
    closeWaitByOwner: byOwner(closeWait, top),
  };
}
