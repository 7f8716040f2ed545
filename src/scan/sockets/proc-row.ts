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
import type { Protocol, SocketState } from '../../model/socket.ts';
import { mappedMark } from './address-words.ts';
import { stateByNumber } from './state-names.ts';

const space = 0x20;
const colon = 0x3a;
const digitZero = 0x30;

const listenNumber = 0x0a;
const closeNumber = 0x07;

/** Set in the value of every byte that is no hexadecimal digit, and so in any union of values with one of them. */
const noDigit = 0x80;
const nibbles = Uint8Array.from({ length: 256 }, (_, byte) => {
  const value = Number.parseInt(String.fromCharCode(byte), 16);
  return Number.isNaN(value) ? noDigit : value;
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
 * The row read last, as numbers: nothing is made for a row, however many there are. An address is four words, as the
 * kernel prints them and signed, so that V8 keeps them without a box; an IPv4 one is IPv4-mapped, as the kernel has it in
 * dual-stack sockets.
 */
export class ProcRow {
  family: 4 | 6 = 4;
  local0 = 0;
  local1 = 0;
  local2 = 0;
  local3 = 0;
  localPort = 0;
  peer0 = 0;
  peer1 = 0;
  peer2 = 0;
  peer3 = 0;
  peerPort = 0;
  /** The kernel's number, 0…255. */
  stateNumber = 0;
  listening = false;
  /** TCP that waits for callers: its queues are counts of connections. */
  accepts = false;
  sendQueue = 0;
  receiveQueue = 0;
  uid = 0;
  /** 0 when no process holds the socket. */
  inode = 0;
  #bad = 0;

  /**
   * Reads the row whose slot colon (see {@link slotColon}) is at `slotEnd`; `to` is the end of the line. False when the line
   * is none; the fields then mean nothing.
   */
  read(bytes: Uint8Array, slotEnd: number, to: number, protocol: Protocol): boolean {
    const local = slotEnd + 2;
    const digits = bytes[local + 8] === colon ? 8 : bytes[local + 32] === colon ? 32 : 0;
    const peer = local + digits + 6;
    const state = peer + digits + 6;
    const queues = state + 3;
    if (digits === 0 || to < queues + 17 || bytes[peer + digits] !== colon) return false;
    this.#bad = 0;
    if (digits === 8) this.#ipv4(bytes, local, peer);
    else this.#ipv6(bytes, local, peer);
    this.localPort = this.#hex4(bytes, local + digits + 1);
    this.peerPort = this.#hex4(bytes, peer + digits + 1);
    this.stateNumber = this.#hex2(bytes, state);
    this.sendQueue = this.#hex8(bytes, queues) >>> 0;
    this.receiveQueue = this.#hex8(bytes, queues + 9) >>> 0;
    if ((this.#bad & noDigit) !== 0) return false;
    this.accepts = protocol === 'tcp' && this.stateNumber === listenNumber;
    this.listening = this.accepts || (protocol === 'udp' && this.stateNumber === closeNumber && this.peerPort === 0);
    return this.#owner(bytes, queues + 17, to);
  }

  get state(): SocketState {
    return stateByNumber[this.stateNumber] ?? 'UNKNOWN';
  }

  get localIsIpv4(): boolean {
    return this.local2 === mappedMark && this.local0 === 0 && this.local1 === 0;
  }

  /** `0.0.0.0`, `::`: any of the machine's addresses. */
  get localIsAny(): boolean {
    return isAny(this.local0, this.local1, this.local2, this.local3);
  }

  /** A connection is a socket with a peer: a bound one that leads nowhere is none. */
  get hasPeer(): boolean {
    return !this.listening && !(this.peerPort === 0 && isAny(this.peer0, this.peer1, this.peer2, this.peer3));
  }

  #ipv4(bytes: Uint8Array, local: number, peer: number): void {
    this.family = 4;
    this.local0 = this.local1 = this.peer0 = this.peer1 = 0;
    this.local2 = this.peer2 = mappedMark;
    this.local3 = this.#hex8(bytes, local);
    this.peer3 = this.#hex8(bytes, peer);
  }

  #ipv6(bytes: Uint8Array, local: number, peer: number): void {
    this.family = 6;
    this.local0 = this.#hex8(bytes, local);
    this.local1 = this.#hex8(bytes, local + 8);
    this.local2 = this.#hex8(bytes, local + 16);
    this.local3 = this.#hex8(bytes, local + 24);
    this.peer0 = this.#hex8(bytes, peer);
    this.peer1 = this.#hex8(bytes, peer + 8);
    this.peer2 = this.#hex8(bytes, peer + 16);
    this.peer3 = this.#hex8(bytes, peer + 24);
  }

  #owner(bytes: Uint8Array, queuesEnd: number, to: number): boolean {
    const uidAt = nextWord(bytes, retransmitEnd(bytes, queuesEnd, to), to);
    const inodeAt = nextWord(bytes, nextWord(bytes, uidAt, to), to);
    this.uid = decimalAt(bytes, uidAt, to);
    this.inode = decimalAt(bytes, inodeAt, to);
    return this.inode >= 0;
  }

  /** Written out: this is most of the work on a row. */
  #hex8(bytes: Uint8Array, at: number): number {
    const a = nibbleAt(bytes, at);
    const b = nibbleAt(bytes, at + 1);
    const c = nibbleAt(bytes, at + 2);
    const d = nibbleAt(bytes, at + 3);
    const e = nibbleAt(bytes, at + 4);
    const f = nibbleAt(bytes, at + 5);
    const g = nibbleAt(bytes, at + 6);
    const h = nibbleAt(bytes, at + 7);
    this.#bad |= a | b | c | d | e | f | g | h;
    return (a << 28) | (b << 24) | (c << 20) | (d << 16) | (e << 12) | (f << 8) | (g << 4) | h;
  }

  #hex4(bytes: Uint8Array, at: number): number {
    return (this.#hex2(bytes, at) << 8) | this.#hex2(bytes, at + 2);
  }

  #hex2(bytes: Uint8Array, at: number): number {
    const high = nibbleAt(bytes, at);
    const low = nibbleAt(bytes, at + 1);
    this.#bad |= high | low;
    return (high << 4) | low;
  }
}

const isAny = (a: number, b: number, c: number, d: number): boolean => d === 0 && a === 0 && b === 0 && (c === 0 || c === mappedMark);

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
