import type { SeenLine } from '../behaviour/seen-line.ts';
import type { FoundSign } from '../behaviour/signs-of-request.ts';
import { fewestFormBytes } from '../behaviour/wordpress.ts';
import { noStatus } from './look-numbers.ts';

const slotBits = 15;
/** Target, answer and site. */
const numbersOfKey = 3;
/** 2³² ÷ the golden ratio. */
const spreading = 0x9e3779b1;
/** More than there are of them, `noStatus` included. */
const statuses = 1024;

/** No body, one, and one as large as a form: what signs tell apart. */
const bodies = 3;
const bodyOf = (bytes: number): number => (bytes <= 0 ? 0 : bytes < fewestFormBytes ? 1 : 2);

/**
 * What requests are signs of that are alike in target, method, answer and site. Of those that share a place the newest is known,
 * so that there are never too many.
 */
export class KnownSigns {
  readonly #keys = new Int32Array(numbersOfKey << slotBits);
  readonly #signs: (readonly FoundSign[] | undefined)[] = [];
  /** What was asked for last. */
  #slot = 0;
  #target = 0;
  #answer = 0;
  #site = 0;

  /** Undefined where it is not known: then find out, and `keep` it. @param target its number, from 1 on @param method its number */
  find(target: number, method: number, { status, sizeBytes, load }: SeenLine): readonly FoundSign[] | undefined {
    this.#target = target;
    this.#answer = (method * statuses + (status ?? noStatus)) * bodies + bodyOf(sizeBytes ?? 0);
    this.#site = load.number;
    this.#slot = Math.imul(target ^ Math.imul(this.#answer ^ (this.#site << 20), spreading), spreading) >>> (32 - slotBits);
    const at = this.#slot * numbersOfKey;
    const isSame = this.#keys[at] === this.#target && this.#keys[at + 1] === this.#answer && this.#keys[at + 2] === this.#site;
    return isSame ? this.#signs[this.#slot] : undefined;
  }

  /** Keeps the signs of what was asked for last. */
  keep(signs: readonly FoundSign[]): void {
    const at = this.#slot * numbersOfKey;
    this.#keys[at] = this.#target;
    this.#keys[at + 1] = this.#answer;
    this.#keys[at + 2] = this.#site;
    this.#signs[this.#slot] = signs;
  }

  /** When targets or methods get other numbers. */
  forget(): void {
    this.#keys.fill(0);
  }
}
