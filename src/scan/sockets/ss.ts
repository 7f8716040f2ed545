/**
 * Rows of ss(8) of iproute2, as `ss -tuna` and its variants print them (`-H`, `-p`, `-e`, `-o`, with and without `-u`):
 *
 *   Netid State  Recv-Q Send-Q   Local Address:Port      Peer Address:Port  Process
 *   tcp   ESTAB  0      0      [2001:db8:1::a]:443  [2001:db8:2::7]:51234   users:(("nginx",pid=12,fd=3)) uid:33 ino:9 sk:1
 *
 * The Netid column is missing when only one kind of socket was asked for.
 */
import type { Protocol, SocketRow } from '../../model/socket.ts';
import type { AddressCache } from './address-cache.ts';
import { parseEndPoint } from './end-point.ts';
import { leadingWords } from './leading-words.ts';
import { type OwnerOf, ownerFromFacts } from './owner-of.ts';
import { ssOwnerFacts } from './ss-owner.ts';
import { stateBySsName } from './state-names.ts';

/** The row of a line recognised as one of ss, or undefined when it is none after all (names instead of numbers, say). */
export function parseSsRow(line: string, hasNetid: boolean, addresses: AddressCache, ownerOf: OwnerOf): SocketRow | undefined {
  const { words, rest } = leadingWords(line, hasNetid ? 6 : 5);
  const [stateName, receiveQueue, sendQueue, localText, peerText] = hasNetid ? words.slice(1) : words;
  if (stateName === undefined || localText === undefined || peerText === undefined) return undefined;
  const state = stateBySsName.get(stateName);
  const local = parseEndPoint(localText, addresses);
  const peer = parseEndPoint(peerText, addresses);
  if (state === undefined || local === undefined || peer === undefined) return undefined;

  // Without the Netid column nothing but UNCONN, the usual state of a UDP socket, tells the two protocols apart.
  const protocol: Protocol = (hasNetid ? words[0] === 'udp' : state === 'CLOSE') ? 'udp' : 'tcp';
  return {
    protocol,
    family: local.family === 6 || peer.family === 6 ? 6 : 4,
    state,
    listening: state === 'LISTEN' || (protocol === 'udp' && state === 'CLOSE' && peer.port === 0),
    localAddress: local.address,
    localPort: local.port,
    peerAddress: peer.address,
    peerPort: peer.port,
    receiveQueue: Number(receiveQueue),
    sendQueue: Number(sendQueue),
    owner: ownerFromFacts(ssOwnerFacts(rest), ownerOf),
  };
}
