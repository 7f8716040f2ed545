import type { NumberCounts } from './number-counts.ts';

export interface NamedCount {
  readonly name: string;
  readonly count: number;
}

/** Counts of numbers that stand for names. */
export class NamedCounts {
  readonly #counts: NumberCounts;
  readonly #nameOf: (number: number) => string | null;

  /** @param nameOf null for a number whose name is not known, which is then left out of lists */
  constructor(counts: NumberCounts, nameOf: (number: number) => string | null) {
    this.#counts = counts;
    this.#nameOf = nameOf;
  }

  get distinct(): number {
    return this.#counts.distinct;
  }

  /** Most frequent first, equal ones by name. */
  top(count: number): readonly NamedCount[] {
    const most = this.#named(this.#counts.mostOf(count));
    // Some may have no name: then others take their places.
    const named = most.length < count && this.distinct > count ? this.#named(this.#counts.entries()) : most;
    return named.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)).slice(0, count);
  }

  #named(counts: readonly { readonly number: number; readonly count: number }[]): NamedCount[] {
    return counts.flatMap(({ number, count }) => {
      const name = this.#nameOf(number);
      return name === null ? [] : [{ name, count }];
    });
  }

  asRecord(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.top(Infinity).map(({ name, count }) => [name, count]));
  }
}
