import type { AddressBehaviour } from '../../model/behaviour.ts';
import { type Happening, mostDistinctWithin, type Seconds } from './sliding-window.ts';
import type { Room } from './room.ts';

const fewestMoments = 4;
/** A moment's second, and below it its agent and its requests, as one number that is exact. */
const agents = 2 ** 15;
const requestsOfMoment = 2 ** 6;
const behindSecond = agents * requestsOfMoment;
/** Stamps of other centuries are taken for the nearest second that fits. */
const lastSecond = 2 ** 32 - 1;

/**
 * When one address made its requests, and with which user agents: a moment is a second with an agent, in eight bytes. Times
 * may come in any order (several files, long requests); they are sorted when they are asked for.
 */
export class RequestTimes {
  #moments = new Float64Array(fewestMoments);
  #used = 0;
  #isSorted = true;
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  /**
   * Neighbouring requests of one second and agent are one moment. What finds no room is missing here, and the room knows.
   * @param agent its number, below 32,768
   */
  add(epoch: number, agent: number, requests = 1): void {
    const moment = (Math.min(Math.max(epoch, 0), lastSecond) * agents + agent) * requestsOfMoment;
    for (let left = requests; left > 0; ) {
      const last = this.#moments[this.#used - 1] ?? 0;
      const room = last - moment >= 0 ? requestsOfMoment - 1 - (last - moment) : 0;
      if (this.#used > 0 && room > 0) {
        const more = Math.min(left, room);
        this.#moments[this.#used - 1] = last + more;
        left -= more;
        continue;
      }
      if (!this.#room.take()) return;
      if (this.#used === this.#moments.length) this.#widen();
      if (last > moment) this.#isSorted = false;
      // One request is a zero, so that 64 fit.
      this.#moments[this.#used++] = moment;
      left--;
    }
  }

  seconds(): Seconds {
    const moments = this.#sorted();
    const epochs = new Uint32Array(moments.length);
    const requests = new Uint32Array(moments.length);
    let last = -1;
    for (let at = 0; at < moments.length; at++) {
      const moment = moments[at] ?? 0;
      const epoch = Math.floor(moment / behindSecond);
      if (last < 0 || epochs[last] !== epoch) epochs[++last] = epoch;
      requests[last] = (requests[last] ?? 0) + (moment % requestsOfMoment) + 1;
    }
    return { epochs: epochs.subarray(0, last + 1), requests: requests.subarray(0, last + 1) };
  }

  /** Most different user agents within any `seconds` seconds. */
  mostAgentsWithin(seconds: number): number {
    const happenings: Happening[] = Array.from(this.#sorted(), (moment) => ({
      epoch: Math.floor(moment / behindSecond),
      key: Math.floor(moment / requestsOfMoment) % agents,
    }));
    return mostDistinctWithin(happenings, seconds).distinct;
  }

  #sorted(): Float64Array {
    const moments = this.#moments.subarray(0, this.#used);
    if (!this.#isSorted) moments.sort();
    this.#isSorted = true;
    return moments;
  }

  #widen(): void {
    const wider = new Float64Array(this.#used + Math.max(fewestMoments, this.#used >> 1));
    wider.set(this.#moments);
    this.#moments = wider;
  }
}

/** How long a step is: whole minutes, as many of them as it takes to stay within `mostSteps` steps. */
export function stepSecondsOf({ epochs }: Seconds, mostSteps: number): number {
  const length = (epochs.at(-1) ?? 0) - (epochs[0] ?? 0);
  return stepLengths.find((step) => length / step < mostSteps - 1) ?? longestStep;
}

/** Requests a step of time, oldest first; steps without any are left out. */
export function stepsOf(seconds: Seconds, mostSteps: number): AddressBehaviour['minutes'] {
  const { epochs, requests } = seconds;
  const step = stepSecondsOf(seconds, mostSteps);
  const minutes: { fromEpoch: number; requests: number }[] = [];
  let last: { fromEpoch: number; requests: number } | undefined;
  for (let at = 0; at < epochs.length; at++) {
    const epoch = epochs[at] ?? 0;
    const more = requests[at] ?? 0;
    if (last !== undefined && epoch - last.fromEpoch < step) last.requests += more;
    else if (minutes.length === mostSteps) break;
    else minutes.push((last = { fromEpoch: epoch - (epoch % step), requests: more }));
  }
  return minutes;
}

/** A minute, ten, an hour, six, a day, ten days, and a hundred for stamps of other centuries. */
const longestStep = 8_640_000;
const stepLengths: readonly number[] = [60, 600, 3600, 21_600, 86_400, 864_000, longestStep];
