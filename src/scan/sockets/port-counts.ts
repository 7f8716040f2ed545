import type { PortCount } from '../../model/socket-counts.ts';
import { topEntries } from './top-entries.ts';

const ports = 65_536;

/** What every local port carries, both ways: ephemeral ports are local ports too. */
export class PortCounts {
  /** For each port its connections, the inbound ones and the half-open ones; side by side in memory. */
  readonly #counts = new Uint32Array(ports * 4);
  readonly #unreadBytes = new Float64Array(ports);
  /** The ports with connections, as they came: most machines use few of all there are. */
  readonly #used = new Uint16Array(ports);
  #usedCount = 0;

  count(port: number, inbound: boolean, halfOpen: boolean, unreadBytes: number): void {
    const counts = this.#counts;
    const at = port * 4;
    if (counts[at] === 0) this.#used[this.#usedCount++] = port;
    counts[at] = (counts[at] as number) + 1;
    if (inbound) counts[at + 1] = (counts[at + 1] as number) + 1;
    if (halfOpen) counts[at + 2] = (counts[at + 2] as number) + 1;
    if (unreadBytes > 0) this.#unreadBytes[port] = (this.#unreadBytes[port] as number) + unreadBytes;
  }

  has(port: number): boolean {
    return this.#counts[port * 4] !== 0;
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
    return this.#counts[port * 4] as number;
  }

  #shown(port: number): PortCount {
    const at = port * 4;
    return {
      port,
      connections: this.#counts[at] as number,
      inbound: this.#counts[at + 1] as number,
      halfOpen: this.#counts[at + 2] as number,
      receiveQueueBytes: this.has(port) ? (this.#unreadBytes[port] as number) : null,
    };
  }
}

export interface PortList {
  readonly distinct: number;
  readonly busiest: readonly PortCount[];
}
