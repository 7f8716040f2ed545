import type { KeptRows } from './counted-rows.ts';
import { type OnPair, PortPairs } from './port-pairs.ts';

const rowsHeld = 262_144;
const pairsKept = 524_288;

/**
 * The local port and the state of every connection, by its address, for the few addresses that are told of in the end. So a
 * connection is only written down, at a tenth of what finding its pair in a table costs; when there is no more room, all are
 * counted together in a table of bounded size.
 */
export class PortTally {
  /** Two numbers a connection: its address, and port × 16 + state. */
  #rows = new Int32Array(2 * rowsHeld);
  #used = 0;
  readonly #pairs = new PortPairs(pairsKept);
  /** By state only, where there was no room to tell the ports apart: few for each address, so this needs no limit. */
  readonly #statesBeyond = new PortPairs(Number.MAX_SAFE_INTEGER);

  /** Takes over rows written down elsewhere, as many as fit; the array is written on. */
  goOnFrom({ numbers, size }: KeptRows<Int32Array<ArrayBuffer>>): void {
    this.#rows = numbers;
    this.#used = size * 2;
  }

  /** Addresses are numbers, states 0…15. */
  add(address: number, port: number, stateNumber: number): void {
    if (this.#used === this.#rows.length) this.#countTogether();
    this.#rows[this.#used] = address;
    this.#rows[this.#used + 1] = port * 16 + stateNumber;
    this.#used += 2;
  }

  /**
   * Shows all connections of the addresses that are marked with 1, in parts. `onBeyond` gets those whose port is not known, as
   * port 0.
   */
  forEach(marks: Uint8Array, onPair: OnPair, onBeyond: OnPair): void {
    const ofMarked =
      (visit: OnPair): OnPair =>
      (address, ...counted) => {
        if (marks[address] === 1) visit(address, ...counted);
      };
    this.#pairs.forEach(ofMarked(onPair));
    this.#statesBeyond.forEach(ofMarked(onBeyond));
    for (let at = 0; at < this.#used; at += 2) {
      const address = this.#rows[at] as number;
      const detail = this.#rows[at + 1] as number;
      if (marks[address] === 1) onPair(address, detail >>> 4, detail & 15, 1);
    }
  }

  #countTogether(): void {
    for (let at = 0; at < this.#used; at += 2) {
      const address = this.#rows[at] as number;
      const detail = this.#rows[at + 1] as number;
      if (!this.#pairs.count(address, detail >>> 4, detail & 15)) this.#statesBeyond.count(address, 0, detail & 15);
    }
    this.#used = 0;
  }
}
