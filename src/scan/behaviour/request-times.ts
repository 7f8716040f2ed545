import type { AddressBehaviour } from '../../model/behaviour.ts';
import { type Happening, mostDistinctWithin, type Seconds } from './sliding-window.ts';
import type { Room } from './room.ts';

const numbersOfMoment = 3;
/** Two numbers as one that is exact: a second below 2³², and behind it a count or an agent's number. */
const behindSecond = 2 ** 20;
const fewestMoments = 8;

/**
 * When one address made its requests, and with which user agents: a moment is a second with an agent. Times may come in
 * any order (several files, long requests); they are sorted when they are asked for.
 */
export class RequestTimes {
  /** Second, number of the agent, requests: three numbers a moment. */
  #moments = new Uint32Array(fewestMoments * numbersOfMoment);
  #used = 0;
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Neighbouring requests of one second and agent are one moment. What finds no room is missing here, and the room knows. */
  add(epoch: number, agent: number): void {
    const last = this.#used - numbersOfMoment;
    const before = this.#moments[last + 2] ?? 0;
    if (last >= 0 && this.#moments[last] === epoch && this.#moments[last + 1] === agent && before < behindSecond - 1) {
      this.#moments[last + 2] = before + 1;
      return;
    }
    if (!this.#room.take()) return;
    if (this.#used === this.#moments.length) this.#widen();
    this.#moments[this.#used] = epoch;
    this.#moments[this.#used + 1] = agent;
    this.#moments[this.#used + 2] = 1;
    this.#used += numbersOfMoment;
  }

  seconds(): Seconds {
    const moments = this.#sortedWith(2);
    const epochs = new Uint32Array(moments.length);
    const requests = new Uint32Array(moments.length);
    let last = -1;
    for (const both of moments) {
      const epoch = Math.floor(both / behindSecond);
      if (last < 0 || epochs[last] !== epoch) epochs[++last] = epoch;
      requests[last] = (requests[last] ?? 0) + (both % behindSecond);
    }
    return { epochs: epochs.subarray(0, last + 1), requests: requests.subarray(0, last + 1) };
  }

  /** Most different user agents within any `seconds` seconds. */
  mostAgentsWithin(seconds: number): number {
    const happenings: Happening[] = Array.from(this.#sortedWith(1), (both) => ({
      epoch: Math.floor(both / behindSecond),
      key: both % behindSecond,
    }));
    return mostDistinctWithin(happenings, seconds).distinct;
  }

  /** Each moment's second together with another of its numbers. */
  #sortedWith(number: 1 | 2): Float64Array {
    const both = new Float64Array(this.#used / numbersOfMoment);
    for (let at = 0; at < both.length; at++) {
      const moment = at * numbersOfMoment;
      both[at] = (this.#moments[moment] ?? 0) * behindSecond + (this.#moments[moment + number] ?? 0);
    }
    return both.sort();
  }

  #widen(): void {
    const moments = this.#used / numbersOfMoment;
    const wider = new Uint32Array((moments + Math.max(fewestMoments, moments >> 1)) * numbersOfMoment);
    wider.set(this.#moments);
    this.#moments = wider;
  }
}

/**
 * Requests a step of time, oldest first: steps of whole minutes, as many of them as it takes to stay within `mostSteps`.
 * Kept as numbers, and made into objects when somebody looks: those of all addresses at once would take 100 MB.
 */
export function stepsOf({ epochs, requests }: Seconds, mostSteps: number): Pick<AddressBehaviour, 'minuteSeconds' | 'minutes'> {
  const length = (epochs.at(-1) ?? 0) - (epochs[0] ?? 0);
  const minuteSeconds = stepLengths.find((step) => length / step < mostSteps - 1) ?? longestStep;
  const starts: number[] = [];
  const counts: number[] = [];
  for (const [at, epoch] of epochs.entries()) {
    const step = Math.floor(epoch / minuteSeconds) * minuteSeconds;
    if (starts.at(-1) !== step) {
      if (starts.length === mostSteps) break;
      starts.push(step);
      counts.push(0);
    }
    counts[counts.length - 1] = (counts.at(-1) ?? 0) + (requests[at] ?? 0);
  }
  const [from, of] = [Uint32Array.from(starts), Uint32Array.from(counts)];
  return {
    minuteSeconds,
    get minutes() {
      return Array.from(from, (fromEpoch, at) => ({ fromEpoch, requests: of[at] ?? 0 }));
    },
  };
}

/** A minute, ten, an hour, six, a day, ten days, and a hundred for stamps of other centuries. */
const longestStep = 8_640_000;
const stepLengths: readonly number[] = [60, 600, 3600, 21_600, 86_400, 864_000, longestStep];
