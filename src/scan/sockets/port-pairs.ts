/** What is counted together: connections of one address on one local port in one state. */
export type OnPair = (address: number, port: number, stateNumber: number, connections: number) => void;

/** Numbers of a slot: address + 1 (0 in a free slot), port × 16 + state, connections; the fourth keeps a slot in one cache line. */
const stride = 4;

/**
 * How many connections each address has on each local port in each state: open addressing with the counts in the slots, so
 * that counting one more touches one place in memory. Never more than `limit` counts; what comes first stays.
 */
export class PortPairs {
  /** Slots are a power of two and at least twice the number of pairs. */
  #slots = new Int32Array(4096 * stride);
  #size = 0;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts one connection; false when there is no room for it. States are 0…15. */
  count(address: number, port: number, stateNumber: number): boolean {
    const detail = port * 16 + stateNumber;
    const slot = slotOf(this.#slots, address, detail);
    if (this.#slots[slot] === 0) {
      if (this.#size >= this.#limit) return false;
      this.#size++;
      this.#slots[slot] = address + 1;
      this.#slots[slot + 1] = detail;
    }
    this.#slots[slot + 2] = (this.#slots[slot + 2] as number) + 1;
    if (this.#size * 2 * stride > this.#slots.length) this.#grow();
    return true;
  }

  /** Shows every count. */
  forEach(visit: OnPair): void {
    const slots = this.#slots;
    for (let slot = 0; slot < slots.length; slot += stride) {
      const detail = slots[slot + 1] as number;
      if (slots[slot] !== 0) visit((slots[slot] as number) - 1, detail >>> 4, detail & 15, slots[slot + 2] as number);
    }
  }

  #grow(): void {
    const before = this.#slots;
    const slots = new Int32Array(before.length * 4);
    for (let from = 0; from < before.length; from += stride) {
      if (before[from] === 0) continue;
      const to = slotOf(slots, (before[from] as number) - 1, before[from + 1] as number);
      slots[to] = before[from] as number;
      slots[to + 1] = before[from + 1] as number;
      slots[to + 2] = before[from + 2] as number;
    }
    this.#slots = slots;
  }
}

/** Where a pair is, or the free slot where it would be. Addresses are numbered as they come: nobody can aim for a slot. */
function slotOf(slots: Int32Array, address: number, detail: number): number {
  const mask = slots.length / stride - 1;
  const hash = Math.imul(address, 0x9e3779b1) ^ Math.imul(detail, 0x85ebca6b);
  for (let at = (hash ^ (hash >>> 15)) & mask; ; at = (at + 1) & mask) {
    const slot = at * stride;
    if (slots[slot] === 0 || (slots[slot] === address + 1 && slots[slot + 1] === detail)) return slot;
  }
}
