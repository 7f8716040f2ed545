import { isUnspecified } from '../../model/ip-address.ts';
import type { SocketRow } from '../../model/socket.ts';

/** A socket with a peer, and which way it was opened. */
export interface Connection {
  readonly row: SocketRow;
  /** True when the peer opened it, false when this machine did. */
  readonly inbound: boolean;
  /** True when the peer is this machine itself. */
  readonly own: boolean;
}

/** Whether a row has a peer: listening sockets and bound ones that lead nowhere have none. */
export const hasPeer = (row: SocketRow): boolean => !row.listening && !(row.peerPort === 0 && isUnspecified(row.peerAddress));
