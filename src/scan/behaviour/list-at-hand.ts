/** Knows whose lists are in use. */
export class Hand {
  #whose: string | null = null;
  #lists: { letGo: () => void }[] = [];

  /** Lets go of all lists of anybody else. */
  hold(whose: string, list: { letGo: () => void }): void {
    if (whose !== this.#whose) {
      for (const other of this.#lists) other.letGo();
      this.#lists = [];
      this.#whose = whose;
    }
    this.#lists.push(list);
  }
}

/**
 * A list that is made when somebody looks at it, and kept until a list of somebody else is looked at: whoever judges looks many times at
 * the lists of one address, then at those of the next, and those of thousands of addresses at once take 100 MB.
 */
export class ListAtHand<Item> {
  #made: readonly Item[] | null = null;
  readonly #hand: Hand;
  readonly #whose: string;
  readonly #make: () => readonly Item[];

  constructor(hand: Hand, whose: string, make: () => readonly Item[]) {
    this.#hand = hand;
    this.#whose = whose;
    this.#make = make;
  }

  get items(): readonly Item[] {
    if (this.#made !== null) return this.#made;
    this.#hand.hold(this.#whose, this);
    this.#made = this.#make();
    return this.#made;
  }

  letGo(): void {
    this.#made = null;
  }
}
