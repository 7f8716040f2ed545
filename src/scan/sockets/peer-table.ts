import type { AddressConnections, StateCounts } from '../../model/connection-report.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import { addressOfWords } from './address-cache.ts';
import { compareAddresses, isLoopbackIn, wordsOf } from './address-words.ts';
import type { CountedPeers, KeptRows } from './counted-rows.ts';
import { PortTally } from './port-tally.ts';
import { stateByNumber } from './state-names.ts';
import { topEntries } from './top-entries.ts';
import { WordTable } from './word-table.ts';

/** New addresses that one table may bring. By table, so that a flood of one protocol does not leave the others without. */
export const addressesKeptPerTable = 65_536;

/** What the counts of an address are. */
const connectionsAt = 0;
const inboundAt = 1;
const unreadAt = 2;
const ownAt = 3;

/** Why an address is this machine: its interfaces have it (loopback included), or a socket is bound to it. */
const known = 1;
const bound = 2;

/** What is counted for each address, in typed arrays: the peers, and the addresses of this machine. */
export class PeerTable {
  readonly addresses: WordTable;
  readonly #ports = new PortTally();

  /** @param seed see {@link WordTable} */
  constructor(seed: number, ownAddresses: readonly IpAddress[]) {
    this.addresses = new WordTable(seed, Number.MAX_SAFE_INTEGER);
    for (const address of ownAddresses) {
      const entry = this.entryOf(...wordsOf(address));
      this.#setOwn(entry, known);
    }
    this.beginTable();
  }

  /** Takes over what was counted elsewhere, own addresses included. */
  goOnFrom(peers: CountedPeers, tally: KeptRows<Int32Array<ArrayBuffer>>): void {
    this.addresses.goOnFrom(peers);
    this.#ports.goOnFrom(tally);
  }

  beginTable(): void {
    this.addresses.limit = this.addresses.size + addressesKeptPerTable;
  }

  /** The number of an address, or -1 when there is no room for it. */
  entryOf(a: number, b: number, c: number, d: number): number {
    const before = this.addresses.size;
    const entry = this.addresses.add(a, b, c, d);
    if (this.addresses.size > before && isLoopbackIn(this.addresses, entry)) this.#setOwn(entry, known);
    return entry;
  }

  /** A socket is bound to this address: it is the machine's, whether or not an interface lists it. */
  bind(entry: number): void {
    this.#setOwn(entry, bound);
  }

  /** Whether an address is this machine, as far as the rows until now tell. */
  isOwn(entry: number): boolean {
    return this.addresses.count(entry, ownAt) !== 0;
  }

  count(entry: number, stateNumber: number, inbound: boolean, unread: boolean, localPort: number): void {
    const { addresses } = this;
    addresses.addTo(entry, connectionsAt, 1);
    if (inbound) {
      addresses.addTo(entry, inboundAt, 1);
      if (unread) addresses.addTo(entry, unreadAt, 1);
    }
    this.#ports.add(entry, localPort, stateNumber);
  }

  connections(entry: number): number {
    return this.addresses.count(entry, connectionsAt);
  }

  inbound(entry: number): number {
    return this.addresses.count(entry, inboundAt);
  }

  /** The busiest other machines, then the busiest own addresses, each part cut to `top`. */
  list(top: number | null): readonly AddressConnections[] {
    const busier = (one: number, other: number): number =>
      this.connections(other) - this.connections(one) || compareAddresses(this.addresses, one, other);
    const part = (own: boolean): readonly number[] =>
      topEntries(this.addresses.size, top, (entry) => this.connections(entry) > 0 && this.isOwn(entry) === own, busier);
    const shown = new Map([...part(false), ...part(true)].map((entry) => [entry, this.#shown(entry)]));
    const marks = new Uint8Array(this.addresses.size);
    for (const entry of shown.keys()) marks[entry] = 1;
    this.#ports.forEach(
      marks,
      (entry, port, stateNumber, connections) => {
        const found = shown.get(entry);
        if (found === undefined) return;
        addState(found.states, stateNumber, connections);
        found.localPorts[port] = (found.localPorts[port] ?? 0) + connections;
      },
      (entry, _port, stateNumber, connections) => {
        const found = shown.get(entry);
        if (found === undefined) return;
        addState(found.states, stateNumber, connections);
        found.otherLocalPorts += connections;
      },
    );
    return [...shown.values()].map((found) => ({ ...found, halfOpen: found.states.SYN_RECV ?? 0 }));
  }

  #shown(entry: number): ShownPeer {
    const { addresses } = this;
    return {
      address: addressOfWords(addresses.word(entry, 0), addresses.word(entry, 1), addresses.word(entry, 2), addresses.word(entry, 3)),
      connections: this.connections(entry),
      inbound: this.inbound(entry),
      outbound: this.connections(entry) - this.inbound(entry),
      receiveQueued: addresses.count(entry, unreadAt),
      own: this.isOwn(entry),
      states: {},
      localPorts: {},
      otherLocalPorts: 0,
    };
  }

  #setOwn(entry: number, reason: typeof known | typeof bound): void {
    if ((this.addresses.count(entry, ownAt) & reason) === 0) this.addresses.addTo(entry, ownAt, reason);
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
