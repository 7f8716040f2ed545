import { agentMark } from './agent-mark.ts';
import type { LineShape } from './line-shape.ts';
import { requestKind } from './request-kind.ts';
import { requestKinds } from './request-kinds.ts';

const kindNumbers = new Map(requestKinds.map((kind, number) => [kind, number]));
const mostAgents = 10_000;

/**
 * What each address is marked with, by its spelling in the log: its requests by kind, and behind them the bits of its user
 * agents. The same numbers as the kernel's; addresses beyond the limit have none.
 */
export class AddressMarkTable {
  readonly #numbers = new Map<string, Uint32Array>();
  readonly #agents = new Map<string, number>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(bytes: Uint8Array, shape: LineShape): void {
    const numbers = this.#of(latin1(bytes, shape.addressStart, shape.addressEnd));
    if (numbers === null) return;
    const method = latin1(bytes, shape.methodStart, shape.methodEnd);
    const target = latin1(bytes, shape.targetStart, shape.targetEnd);
    const kind = kindNumbers.get(requestKind(method, target, latin1(bytes, shape.statusStart, shape.statusEnd))) ?? 0;
    numbers[kind] = (numbers[kind] ?? 0) + 1;
    numbers[requestKinds.length] = (numbers[requestKinds.length] ?? 0) | this.#markOf(latin1(bytes, shape.agentStart, shape.agentEnd));
  }

  /** Null for an address that there was no room for. */
  numbersOf(spelling: string): Uint32Array | null {
    return this.#numbers.get(spelling) ?? null;
  }

  #of(spelling: string): Uint32Array | null {
    const known = this.#numbers.get(spelling);
    if (known !== undefined) return known;
    if (this.#numbers.size >= this.#most) return null;
    const numbers = new Uint32Array(requestKinds.length + 1);
    this.#numbers.set(spelling, numbers);
    return numbers;
  }

  #markOf(agent: string): number {
    const known = this.#agents.get(agent);
    if (known !== undefined) return known;
    const mark = agentMark(agent);
    if (this.#agents.size >= mostAgents) this.#agents.clear();
    this.#agents.set(agent, mark);
    return mark;
  }
}

const latin1 = (bytes: Uint8Array, start: number, end: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
