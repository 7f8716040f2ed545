import type { PortCount } from '../../model/socket-counts.ts';
import type { CountedPorts } from './counted-rows.ts';
import { topEntries } from './top-entries.ts';

const ports = 65_536;

/** What every local port carries, both ways: ephemeral ports are local ports too. */
export class PortCounts {
  /** By port. Apart, because most ports never get one of the others, and all connections then fit into the processor's cache. */
  #all = new Uint32Array(ports);
  #inbound = new Uint32Array(ports);
  #halfOpen = new Uint32Array(ports);
  #unreadBytes = new Float64Array(ports);
  /** The ports with connections, as they came: most machines use few of all there are. */
  #used = new Uint16Array(ports);
  #usedCount = 0;

  /** Takes over what was counted elsewhere; the arrays are written on. */
  goOnFrom({ all, inbound, halfOpen, unreadBytes, used, usedCount }: CountedPorts): void {
    this.#all = all;
    this.#inbound = inbound;
    this.#halfOpen = halfOpen;
    this.#unreadBytes = unreadBytes;
    this.#used = used;
    this.#usedCount = usedCount;
  }

  count(port: number, inbound: boolean, halfOpen: boolean, unreadBytes: number): void {
    const before = this.#all[port] as number;
    if (before === 0) this.#used[this.#usedCount++] = port;
    this.#all[port] = before + 1;
    if (inbound) this.#inbound[port] = (this.#inbound[port] as number) + 1;
    if (halfOpen) this.#halfOpen[port] = (this.#halfOpen[port] as number) + 1;
    if (unreadBytes > 0) this.#unreadBytes[port] = (this.#unreadBytes[port] as number) + unreadBytes;
  }

  has(port: number): boolean {
    return this.#all[port] !== 0;
  }

  /** The busiest ports, most connections first, cut to `top`; those of listeners are among them without a connection too. */
  list(top: number | null, listeners: ReadonlySet<number>): PortList {
    const idle = [...listeners].filter((port) => !this.has(port));
    const all = new Uint16Array(this.#usedCount + idle.length);
    all.set(this.#used.subarray(0, this.#usedCount));
    all.set(idle, this.#usedCount);
    const busier = (one: number, other: number): number => {
      const port = all[one] as number;
      const otherPort = all[other] as number;
      return this.#connections(otherPort) - this.#connections(port) || port - otherPort;
    };
    const first = topEntries(all.length, top, () => true, busier);
    return { distinct: all.length, busiest: first.map((entry) => this.#shown(all[entry] as number)) };
  }

  #connections(port: number): number {
    return this.#all[port] as number;
  }

  #shown(port: number): PortCount {
    return {
      port,
      connections: this.#connections(port),
      inbound: this.#inbound[port] as number,
      halfOpen: this.#halfOpen[port] as number,
      receiveQueueBytes: this.has(port) ? (this.#unreadBytes[port] as number) : null,
    };
  }
}

export interface PortList {
  readonly distinct: number;
  readonly busiest: readonly PortCount[];
}
