import type { Problem } from './problem.ts';
import type { SocketState } from './socket.ts';

/** Connections by state; states with none are left out. */
export type StateCounts = Partial<Record<SocketState, number>>;

export interface AddressConnections {
  /** The peer, canonical; IPv4-mapped addresses are shown as IPv4. */
  readonly address: string;
  readonly connections: number;
  readonly inbound: number;
  readonly outbound: number;
  /** Inbound connections whose handshake is not complete (SYN_RECV). */
  readonly halfOpen: number;
  /** Inbound connections with bytes that the program here has not read yet; also a half-sent request that it waits to be whole. */
  readonly receiveQueued: number;
  /** True when the peer is this machine itself. */
  readonly own: boolean;
  readonly states: StateCounts;
  /** Connections by local port (for inbound ones the service they reached). */
  readonly localPorts: Readonly<Record<string, number>>;
  /** Connections on further local ports, which were too many to be told apart; 0 but on a flooded machine. */
  readonly otherLocalPorts: number;
}

export interface SubnetConnections {
  /** /24 or /64 in CIDR text. */
  readonly subnet: string;
  /** Distinct peer addresses in it. */
  readonly addresses: number;
  readonly connections: number;
  /** True for the part that is this machine itself: a subnet with own and foreign peers is listed twice. */
  readonly own: boolean;
}

/** The queue of connections that wait to be accepted by a program. */
export interface AcceptQueue {
  readonly waiting: number;
  /** Null when the source does not tell: /proc/net and netstat give the waiting ones only. */
  readonly limit: number | null;
  /** Null when it cannot be said, because some wait and the limit is not known. */
  readonly full: boolean | null;
}

export interface PortConnections {
  readonly port: number;
  /** Name of the service usual on this port, or null. */
  readonly service: string | null;
  /** Connections with this local port, both directions. */
  readonly connections: number;
  /** Listening sockets on this port. */
  readonly listening: number;
  readonly inbound: number;
  readonly halfOpen: number;
  /** Bytes received and not yet read by the program, summed over the port's connections; null when not known. */
  readonly receiveQueueBytes: number | null;
  /** The fullest listener on this port; null when the source does not tell. */
  readonly acceptQueue: AcceptQueue | null;
  /** Programs that listen here, where readable. */
  readonly programs: readonly string[];
}

/** A user and a program of this machine, and how many connections are theirs. A user without a name is given by number. */
export interface OwnerConnections {
  readonly user: string | null;
  readonly program: string | null;
  readonly connections: number;
}

/** Connections this machine opened, by the port they go to. */
export interface OutboundPort {
  readonly port: number;
  readonly service: string | null;
  readonly connections: number;
  /** Distinct peers. */
  readonly addresses: number;
  /** Who opened them, where readable, most first. */
  readonly owners: readonly OwnerConnections[];
}

export interface StateConnections {
  readonly state: SocketState;
  readonly connections: number;
}

/**
 * Answer of `connections`. Every list is sorted by connections, most first, and cut to the asked length; `distinct`
 * says how many there were. The JSON of the command is this object as it stands.
 */
export interface ConnectionReport {
  /** ISO 8601, or null when the text given does not say. */
  readonly takenAt: string | null;
  readonly source: string;
  /** All sockets with a peer; listening ones are never among them. total = inbound + outbound. */
  readonly total: number;
  readonly inbound: number;
  readonly outbound: number;
  /** Listening TCP sockets and UDP sockets without a peer. */
  readonly listening: number;
  readonly established: number;
  readonly halfOpen: number;
  /** The part of the totals that this machine has with itself (web server to PHP, to its database). */
  readonly own: { readonly connections: number; readonly inbound: number; readonly outbound: number };
  /** True when the source holds no listening sockets, so that the direction was guessed from the port numbers. */
  readonly directionGuessed: boolean;
  readonly unparsed: number;
  readonly unparsedSamples: readonly string[];
  readonly problems: readonly Problem[];
  /**
   * Connections of peers that are in no list by address or subnet, because there were more distinct peers than are told
   * apart; they are in every other figure. `distinct` then counts the others only. Null when every peer was kept.
   */
  readonly beyond: { readonly connections: number; readonly inbound: number; readonly outbound: number } | null;
  readonly distinct: { readonly addresses: number; readonly subnets: number; readonly localPorts: number };
  /** Peers that are other machines, most connections first; this machine's own addresses come after them. */
  readonly byAddress: readonly AddressConnections[];
  readonly bySubnet: readonly SubnetConnections[];
  readonly byLocalPort: readonly PortConnections[];
  readonly outboundByPort: readonly OutboundPort[];
  readonly byState: readonly StateConnections[];
  /** Whose program has not closed what its peer has closed (CLOSE_WAIT), most first: one that piles them up has hung. */
  readonly closeWaitByOwner: readonly OwnerConnections[];
}
