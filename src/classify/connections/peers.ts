import type { IpAddress } from '../../model/ip-address.ts';
import { addressOrder } from './address-order.ts';
import type { IsOwn } from './own-addresses.ts';

/** How many connections a peer has; the base of the lists by address and by subnet. */
export interface PeerCount {
  readonly address: IpAddress;
  /** True when the peer is this machine itself. */
  readonly own: boolean;
  readonly order: string;
  connections: number;
}

export type Peers = Map<IpAddress, PeerCount>;

/** Counts one connection of a peer. What is true of every connection of a peer is worked out at its first. */
export function countPeer(peers: Peers, address: IpAddress, isOwn: IsOwn): PeerCount {
  let peer = peers.get(address);
  if (peer === undefined) {
    peer = { address, own: isOwn(address), order: addressOrder(address), connections: 0 };
    peers.set(address, peer);
  }
  peer.connections++;
  return peer;
}
