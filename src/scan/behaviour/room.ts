/** How much may be kept of something for all addresses together, and how much was not. */
export class Room {
  readonly most: number;
  #taken = 0;
  #refused = 0;

  constructor(most: number) {
    this.most = most;
  }

  /** Takes the room for one thing more; false where there is none, which is counted. */
  take(): boolean {
    if (this.#taken < this.most) {
      this.#taken++;
      return true;
    }
    this.#refused++;
    return false;
  }

  /** Makes room again for so many things. */
  giveBack(things: number): void {
    this.#taken -= things;
  }

  /** How often there was none. */
  get refused(): number {
    return this.#refused;
  }
}
