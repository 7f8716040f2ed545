/** Random rows of socket tables and how the kernel, ss and netstat print them: written from their sources, apart from our parsers. */
import fc from 'fast-check';
import { type IpAddress, parseIpAddress } from '../../src/model/ip-address.ts';
import type { Protocol, SocketRow, SocketState } from '../../src/model/socket.ts';

/** An address by its bytes: 4, or 16 as the kernel keeps them for IPv6 sockets (IPv4-mapped ones included). */
type Bytes = readonly number[];

export interface RandomRow {
  readonly protocol: Protocol;
  readonly state: SocketState;
  readonly local: Bytes;
  readonly localPort: number;
  readonly peer: Bytes;
  readonly peerPort: number;
  readonly receiveQueue: number;
  readonly sendQueue: number;
  readonly uid: number;
  readonly inode: number;
}

const stateNames: Readonly<Record<string, readonly [number: string, ssName: string]>> = {
  ESTABLISHED: ['01', 'ESTAB'],
  SYN_SENT: ['02', 'SYN-SENT'],
  SYN_RECV: ['03', 'SYN-RECV'],
  FIN_WAIT1: ['04', 'FIN-WAIT-1'],
  FIN_WAIT2: ['05', 'FIN-WAIT-2'],
  TIME_WAIT: ['06', 'TIME-WAIT'],
  CLOSE: ['07', 'UNCONN'],
  CLOSE_WAIT: ['08', 'CLOSE-WAIT'],
  LAST_ACK: ['09', 'LAST-ACK'],
  LISTEN: ['0A', 'LISTEN'],
  CLOSING: ['0B', 'CLOSING'],
};
const nameIn = (state: SocketState, column: 0 | 1): string => stateNames[state]?.[column] ?? 'none';

const mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255];
const isMapped = (bytes: Bytes): boolean => bytes.length === 16 && mapped.every((byte, index) => bytes[index] === byte);

const byte = fc.nat(255);
const ipv4 = fc.tuple(fc.constantFrom([192, 0, 2], [198, 51, 100], [203, 0, 113]), byte).map(([network, last]) => [...network, last]);
const ipv6 = fc.array(fc.oneof(byte, fc.constant(0)), { minLength: 12, maxLength: 12 }).map((tail) => [0x20, 0x01, 0x0d, 0xb8, ...tail]);
/** Both ends of one socket, of one family. */
const ends = fc.oneof(
  fc.tuple(ipv4, ipv4),
  fc.tuple(ipv6, ipv6),
  fc.tuple(ipv4, ipv4).map(([local, peer]): [number[], number[]] => [
    [...mapped, ...local],
    [...mapped, ...peer],
  ]),
);

const port = fc.integer({ min: 1, max: 65_535 });
const queue = fc.oneof(fc.constant(0), fc.nat(0x7fffffff));
const connected = [
  'ESTABLISHED',
  'SYN_SENT',
  'SYN_RECV',
  'FIN_WAIT1',
  'FIN_WAIT2',
  'TIME_WAIT',
  'CLOSE_WAIT',
  'LAST_ACK',
  'CLOSING',
] as const;

const connection = fc
  .record({
    ends,
    localPort: port,
    peerPort: port,
    receiveQueue: queue,
    sendQueue: queue,
    uid: fc.nat(70_000),
    inode: port,
    state: fc.constantFrom(...connected),
    udp: fc.boolean(),
  })
  .map(({ ends: [local, peer], udp, state, ...rest }): RandomRow => {
    if (udp) return { ...rest, local, peer, protocol: 'udp', state: 'ESTABLISHED' };
    const orphan = state === 'TIME_WAIT' || state === 'SYN_RECV' ? { uid: 0, inode: 0 } : {};
    return { ...rest, ...orphan, local, peer, protocol: 'tcp', state };
  });

const listening = fc
  .record({
    ends,
    anywhere: fc.boolean(),
    localPort: port,
    receiveQueue: queue,
    sendQueue: fc.integer({ min: 1, max: 4096 }),
    uid: fc.nat(70_000),
    inode: port,
    udp: fc.boolean(),
  })
  .map(({ ends: [bound], anywhere, udp, ...rest }): RandomRow => {
    const nowhere = bound.map(() => 0);
    const sendQueue = udp ? 0 : rest.sendQueue;
    const local = anywhere ? nowhere : bound;
    return { ...rest, sendQueue, local, peer: nowhere, peerPort: 0, protocol: udp ? 'udp' : 'tcp', state: udp ? 'CLOSE' : 'LISTEN' };
  });

export const randomRows = fc.array(fc.oneof({ weight: 3, arbitrary: connection }, listening), { maxLength: 40 });

const groups = (bytes: Bytes): readonly string[] =>
  Array.from({ length: 8 }, (_, index) => (((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)).toString(16));

function canonical(bytes: Bytes): IpAddress {
  const text = bytes.length === 4 ? bytes.join('.') : isMapped(bytes) ? bytes.slice(12).join('.') : groups(bytes).join(':');
  const address = parseIpAddress(text);
  if (address === undefined) throw new Error(text);
  return address;
}

/** What a parser has to make of a row. /proc/net and netstat do not tell the backlog. */
export function truthOf(row: RandomRow, tellsBacklog: boolean): SocketRow {
  const { protocol, state, local, localPort, peer, peerPort, receiveQueue, sendQueue, uid, inode } = row;
  return {
    protocol,
    family: local.length === 4 ? 4 : 6,
    state,
    listening: state === 'LISTEN' || state === 'CLOSE',
    localAddress: canonical(local),
    localPort,
    peerAddress: canonical(peer),
    peerPort,
    receiveQueue,
    sendQueue: state === 'LISTEN' && !tellsBacklog ? null : sendQueue,
    owner: inode === 0 ? null : { program: null, pid: null, uid, user: null },
  };
}

const hex = (value: number, width: number): string => value.toString(16).toUpperCase().padStart(width, '0');

const procAddress = (bytes: Bytes): string =>
  Array.from({ length: bytes.length / 4 }, (_, word) => [...bytes.slice(word * 4, word * 4 + 4)].reverse())
    .flat()
    .map((value) => hex(value, 2))
    .join('');

/** As net/ipv4/tcp_ipv4.c and udp.c print it. */
export function asProc(row: RandomRow, slot: number): string {
  const sendQueue = row.state === 'LISTEN' ? 0 : row.sendQueue;
  const tail =
    row.protocol === 'udp' ? '2 0000000002ae5c9a 0' : row.inode === 0 ? '3 0000000002ae5c9a' : '1 0000000002ae5c9a 20 4 30 10 -1';
  const local = `${procAddress(row.local)}:${hex(row.localPort, 4)}`;
  const peer = `${procAddress(row.peer)}:${hex(row.peerPort, 4)}`;
  const queues = `${hex(sendQueue, 8)}:${hex(row.receiveQueue, 8)}`;
  const owner = `${String(row.uid).padStart(5)} ${'0'.padStart(8)} ${row.inode}`;
  return `${String(slot).padStart(4)}: ${local} ${peer} ${nameIn(row.state, 0)} ${queues} 00:00000000 00000000 ${owner} ${tail}`.padEnd(
    149,
  );
}

/** As `ss -tunae` prints it, IPv6 as inet_ntop(3) would not: uncompressed, which it must not matter. */
export function asSs(row: RandomRow): string {
  const text = (bytes: Bytes): string => {
    if (bytes.length === 4) return bytes.join('.');
    if (bytes.every((value) => value === 0)) return '*';
    return isMapped(bytes) ? `[::ffff:${bytes.slice(12).join('.')}]` : `[${groups(bytes).join(':')}]`;
  };
  const peerPort = row.peerPort === 0 ? '*' : String(row.peerPort);
  const details = `${row.uid === 0 || row.inode === 0 ? '' : `uid:${row.uid} `}ino:${row.inode} sk:1 <->`;
  const columns = [row.protocol.padEnd(5), nameIn(row.state, 1).padEnd(10), row.receiveQueue, row.sendQueue];
  return [...columns, `${text(row.local)}:${row.localPort}`, `${text(row.peer)}:${peerPort}`, details].join('  ');
}

/** As `netstat -tunae` prints it; with `wide` as `netstat -tunaeW`. */
export function asNetstat(row: RandomRow, wide: boolean): string {
  const end = (bytes: Bytes, portText: string): string => {
    const text = canonical(bytes);
    const fits = wide || text.length + portText.length <= 22;
    return `${fits ? text : text.slice(0, 22 - portText.length)}:${portText}`.padEnd(23);
  };
  const sendQueue = row.state === 'LISTEN' ? 0 : row.sendQueue;
  const protocol = row.local.length === 4 ? row.protocol : `${row.protocol}6`;
  const columns = [protocol.padEnd(5), String(row.receiveQueue).padStart(6), String(sendQueue).padStart(6)];
  const peerPort = row.peerPort === 0 ? '*' : String(row.peerPort);
  const state = row.state === 'CLOSE' ? '' : row.state;
  return [
    ...columns,
    end(row.local, String(row.localPort)),
    end(row.peer, peerPort),
    state.padEnd(11),
    String(row.uid).padEnd(10),
    row.inode,
  ].join(' ');
}
