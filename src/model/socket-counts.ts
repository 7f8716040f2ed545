import type { AddressConnections, SubnetConnections } from './connection-report.ts';
import type { SocketOwner, SocketRow, SocketState, SocketTable } from './socket.ts';

/** What one local port carries. */
export interface PortCount {
  readonly port: number;
  readonly connections: number;
  readonly inbound: number;
  readonly halfOpen: number;
  /** Null for a port without connections. */
  readonly receiveQueueBytes: number | null;
}

/** The connections that are counted without their address, because there were too many addresses. */
export interface BeyondCount {
  readonly connections: number;
  readonly inbound: number;
}

/**
 * What was counted over the socket tables of this machine, without a row of them being kept: the same as a `SocketTable`
 * tells, once the question is known. Listening sockets are few and stay rows.
 */
export interface SocketCounts {
  readonly connections: number;
  readonly inbound: number;
  /** The part of both that the machine has with itself. */
  readonly own: { readonly connections: number; readonly inbound: number };
  readonly states: ReadonlyMap<SocketState, number>;
  readonly addresses: number;
  readonly subnets: number;
  /** The busiest other machines, then the busiest own addresses, each part cut as asked. */
  readonly byAddress: readonly AddressConnections[];
  readonly bySubnet: readonly SubnetConnections[];
  readonly localPorts: number;
  /** The busiest local ports, cut as asked. */
  readonly byLocalPort: readonly PortCount[];
  /** Listening sockets; those of the question's ports only, where it asks for one address. */
  readonly listeners: readonly SocketRow[];
  /** Listening sockets that are not among them, because there were too many. */
  readonly listenersBeyond: number;
  /** Shows the connections opened to other machines. `peer` is a number of that machine, null where it was not kept. */
  readonly eachOutbound: (visit: (peerPort: number, peer: number | null, owner: SocketOwner | null, connections: number) => void) => void;
  /** Shows the connections that the peer has closed and the program here has not. */
  readonly eachCloseWait: (visit: (owner: SocketOwner | null, connections: number) => void) => void;
  /** Null when every address was kept. */
  readonly beyond: BeyondCount | null;
}

/** What one reading of this machine gave, counted: everything a `SocketTable` says but the rows. */
export interface CountedSockets extends Pick<SocketTable, 'source' | 'takenAt' | 'hasListeners' | 'unparsedLines' | 'unparsedSamples'> {
  readonly counts: SocketCounts;
}
