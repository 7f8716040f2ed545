/**
 * Rows of /proc/net/{tcp,tcp6,udp,udp6}, read as bytes because a busy machine has hundreds of thousands of them.
 * Format: proc_net_tcp.txt of the kernel's documentation, proc(5), and the `seq_printf` calls of net/ipv4/tcp_ipv4.c,
 * net/ipv6/tcp_ipv6.c and net/ipv4/udp.c:
 *
 *    0: 0A0200C0:01BB 076433C6:C738 01 00000000:00000000 00:00000000 00000000    33        0 12345 …
 *   sl  local         peer          st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode …
 *
 * From the slot's colon to the queues every field has its fixed place; only the family changes it. Addresses are words
 * of 32 bits in the order of the machine, which is taken to be little-endian (x86, ARM).
 */
import type { IpAddress } from '../../model/ip-address.ts';
import type { Protocol, SocketRow } from '../../model/socket.ts';
import type { AddressCache } from './address-cache.ts';
import type { OwnerOf } from './owner-of.ts';
import { stateByNumber } from './state-names.ts';

const space = 0x20;
const colon = 0x3a;
const digitZero = 0x30;

const listenNumber = 0x0a;
const closeNumber = 0x07;

/** Value of each byte as a hexadecimal digit; -1 for all others. */
const nibbles = Int8Array.from({ length: 256 }, (_, byte) => {
  const value = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(value) ? -1 : value;
});

/**
 * Where the colon behind the slot number is, or -1 when the line from `from` to `to` does not begin like a row of
 * /proc/net: blanks, digits, a colon.
 */
export function slotColon(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to && bytes[at] === space) at++;
  const firstDigit = at;
  while (at < to && isDigit(bytes[at])) at++;
  return at > firstDigit && at < to && bytes[at] === colon ? at : -1;
}

/**
 * The row whose slot colon (see {@link slotColon}) is at `slotEnd`, or undefined when the line is none.
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
  const local = slotEnd + 2;
  const digits = bytes[local + 8] === colon ? 8 : bytes[local + 32] === colon ? 32 : 0;
  const peer = local + digits + 6;
  const state = peer + digits + 6;
  const sendQueue = state + 3;
  const receiveQueue = sendQueue + 9;
  if (digits === 0 || to < receiveQueue + 8 || bytes[peer + digits] !== colon) return undefined;

  const localAddress = addressAt(bytes, local, digits, addresses);
  const peerAddress = addressAt(bytes, peer, digits, addresses);
  const localPort = hex4(bytes, local + digits + 1);
  const peerPort = hex4(bytes, peer + digits + 1);
  const stateNumber = hex2(bytes, state);
  const sendBytes = hex8(bytes, sendQueue);
  const receiveBytes = hex8(bytes, receiveQueue);
  if (localAddress === undefined || peerAddress === undefined) return undefined;
  if (localPort < 0 || peerPort < 0 || stateNumber < 0 || sendBytes < 0 || receiveBytes < 0) return undefined;

  const uidAt = nextWord(bytes, retransmitEnd(bytes, receiveQueue + 8, to), to);
  const inodeAt = nextWord(bytes, nextWord(bytes, uidAt, to), to);
  const inode = decimalAt(bytes, inodeAt, to);
  if (inode < 0) return undefined;

  const accepts = protocol === 'tcp' && stateNumber === listenNumber;
  return {
    protocol,
    family: digits === 8 ? 4 : 6,
    state: stateByNumber[stateNumber] ?? 'UNKNOWN',
    listening: accepts || (protocol === 'udp' && stateNumber === closeNumber && peerPort === 0),
    localAddress,
    localPort,
    peerAddress,
    peerPort,
    receiveQueue: receiveBytes,
    // For a listening row the kernel prints 0 here: the backlog is not in /proc/net.
    sendQueue: accepts ? null : sendBytes,
    owner: inode === 0 ? null : ownerOf(decimalAt(bytes, uidAt, to), inode),
  };
}

/** tcp or udp by the number of words of a row: in text somebody captured the header may be missing, or lie above other rows. */
export function protocolByWords(bytes: Uint8Array, from: number, to: number): Protocol {
  let words = 0;
  for (let at = from; at < to; at++) {
    if (bytes[at] !== space && (at === from || bytes[at - 1] === space)) words++;
  }
  // A udp row ends in inode, ref, pointer, drops; a tcp row has no drops and up to five words more.
  return words === 13 ? 'udp' : 'tcp';
}

function addressAt(bytes: Uint8Array, at: number, digits: number, addresses: AddressCache): IpAddress | undefined {
  const first = hex8(bytes, at);
  if (first < 0) return undefined;
  if (digits === 8) return addresses.ofIpv4Word(first);
  const second = hex8(bytes, at + 8);
  const third = hex8(bytes, at + 16);
  const fourth = hex8(bytes, at + 24);
  if (second < 0 || third < 0 || fourth < 0) return undefined;
  return addresses.ofIpv6Words(first, second, third, fourth);
}

/**
 * The number of eight hexadecimal digits, or -1 when one of them is none. Written out: this is most of the work on a row.
 * Any -1 among the nibbles makes all bits of their union set.
 */
function hex8(bytes: Uint8Array, at: number): number {
  const a = nibbleAt(bytes, at);
  const b = nibbleAt(bytes, at + 1);
  const c = nibbleAt(bytes, at + 2);
  const d = nibbleAt(bytes, at + 3);
  const e = nibbleAt(bytes, at + 4);
  const f = nibbleAt(bytes, at + 5);
  const g = nibbleAt(bytes, at + 6);
  const h = nibbleAt(bytes, at + 7);
  if ((a | b | c | d | e | f | g | h) < 0) return -1;
  return ((a << 28) | (b << 24) | (c << 20) | (d << 16) | (e << 12) | (f << 8) | (g << 4) | h) >>> 0;
}

/** The number of four hexadecimal digits; negative when one of them is none. */
const hex4 = (bytes: Uint8Array, at: number): number => (hex2(bytes, at) << 8) | hex2(bytes, at + 2);

const hex2 = (bytes: Uint8Array, at: number): number => (nibbleAt(bytes, at) << 4) | nibbleAt(bytes, at + 1);

const nibbleAt = (bytes: Uint8Array, at: number): number => nibbles[bytes[at] as number] as number;

/**
 * Where the column retrnsmt ends, by the end of rx_queue: ` tr:tm->when retrnsmt` has its fixed width too, unless a timer
 * is so far off that it needs more digits.
 */
function retransmitEnd(bytes: Uint8Array, queuesEnd: number, to: number): number {
  if (bytes[queuesEnd + 12] === space && bytes[queuesEnd + 21] === space && queuesEnd + 21 < to) return queuesEnd + 21;
  return nextWord(bytes, nextWord(bytes, queuesEnd, to), to);
}

/** Start of the word after the one at `at` (or after the blanks at `at`); `to` when there is none. */
function nextWord(bytes: Uint8Array, at: number, to: number): number {
  let index = at;
  while (index < to && bytes[index] !== space) index++;
  while (index < to && bytes[index] === space) index++;
  return index;
}

/** The decimal number at `at`, or -1 when there is none. */
function decimalAt(bytes: Uint8Array, at: number, to: number): number {
  let value = 0;
  let index = at;
  while (index < to && isDigit(bytes[index])) {
    value = value * 10 + (bytes[index] ?? 0) - digitZero;
    index++;
  }
  return index === at ? -1 : value;
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= digitZero && byte <= digitZero + 9;
