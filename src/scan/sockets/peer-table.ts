import type { AddressConnections, StateCounts } from '../../model/connection-report.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import { addressOfWords } from './address-cache.ts';
import { compareAddresses, isLoopbackIn, wordsOf } from './address-words.ts';
import { PortPairs } from './port-pairs.ts';
import { stateByNumber } from './state-names.ts';
import { topEntries } from './top-entries.ts';
import { WordTable } from './word-table.ts';

/** New addresses that one table may bring. By table, so that a flood of one protocol does not leave the others without. */
export const addressesKeptPerTable = 65_536;
const pairsKept = 524_288;

/** Columns of the counts of one address. */
const connectionsAt = 0;
const inboundAt = 1;
const unreadAt = 2;
const columns = 3;

/** Why an address is this machine: its interfaces have it (loopback included), or a socket is bound to it. */
const known = 1;
const bound = 2;

/** What is counted for each address, in typed arrays: the peers, and the addresses of this machine. */
export class PeerTable {
  readonly addresses: WordTable;
  #own = new Uint8Array(1024);
  #counts = new Uint32Array(1024 * columns);
  readonly #pairs = new PortPairs(pairsKept);
  /** By state only, where there was no room to tell the ports apart: few for each address, so this needs no limit. */
  readonly #statesBeyond = new PortPairs(Number.MAX_SAFE_INTEGER);

  /** @param seed see {@link WordTable} */
  constructor(seed: number, ownAddresses: readonly IpAddress[]) {
    this.addresses = new WordTable(seed, Number.MAX_SAFE_INTEGER);
    for (const address of ownAddresses) {
      const entry = this.entryOf(...wordsOf(address));
      this.#own[entry] = known;
    }
    this.beginTable();
  }

  beginTable(): void {
    this.addresses.limit = this.addresses.size + addressesKeptPerTable;
  }

  /** The number of an address, or -1 when there is no room for it. */
  entryOf(a: number, b: number, c: number, d: number): number {
    const before = this.addresses.size;
    const entry = this.addresses.add(a, b, c, d);
    if (this.addresses.size > before) {
      if (entry === this.#own.length) this.#grow();
      if (isLoopbackIn(this.addresses, entry)) this.#own[entry] = known;
    }
    return entry;
  }

  /** A socket is bound to this address: it is the machine's, whether or not an interface lists it. */
  bind(entry: number): void {
    this.#own[entry] = (this.#own[entry] as number) | bound;
  }

  /** Whether an address is this machine, as far as the rows until now tell. */
  isOwn(entry: number): boolean {
    return this.#own[entry] !== 0;
  }

  count(entry: number, stateNumber: number, inbound: boolean, unread: boolean, localPort: number): void {
    const at = entry * columns;
    const counts = this.#counts;
    counts[at + connectionsAt] = (counts[at + connectionsAt] as number) + 1;
    if (inbound) {
      counts[at + inboundAt] = (counts[at + inboundAt] as number) + 1;
      if (unread) counts[at + unreadAt] = (counts[at + unreadAt] as number) + 1;
    }
    if (!this.#pairs.count(entry, localPort, stateNumber)) this.#statesBeyond.count(entry, 0, stateNumber);
  }

  connections(entry: number): number {
    return this.#counts[entry * columns + connectionsAt] as number;
  }

  inbound(entry: number): number {
    return this.#counts[entry * columns + inboundAt] as number;
  }

  /** The busiest other machines, then the busiest own addresses, each part cut to `top`. */
  list(top: number | null): readonly AddressConnections[] {
    const busier = (one: number, other: number): number =>
      this.connections(other) - this.connections(one) || compareAddresses(this.addresses, one, other);
    const part = (own: boolean): readonly number[] =>
      topEntries(this.addresses.size, top, (entry) => this.connections(entry) > 0 && this.isOwn(entry) === own, busier);
    const shown = new Map([...part(false), ...part(true)].map((entry) => [entry, this.#shown(entry)]));
    this.#pairs.forEach((entry, port, stateNumber, connections) => {
      const { states, localPorts } = shown.get(entry) ?? {};
      if (states === undefined || localPorts === undefined) return;
      addState(states, stateNumber, connections);
      localPorts[port] = (localPorts[port] ?? 0) + connections;
    });
    this.#statesBeyond.forEach((entry, _port, stateNumber, connections) => {
      const found = shown.get(entry);
      if (found === undefined) return;
      addState(found.states, stateNumber, connections);
      found.otherLocalPorts += connections;
    });
    return [...shown.values()].map((found) => ({ ...found, halfOpen: found.states.SYN_RECV ?? 0 }));
  }

  #shown(entry: number): ShownPeer {
    const { addresses } = this;
    return {
      address: addressOfWords(addresses.word(entry, 0), addresses.word(entry, 1), addresses.word(entry, 2), addresses.word(entry, 3)),
      connections: this.connections(entry),
      inbound: this.inbound(entry),
      outbound: this.connections(entry) - this.inbound(entry),
      receiveQueued: this.#counts[entry * columns + unreadAt] as number,
      own: this.isOwn(entry),
      states: {},
      localPorts: {},
      otherLocalPorts: 0,
    };
  }

  #grow(): void {
    const own = new Uint8Array(this.#own.length * 4);
    own.set(this.#own);
    const counts = new Uint32Array(own.length * columns);
    counts.set(this.#counts);
    this.#own = own;
    this.#counts = counts;
  }
}

interface ShownPeer extends Omit<AddressConnections, 'halfOpen'> {
  readonly localPorts: Record<string, number>;
  otherLocalPorts: number;
}

function addState(states: StateCounts, stateNumber: number, connections: number): void {
  const state = stateByNumber[stateNumber] ?? 'UNKNOWN';
  states[state] = (states[state] ?? 0) + connections;
}
