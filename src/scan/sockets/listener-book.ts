import type { Protocol } from '../../model/socket.ts';
import type { ProcRow } from './proc-row.ts';
import { WordTable } from './word-table.ts';

/** Bits of what is listened on, by port and protocol. */
const anyIpv4 = 1;
const anyIpv6 = 2;
const someAddresses = 4;

/** More listening sockets than this on addresses of their own are not told apart. */
const addressesKept = 65_536;

/**
 * On which addresses and ports the machine listens, from rows as numbers. Inbound is what has a local address and port
 * that is listened on. `[::]` also takes IPv4, unless its program asked otherwise, which the tables do not say.
 */
export class ListenerBook {
  readonly #kinds = new Uint8Array(2 * 65_536);
  readonly #addresses: WordTable;
  /** The number of one address for each port, + 1: most ports are listened on at one only. */
  readonly #first = new Uint32Array(2 * 65_536);
  /** Which address on which port, by their numbers. */
  readonly #places: WordTable;

  /** @param seed see {@link WordTable} */
  constructor(seed: number) {
    this.#addresses = new WordTable(seed, addressesKept);
    this.#places = new WordTable(seed, addressesKept);
  }

  /** Bits of what is listened on, by {@link portKeyOf}. */
  get kinds(): Readonly<Uint8Array> {
    return this.#kinds;
  }

  /** Notes a listening row; true when it changes the direction of some connection. */
  note(row: ProcRow, protocol: Protocol): boolean {
    const portKey = portKeyOf(row, protocol);
    if (!row.localIsAny) return this.#noteAddress(row, portKey);
    const bit = row.localIsIpv4 ? anyIpv4 : anyIpv6;
    const before = this.#kinds[portKey] as number;
    this.#kinds[portKey] = before | bit;
    return (before & bit) === 0;
  }

  /** Whether a connection has come to a socket that listens. */
  reaches(row: ProcRow, protocol: Protocol): boolean {
    const portKey = portKeyOf(row, protocol);
    const kinds = this.#kinds[portKey] as number;
    if (kinds === 0) return false;
    if ((kinds & anyIpv6) !== 0 || ((kinds & anyIpv4) !== 0 && row.localIsIpv4)) return true;
    return (kinds & someAddresses) !== 0 && this.reachesOne(row.local0, row.local1, row.local2, row.local3, portKey);
  }

  /** Whether this address is one that is listened on at a port (see {@link portKeyOf}) where only some are. */
  reachesOne(a: number, b: number, c: number, d: number, portKey: number): boolean {
    const first = (this.#first[portKey] as number) - 1;
    if (this.#addresses.is(first, a, b, c, d)) return true;
    const address = this.#addresses.find(a, b, c, d);
    return address >= 0 && this.#places.find(placeMark, 0, address, portKey) >= 0;
  }

  #noteAddress(row: ProcRow, portKey: number): boolean {
    const address = this.#addresses.add(row.local0, row.local1, row.local2, row.local3);
    if (address < 0) return false;
    const before = this.#places.size;
    this.#places.add(placeMark, 0, address, portKey);
    if (this.#places.size === before) return false;
    this.#kinds[portKey] = (this.#kinds[portKey] as number) | someAddresses;
    if (this.#first[portKey] === 0) this.#first[portKey] = address + 1;
    return true;
  }
}

/** First word of a place: with all words but the last two 0, the table would take it for an IPv4 address and mix it less. */
const placeMark = 1;

/** Port and protocol as one number. */
export const portKeyOf = (row: ProcRow, protocol: Protocol): number => row.localPort * 2 + (protocol === 'udp' ? 1 : 0);
