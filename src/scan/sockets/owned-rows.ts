import type { KeptRows } from './counted-rows.ts';

/** Rows whose owner is wanted later, four numbers each. Never more than `limit`; what comes first stays. */
export class OwnedRows {
  #numbers = new Float64Array(4 * 256);
  #size = 0;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Takes over rows kept elsewhere, with room for the limit; the array is written on. */
  goOnFrom({ numbers, size }: KeptRows<Float64Array<ArrayBuffer>>): void {
    this.#numbers = numbers;
    this.#size = size;
  }

  /** Keeps a row; false when there is no room. `peer` is the number of its address, -1 for one that is not kept. */
  add(peer: number, peerPort: number, uid: number, inode: number): boolean {
    if (this.#size >= this.#limit) return false;
    if (this.#size * 4 === this.#numbers.length) this.#grow();
    const at = this.#size++ * 4;
    this.#numbers[at] = peer;
    this.#numbers[at + 1] = peerPort;
    this.#numbers[at + 2] = uid;
    this.#numbers[at + 3] = inode;
    return true;
  }

  forEach(visit: (peer: number, peerPort: number, uid: number, inode: number) => void): void {
    const numbers = this.#numbers;
    for (let at = 0; at < this.#size * 4; at += 4)
      visit(numbers[at] as number, numbers[at + 1] as number, numbers[at + 2] as number, numbers[at + 3] as number);
  }

  #grow(): void {
    const numbers = new Float64Array(this.#numbers.length * 2);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
  }
}
