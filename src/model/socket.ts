import type { IpAddress } from './ip-address.ts';

/** State names as netstat(8) spells them; the numbers of proc(5) and the names of ss(8) are translated to these. */
export const socketStates = [
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'TIME_WAIT',
  'CLOSE',
  'CLOSE_WAIT',
  'LAST_ACK',
  'LISTEN',
  'CLOSING',
  'UNKNOWN',
] as const;
export type SocketState = (typeof socketStates)[number];

export type Protocol = 'tcp' | 'udp';

/** The program and system user that own a socket, as far as they could be read. */
export interface SocketOwner {
  readonly program: string | null;
  readonly pid: number | null;
  readonly uid: number | null;
  readonly user: string | null;
}

/**
 * One row of a socket table. `listening` covers TCP LISTEN and UDP sockets without a peer; such a row never counts as
 * a connection. For a listening TCP row `receiveQueue` is the accept queue (connections waiting to be accepted) and
 * `sendQueue` its limit (the backlog), null where the source does not tell; for every other row both are bytes.
 */
export interface SocketRow {
  readonly protocol: Protocol;
  /** 6 also for a dual-stack socket that serves an IPv4 peer. */
  readonly family: 4 | 6;
  readonly state: SocketState;
  readonly listening: boolean;
  readonly localAddress: IpAddress;
  readonly localPort: number;
  /** `0.0.0.0` or `::` with port 0 for a listening row. */
  readonly peerAddress: IpAddress;
  readonly peerPort: number;
  readonly receiveQueue: number | null;
  readonly sendQueue: number | null;
  readonly owner: SocketOwner | null;
}

export type SocketTableFormat = 'proc-net' | 'ss' | 'netstat';

/** What one reading of sockets gave: from this machine, or from text somebody captured. */
export interface SocketTable {
  readonly rows: readonly SocketRow[];
  /** Where it came from, in words: `/proc/net`, `ss`, or the names of the given files. */
  readonly source: string;
  readonly formats: readonly SocketTableFormat[];
  /** When it was read, ISO 8601; null for given text, which does not say. */
  readonly takenAt: string | null;
  /** Addresses of this machine; empty when they are not known (given text). */
  readonly ownAddresses: readonly IpAddress[];
  /** True when the table holds the listening sockets, so that the direction of a connection is known, not guessed. */
  readonly hasListeners: boolean;
  /** True when `receiveQueue` of listening TCP rows is the accept queue: so in all three formats, on Linux 2.6.18 and newer. */
  readonly hasAcceptQueue: boolean;
  readonly unparsedLines: number;
  /** The first few lines that were not understood, raw. */
  readonly unparsedSamples: readonly string[];
}
