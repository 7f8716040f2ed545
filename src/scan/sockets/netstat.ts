/**
 * Rows of netstat(8) of net-tools, as `netstat -ntu`, `-tuna` and their variants with `-p`, `-e`, `-o` and `-W` print them:
 *
 *   Proto Recv-Q Send-Q Local Address           Foreign Address         State       User  Inode  PID/Program name
 *   tcp6       0      0 192.0.2.10:443          198.51.100.7:51234      ESTABLISHED 33    12345  812/nginx: worker
 */
import type { Protocol, SocketRow } from '../../model/socket.ts';
import type { AddressCache } from './address-cache.ts';
import { parseEndPoint } from './end-point.ts';
import { leadingWords } from './leading-words.ts';
import { parseNetstatTail } from './netstat-owner.ts';
import { type OwnerOf, ownerFromFacts } from './owner-of.ts';

/** Characters of an address column without `-W`; a longer address is cut so that it fits together with its colon and port. */
const columnWidth = 23;

/**
 * How the addresses of a row fit their column. `full` ones may have been cut: what is left of a cut IPv6 address is often
 * a valid address of somebody else, so such a row says nothing until another row shows that the table was written wide.
 */
export type AddressFit = 'short' | 'full' | 'wide';

/** How wide the addresses of a netstat row are. IPv4 always fits. */
export function addressFit(line: string): AddressFit {
  const [, , , local = '', peer = ''] = leadingWords(line, 5).words;
  if (local.length > columnWidth || peer.length > columnWidth) return 'wide';
  return fillsColumn(local) || fillsColumn(peer) ? 'full' : 'short';
}

const fillsColumn = (text: string): boolean => text.length === columnWidth && text.indexOf(':') !== text.lastIndexOf(':');

/** The row of a line recognised as one of netstat, or undefined when it is none after all (names instead of numbers, say). */
export function parseNetstatRow(line: string, addresses: AddressCache, ownerOf: OwnerOf): SocketRow | undefined {
  const { words, rest } = leadingWords(line, 5);
  const [name, receiveQueue, sendQueue, localText, peerText] = words;
  if (name === undefined || localText === undefined || peerText === undefined) return undefined;
  const local = parseEndPoint(localText, addresses);
  const peer = parseEndPoint(peerText, addresses);
  if (local === undefined || peer === undefined) return undefined;

  const protocol: Protocol = name.startsWith('udp') ? 'udp' : 'tcp';
  const { state, owner } = parseNetstatTail(rest);
  const accepts = protocol === 'tcp' && state === 'LISTEN';
  return {
    protocol,
    family: name.endsWith('6') || local.family === 6 ? 6 : 4,
    state,
    listening: accepts || (protocol === 'udp' && state === 'CLOSE' && peer.port === 0),
    localAddress: local.address,
    localPort: local.port,
    peerAddress: peer.address,
    peerPort: peer.port,
    receiveQueue: Number(receiveQueue),
    // netstat has its figures from /proc/net, which says 0 for the backlog it does not tell.
    sendQueue: accepts && Number(sendQueue) === 0 ? null : Number(sendQueue),
    owner: ownerFromFacts(owner, ownerOf),
  };
}
