import type { Protocol, SocketOwner, SocketRow } from '../../model/socket.ts';
import type { AddressCache } from './address-cache.ts';
import type { OwnerOf } from './owner-of.ts';
import { ProcRow } from './proc-row.ts';

const space = 0x20;

/**
 * The row of /proc/net whose slot colon (see `slotColon`) is at `slotEnd`, or undefined when the line is none.
 * `to` is the end of the line.
 */
export function parseProcRow(
  bytes: Uint8Array,
  slotEnd: number,
  to: number,
  protocol: Protocol,
  addresses: AddressCache,
  ownerOf: OwnerOf,
): SocketRow | undefined {
  const row = new ProcRow();
  if (!row.read(bytes, slotEnd, to, protocol)) return undefined;
  return socketRow(row, protocol, addresses, row.inode === 0 ? null : ownerOf(row.uid, row.inode));
}

/** A row of numbers as one of text. */
export const socketRow = (row: ProcRow, protocol: Protocol, addresses: AddressCache, owner: SocketOwner | null): SocketRow => ({
  protocol,
  family: row.family,
  state: row.state,
  listening: row.listening,
  localAddress: addresses.ofWords(row.local0, row.local1, row.local2, row.local3),
  localPort: row.localPort,
  peerAddress: addresses.ofWords(row.peer0, row.peer1, row.peer2, row.peer3),
  peerPort: row.peerPort,
  receiveQueue: row.receiveQueue,
  // For a listening row the kernel prints 0 here: the backlog is not in /proc/net.
  sendQueue: row.accepts ? null : row.sendQueue,
  owner,
});

/** tcp or udp by the number of words of a row: in text somebody captured the header may be missing, or lie above other rows. */
export function protocolByWords(bytes: Uint8Array, from: number, to: number): Protocol {
  let words = 0;
  for (let at = from; at < to; at++) {
    if (bytes[at] !== space && (at === from || bytes[at - 1] === space)) words++;
  }
  // A udp row ends in inode, ref, pointer, drops; a tcp row has no drops and up to five words more.
  return words === 13 ? 'udp' : 'tcp';
}
