import { isUnspecified } from '../../model/ip-address.ts';
import type { SocketRow } from '../../model/socket.ts';

/** Whether a row is a connection, a socket with a peer: listening sockets and bound ones that lead nowhere have none. */
export const hasPeer = (row: SocketRow): boolean => !row.listening && !(row.peerPort === 0 && isUnspecified(row.peerAddress));
