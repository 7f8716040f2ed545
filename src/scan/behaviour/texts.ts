/** Texts from logs are cut to so many characters before they are kept. */
export const longestText = 300;

/** What stands for all texts that find no room any more. */
const others = '(other)';

/**
 * Texts as numbers from 0 on, so that whatever comes again is written down as a number. Bounded in texts and characters:
 * those that find no room are all {@link Texts.other}.
 */
export class Texts {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [others];
  readonly #most: number;
  readonly #mostCharacters: number;
  #characters = 0;
  #isFull = false;

  /** The number of texts without one of their own. */
  readonly other = 0;

  constructor(most: number, mostCharacters: number) {
    this.#most = most;
    this.#mostCharacters = mostCharacters;
  }

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    if (this.#texts.length > this.#most || this.#characters + text.length > this.#mostCharacters) {
      this.#isFull = true;
      return this.other;
    }
    const number = this.#texts.length;
    this.#numbers.set(text, number);
    this.#texts.push(text);
    this.#characters += text.length;
    return number;
  }

  textOf(number: number): string {
    return this.#texts[number] ?? others;
  }

  /** Whether a text found no room. */
  get isFull(): boolean {
    return this.#isFull;
  }
}
