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
  readonly #byPort = new Map<number, Set<number>>();
  #noted = 0;

  /** @param seed see {@link WordTable} */
  constructor(seed: number) {
    this.#addresses = new WordTable(seed, addressesKept);
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
    if ((kinds & someAddresses) === 0) return false;
    const address = this.#addresses.find(row.local0, row.local1, row.local2, row.local3);
    return address >= 0 && this.#byPort.get(portKey)?.has(address) === true;
  }

  #noteAddress(row: ProcRow, portKey: number): boolean {
    const address = this.#addresses.add(row.local0, row.local1, row.local2, row.local3);
    if (address < 0 || this.#noted >= addressesKept) return false;
    const known = this.#byPort.get(portKey) ?? new Set();
    if (known.has(address)) return false;
    this.#byPort.set(portKey, known.add(address));
    this.#kinds[portKey] = (this.#kinds[portKey] as number) | someAddresses;
    this.#noted++;
    return true;
  }
}

const portKeyOf = (row: ProcRow, protocol: Protocol): number => row.localPort * 2 + (protocol === 'udp' ? 1 : 0);
