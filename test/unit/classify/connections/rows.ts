import { type IpAddress, parseIpAddress } from '../../../../src/model/ip-address.ts';
import type { SocketRow, SocketTable } from '../../../../src/model/socket.ts';

export function address(text: string): IpAddress {
  const parsed = parseIpAddress(text);
  if (parsed === undefined) throw new Error(`no address: ${text}`);
  return parsed;
}

/** A connection of 192.0.2.10, unless told otherwise. */
export const connection = (localPort: number, peer: string, peerPort: number, rest: Partial<SocketRow> = {}): SocketRow => ({
  protocol: 'tcp',
  family: peer.includes(':') ? 6 : 4,
  state: 'ESTABLISHED',
  listening: false,
  localAddress: address(peer.includes(':') ? '2001:db8:10::10' : '192.0.2.10'),
  localPort,
  peerAddress: address(peer),
  peerPort,
  receiveQueue: 0,
  sendQueue: 0,
  owner: null,
  ...rest,
});

/** A listening TCP socket with an empty accept queue of 511, unless told otherwise. */
export const listener = (local: string, localPort: number, rest: Partial<SocketRow> = {}): SocketRow => ({
  protocol: 'tcp',
  family: local.includes(':') ? 6 : 4,
  state: 'LISTEN',
  listening: true,
  localAddress: address(local),
  localPort,
  peerAddress: address(local.includes(':') ? '::' : '0.0.0.0'),
  peerPort: 0,
  receiveQueue: 0,
  sendQueue: 511,
  owner: null,
  ...rest,
});

export const table = (rows: readonly SocketRow[], rest: Partial<SocketTable> = {}): SocketTable => ({
  rows,
  source: 'test',
  formats: ['proc-net'],
  takenAt: null,
  ownAddresses: [],
  hasListeners: rows.some((row) => row.listening),
  hasAcceptQueue: true,
  unparsedLines: 0,
  unparsedSamples: [],
  ...rest,
});
