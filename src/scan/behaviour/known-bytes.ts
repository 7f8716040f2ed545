/** Nothing is looked for longer than this, so that texts made to collide cost no more than others: they are forgotten instead. */
const mostSteps = 16;

/**
 * What was found out about texts that come again and again, asked for by their bytes, so that no string is made of what is
 * known. Holds so many texts of so many bytes together; all go when it is full, and the busy ones are back at once.
 */
export class KnownBytes<Fact> {
  readonly #slots: Int32Array;
  readonly #hashes: Int32Array;
  /** Where each text begins in `#texts`; the next one's beginning is its end. */
  readonly #starts: Int32Array;
  readonly #texts: Uint8Array;
  readonly #facts: Fact[] = [];

  /** @param most texts, a power of two; @param textBytes of all of them */
  constructor(most: number, textBytes: number) {
    this.#slots = new Int32Array(most * 2);
    this.#hashes = new Int32Array(most);
    this.#starts = new Int32Array(most + 1);
    this.#texts = new Uint8Array(textBytes);
  }

  find(bytes: Uint8Array, start: number, end: number): Fact | undefined {
    const hash = hashOf(bytes, start, end);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask, steps = 0; steps < mostSteps; slot = (slot + 1) & mask, steps++) {
      const number = (this.#slots[slot] ?? 0) - 1;
      if (number < 0) return undefined;
      if (this.#hashes[number] === hash && this.#isText(number, bytes, start, end)) return this.#facts[number];
    }
    return undefined;
  }

  /** Keeps what `find` did not find. A text that finds no place is not kept. */
  keep(bytes: Uint8Array, start: number, end: number, fact: Fact): void {
    const length = end - start;
    if (length > this.#texts.length) return;
    if (this.#facts.length === this.#hashes.length || this.#used() + length > this.#texts.length) this.#forget();
    const hash = hashOf(bytes, start, end);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let steps = 1; this.#slots[slot] !== 0; slot = (slot + 1) & mask, steps++) if (steps === mostSteps) return;
    const number = this.#facts.length;
    const from = this.#used();
    for (let at = 0; at < length; at++) this.#texts[from + at] = bytes[start + at] ?? 0;
    this.#starts[number + 1] = from + length;
    this.#hashes[number] = hash;
    this.#facts.push(fact);
    this.#slots[slot] = number + 1;
  }

  #isText(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#starts[number] ?? 0;
    const length = (this.#starts[number + 1] ?? 0) - from;
    if (length !== end - start) return false;
    for (let at = 0; at < length; at++) if (this.#texts[from + at] !== bytes[start + at]) return false;
    return true;
  }

  #used(): number {
    return this.#starts[this.#facts.length] ?? 0;
  }

  #forget(): void {
    this.#facts.length = 0;
    this.#slots.fill(0);
  }
}

/** FNV-1a, its upper bits folded into the lower ones that choose the place. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}
