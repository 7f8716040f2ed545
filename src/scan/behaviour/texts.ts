/** Texts from logs are cut to so many characters before they are kept. */
export const longestText = 300;

/** What stands for all texts that find no room any more. */
const others = '(other)';

/**
 * Texts as numbers from 0 on, so that whatever comes again is written down as a number. Bounded in texts and characters: those
 * that find no room are all {@link Texts.other}, or, where hashes are wanted, told apart by a hash in place of a number. Whoever
 * fills the room with rubbish must not make a hunt for many names look like one for a single name, over and over.
 */
export class Texts {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [others];
  readonly #most: number;
  readonly #mostCharacters: number;
  readonly #firstHash: number;
  #characters = 0;
  #isFull = false;

  /** The number of texts without one of their own. */
  readonly other = 0;

  /** @param firstHash from here on, up to twice as much, a number is a hash; above `most`, and at most 2³¹. Left out: no hashes */
  constructor(most: number, mostCharacters: number, firstHash = Infinity) {
    this.#most = most;
    this.#mostCharacters = mostCharacters;
    this.#firstHash = firstHash;
  }

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    if (this.#texts.length > this.#most || this.#characters + text.length > this.#mostCharacters) {
      this.#isFull = true;
      return Number.isFinite(this.#firstHash) ? this.#firstHash + (hashOf(text) % this.#firstHash) : this.other;
    }
    const number = this.#texts.length;
    this.#numbers.set(text, number);
    this.#texts.push(text);
    this.#characters += text.length;
    return number;
  }

  /** The text of a number, or what tells one that found no room from others. */
  textOf(number: number): string {
    return this.isHash(number) ? `(other ${number.toString(36)})` : (this.#texts[number] ?? others);
  }

  /** Whether a number stands for a text that found no room. */
  isHash(number: number): boolean {
    return number >= this.#firstHash;
  }

  /** Whether a text found no room. */
  get isFull(): boolean {
    return this.#isFull;
  }
}

/** FNV-1a, below 2³¹. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) & 0x7fff_ffff;
}
