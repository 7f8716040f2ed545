import { Room } from './room.ts';

/** One eighth as much again is for successes alone. */
const shareOfSuccesses = 8;

/** How many guesses are kept of all addresses. Failures never take the last of it: a success after them is the loudest alarm there is. */
export class LoginRoom {
  readonly most: number;
  readonly #all: Room;
  readonly #successes: Room;

  constructor(most: number) {
    this.most = most;
    this.#all = new Room(most);
    this.#successes = new Room(Math.ceil(most / shareOfSuccesses));
  }

  take(isSuccess: boolean): boolean {
    return this.#all.take() || (isSuccess && this.#successes.take());
  }

  giveBack(guesses: number): void {
    this.#all.giveBack(guesses);
  }

  /** How often there was none. */
  get refused(): number {
    return this.#all.refused;
  }
}
