import type { IpAddress } from '../../model/ip-address.ts';
import type { SocketCounts } from '../../model/socket-counts.ts';
import type { Protocol, SocketRow, SocketState } from '../../model/socket.ts';
import { AddressCache } from './address-cache.ts';
import { type AddressWords, wordsOf } from './address-words.ts';
import type { CountedRows } from './counted-rows.ts';
import type { ListenerBook } from './listener-book.ts';
import { OwnedRows } from './owned-rows.ts';
import type { OwnerOf } from './owner-of.ts';
import { PeerTable } from './peer-table.ts';
import { PortCounts } from './port-counts.ts';
import { socketRow } from './proc-net.ts';
import type { ProcRow } from './proc-row.ts';
import { stateByNumber } from './state-names.ts';
import { subnetsOf } from './subnet-table.ts';

const ownedRowsKept = 131_072;
const listenersKept = 32_768;

const established = stateByNumber.indexOf('ESTABLISHED');
const synSent = stateByNumber.indexOf('SYN_SENT');
const synRecv = stateByNumber.indexOf('SYN_RECV');
const newSynRecv = stateByNumber.lastIndexOf('SYN_RECV');
const closeWait = stateByNumber.indexOf('CLOSE_WAIT');
const unknown = stateByNumber.indexOf('UNKNOWN');

export interface CountOptions {
  /** Random per process: attackers choose addresses, and must not be able to aim for one slot of a table. */
  readonly seed: number;
  readonly ownAddresses: readonly IpAddress[];
  /** Count only connections with this peer; null = all. */
  readonly address: IpAddress | null;
  /** The listeners known beforehand. Those that turn up on the way are noted in it. */
  readonly listeners: ListenerBook;
  /** Count only these rows; left out: all. The others still tell what the machine listens on, and nothing else. */
  readonly accepts?: ((row: ProcRow) => boolean) | undefined;
}

/**
 * Counts rows of /proc/net as numbers, in bounded memory: nothing is kept of a row but where it was counted, or, of the few
 * whose owner is wanted, four numbers.
 */
export class ProcCounter {
  /** True when a listener turned up that was not known beforehand: rows before it may have been counted the wrong way. */
  listenerCameLate = false;
  readonly #options: CountOptions;
  readonly #only: AddressWords | 'nobody' | null;
  readonly #peers: PeerTable;
  readonly #ports = new PortCounts();
  #states = new Float64Array(stateByNumber.length);
  readonly #outbound = new OwnedRows(ownedRowsKept);
  readonly #closeWait = new OwnedRows(ownedRowsKept);
  /** Outbound connections for which there was no room, by the port they go to; made when it is needed. */
  #outboundBeyond: Uint32Array | null = null;
  #closeWaitBeyond = 0;
  readonly #listeners: { readonly row: SocketRow; readonly uid: number; readonly inode: number }[] = [];
  readonly #listenerAddresses = new AddressCache();
  #listenersBeyond = 0;
  #inbound = 0;
  #beyond = 0;
  #beyondInbound = 0;
  /** The local address of the row before: most servers have one. */
  #local0 = 0;
  #local1 = 0;
  #local2 = 0;
  #local3 = 0;

  constructor(options: CountOptions) {
    this.#options = options;
    // An address with a zone is in no row of /proc/net.
    this.#only = options.address === null ? null : options.address.includes('%') ? 'nobody' : wordsOf(options.address);
    this.#peers = new PeerTable(options.seed, options.ownAddresses);
  }

  /** To be called before the first row of each table. */
  beginTable(): void {
    this.#peers.beginTable();
    this.#local0 = this.#local1 = this.#local2 = this.#local3 = 0;
  }

  /** Goes on from what was counted elsewhere since this was made; listeners are not in it. */
  goOnFrom(counted: CountedRows): void {
    this.#peers.goOnFrom(counted.peers, counted.tally);
    this.#ports.goOnFrom(counted.ports);
    this.#states = counted.states;
    this.#outbound.goOnFrom(counted.outbound);
    this.#closeWait.goOnFrom(counted.closeWait);
    this.#inbound = counted.inbound;
  }

  add(row: ProcRow, protocol: Protocol): void {
    if (this.#options.accepts?.(row) === false) {
      if (row.listening) this.#noteListener(row, protocol);
      return;
    }
    this.#bindLocal(row);
    if (row.listening) this.addListener(row, protocol);
    else if (row.hasPeer && this.#isAskedFor(row)) this.#addConnection(row, this.#isInbound(row, protocol));
  }

  /** Notes a listening row, and nothing of its address: whoever counts the connections binds it. */
  addListener(row: ProcRow, protocol: Protocol): void {
    this.#noteListener(row, protocol);
    if (this.#listeners.length >= listenersKept) this.#listenersBeyond++;
    else this.#listeners.push({ row: socketRow(row, protocol, this.#listenerAddresses, null), uid: row.uid, inode: row.inode });
  }

  /** What was counted; `ownerOf` names the owners of those that are wanted. `top` is the length of the lists by address and subnet. */
  finish(ownerOf: OwnerOf, top: number | null): SocketCounts {
    const { distinct: subnets, list: bySubnet } = subnetsOf(this.#peers, this.#options.seed, top);
    const kept = this.#sums();
    const listeners = this.#listenerRows(ownerOf);
    const { distinct: localPorts, busiest: byLocalPort } = this.#ports.list(top, new Set(listeners.map(({ localPort }) => localPort)));
    return {
      connections: kept.connections + this.#beyond,
      inbound: this.#inbound,
      own: kept.own,
      states: this.#stateCounts(),
      addresses: kept.addresses,
      subnets,
      byAddress: this.#peers.list(top),
      bySubnet,
      localPorts,
      byLocalPort,
      listeners,
      listenersBeyond: this.#listenersBeyond,
      eachOutbound: (visit) => {
        this.#outbound.forEach((peer, peerPort, uid, inode) => {
          if (peer >= 0 && this.#peers.isOwn(peer)) return;
          visit(peerPort, peer < 0 ? null : peer, inode === 0 ? null : ownerOf(uid, inode), 1);
        });
        this.#outboundBeyond?.forEach((connections, peerPort) => {
          if (connections > 0) visit(peerPort, null, null, connections);
        });
      },
      eachCloseWait: (visit) => {
        this.#closeWait.forEach((_peer, _port, uid, inode) => {
          visit(inode === 0 ? null : ownerOf(uid, inode), 1);
        });
        if (this.#closeWaitBeyond > 0) visit(null, this.#closeWaitBeyond);
      },
      beyond: this.#beyond === 0 ? null : { connections: this.#beyond, inbound: this.#beyondInbound },
    };
  }

  #isAskedFor(row: ProcRow): boolean {
    const only = this.#only;
    if (only === null) return true;
    if (only === 'nobody') return false;
    return row.peer3 === only[3] && row.peer2 === only[2] && row.peer1 === only[1] && row.peer0 === only[0];
  }

  /** A connection half open says itself who began. */
  #isInbound(row: ProcRow, protocol: Protocol): boolean {
    const { stateNumber } = row;
    if (stateNumber === established) return this.#options.listeners.reaches(row, protocol);
    if (stateNumber === synRecv || stateNumber === newSynRecv) return true;
    return stateNumber !== synSent && this.#options.listeners.reaches(row, protocol);
  }

  #bindLocal(row: ProcRow): void {
    if (row.local3 === this.#local3 && row.local2 === this.#local2 && row.local1 === this.#local1 && row.local0 === this.#local0) return;
    this.#local0 = row.local0;
    this.#local1 = row.local1;
    this.#local2 = row.local2;
    this.#local3 = row.local3;
    if (row.localIsAny) return;
    const local = this.#peers.entryOf(row.local0, row.local1, row.local2, row.local3);
    if (local >= 0) this.#peers.bind(local);
  }

  #noteListener(row: ProcRow, protocol: Protocol): void {
    if (this.#options.listeners.note(row, protocol)) this.listenerCameLate = true;
  }

  #addConnection(row: ProcRow, inbound: boolean): void {
    const state = row.stateNumber < stateByNumber.length ? row.stateNumber : unknown;
    const halfOpen = state === synRecv || state === newSynRecv;
    const peer = this.#peers.entryOf(row.peer0, row.peer1, row.peer2, row.peer3);
    if (inbound) this.#inbound++;
    this.#states[state] = (this.#states[state] as number) + 1;
    this.#ports.count(row.localPort, inbound, halfOpen, row.receiveQueue);
    if (peer >= 0) this.#peers.count(peer, state, inbound, row.receiveQueue > 0, row.localPort);
    else {
      this.#beyond++;
      if (inbound) this.#beyondInbound++;
    }
    if (!inbound && (peer < 0 || !this.#peers.isOwn(peer))) this.#addOutbound(row, peer);
    if (state === closeWait && !this.#closeWait.add(peer, row.peerPort, row.uid, row.inode)) this.#closeWaitBeyond++;
  }

  #addOutbound(row: ProcRow, peer: number): void {
    if (this.#outbound.add(peer, row.peerPort, row.uid, row.inode)) return;
    this.#outboundBeyond ??= new Uint32Array(65_536);
    this.#outboundBeyond[row.peerPort] = (this.#outboundBeyond[row.peerPort] as number) + 1;
  }

  #sums(): { readonly connections: number; readonly addresses: number; readonly own: { connections: number; inbound: number } } {
    const own = { connections: 0, inbound: 0 };
    let connections = 0;
    let addresses = 0;
    for (let entry = 0; entry < this.#peers.addresses.size; entry++) {
      const counted = this.#peers.connections(entry);
      if (counted === 0) continue;
      addresses++;
      connections += counted;
      if (!this.#peers.isOwn(entry)) continue;
      own.connections += counted;
      own.inbound += this.#peers.inbound(entry);
    }
    return { connections, addresses, own };
  }

  #stateCounts(): ReadonlyMap<SocketState, number> {
    const counts = new Map<SocketState, number>();
    stateByNumber.forEach((state, number) => {
      const connections = this.#states[number] as number;
      if (connections > 0) counts.set(state, (counts.get(state) ?? 0) + connections);
    });
    return counts;
  }

  /** Where one address is asked for, the listeners of the ports it uses. */
  #listenerRows(ownerOf: OwnerOf): readonly SocketRow[] {
    return this.#listeners
      .filter(({ row }) => this.#only === null || this.#ports.has(row.localPort))
      .map(({ row, uid, inode }) => ({ ...row, owner: inode === 0 ? null : ownerOf(uid, inode) }));
  }
}
