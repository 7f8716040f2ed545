import type { AddressBehaviour } from '../../model/behaviour.ts';
import type { LoginRoom } from './login-room.ts';
import type { Room } from './room.ts';

/** So many wrong passwords in a row make the next right one an alarm; below, an owner mistyped. */
const fewestFailures = 3;
/** An address whose every POST to a site's login is answered 302, so often, meets a plugin that redirects everything. */
const redirectsAlways = 5;
/** So many 302 in a row are no logins but a lock-out that redirects: who is in does not log in again. */
const redirectsNow = 10;

/** Guesses of one site are put together when there are so many. Lines come nearly in order, so that half of them is settled. */
const mostApart = 1_024;

/**
 * Guesses as one number each: twice the time, and one more where it was let in; below that how many failures it stands for, less
 * one. Sorted as they are, a failure of the same second comes before a success.
 */
const failuresOfOne = 2 ** 16;
const guessAt = (epoch: number, isSuccess: boolean): number => (epoch * 2 + (isSuccess ? 1 : 0)) * failuresOfOne;
const isSuccess = (guess: number): boolean => Math.floor(guess / failuresOfOne) % 2 === 1;
const epochOf = (guess: number): number => Math.floor(guess / failuresOfOne / 2);
const failuresOf = (guess: number): number => (guess % failuresOfOne) + 1;

/** The line of a success that may be the one that is reported: of each site the first one after a run, in the order of reading. */
interface LetIn {
  readonly epoch: number;
  readonly isAfterRun: boolean;
  readonly line: string;
}

/** Password guesses of one address, by site: what was answered when. */
export class LoginOutcomes {
  readonly #bySite = new Map<string | null, number[]>();
  /** Failures since the last success, in the order of reading. */
  readonly #failures = new Map<string | null, number>();
  readonly #letIn = new Map<string | null, LetIn>();
  readonly #room: LoginRoom;
  readonly #lineRoom: Room;

  /** @param lineRoom of lines of all addresses */
  constructor(room: LoginRoom, lineRoom: Room) {
    this.#room = room;
    this.#lineRoom = lineRoom;
  }

  /**
   * Takes the answer to a guess: 302 is a success, 200 and 4xx are none; others say nothing about the password. `line` is asked for
   * where it may be the success that is reported.
   */
  add(epoch: number, site: string | null, status: number | null, line: () => string): void {
    const wasLetIn = status === 302;
    const wasRefused = status === 200 || (status !== null && status >= 400 && status < 500);
    if ((!wasLetIn && !wasRefused) || !this.#room.take(wasLetIn)) return;
    if (wasLetIn) this.#keepLine(epoch, site, line);
    this.#failures.set(site, wasLetIn ? 0 : (this.#failures.get(site) ?? 0) + 1);
    const guesses = this.#bySite.get(site);
    const guess = guessAt(epoch, wasLetIn);
    if (guesses === undefined) this.#bySite.set(site, [guess]);
    else {
      guesses.push(guess);
      if (guesses.length >= mostApart) this.#putTogether(site, guesses);
    }
  }

  #keepLine(epoch: number, site: string | null, line: () => string): void {
    const isAfterRun = (this.#failures.get(site) ?? 0) >= fewestFailures;
    const kept = this.#letIn.get(site);
    if (kept === undefined) {
      if (this.#letIn.size > 0 && !this.#lineRoom.take()) return;
    } else if (!isAfterRun || (kept.isAfterRun && kept.epoch <= epoch)) return;
    this.#letIn.set(site, { epoch, isAfterRun, line: line() });
  }

  /** The raw lines of the successes that `result` tells of, as far as they were kept. */
  lines(): readonly string[] {
    return this.result().loginsAfterFailures.flatMap(({ site, epoch }) => {
      const kept = this.#letIn.get(site);
      return kept?.epoch === epoch ? [kept.line] : [];
    });
  }

  /** The first success after a run of failures on each site, by time, and how many logins went well at once. */
  result(): Pick<AddressBehaviour, 'loginsAfterFailures' | 'loginsAtOnce'> {
    const loginsAfterFailures: AddressBehaviour['loginsAfterFailures'][number][] = [];
    let loginsAtOnce = 0;
    for (const [site, guesses] of this.#bySite) {
      const outcome = outcomeOf(guesses.sort(byTime));
      loginsAtOnce += outcome.atOnce;
      if (outcome.after !== null) loginsAfterFailures.push({ ...outcome.after, site });
    }
    return { loginsAfterFailures: loginsAfterFailures.sort((a, b) => a.epoch - b.epoch), loginsAtOnce };
  }

  /** Makes one of failures that follow each other, in the older half: a flood of them must not leave no room for a success. */
  #putTogether(site: string | null, guesses: number[]): void {
    guesses.sort(byTime);
    const settled = guesses.length >> 1;
    const together: number[] = [];
    for (const guess of guesses.slice(0, settled)) {
      const last = together.at(-1);
      const fits = last !== undefined && !isSuccess(last) && !isSuccess(guess) && failuresOf(last) + failuresOf(guess) <= failuresOfOne;
      if (fits) together[together.length - 1] = last + failuresOf(guess);
      else together.push(guess);
    }
    this.#room.giveBack(settled - together.length);
    this.#bySite.set(site, [...together, ...guesses.slice(settled)]);
  }
}

const byTime = (a: number, b: number): number => a - b;

interface Outcome {
  readonly atOnce: number;
  readonly after: { readonly epoch: number; readonly failuresBefore: number } | null;
}

function outcomeOf(guesses: readonly number[]): Outcome {
  if (guesses.every(isSuccess)) return { atOnce: guesses.length < redirectsAlways ? guesses.length : 0, after: null };
  let atOnce = 0;
  let after: Outcome['after'] = null;
  let failures = 0;
  for (let at = 0; at < guesses.length; ) {
    const guess = guesses[at] ?? 0;
    if (!isSuccess(guess)) {
      failures += failuresOf(guess);
      at++;
      continue;
    }
    let end = at;
    while (end < guesses.length && isSuccess(guesses[end] ?? 0)) end++;
    if (end - at < redirectsNow) {
      if (failures < fewestFailures) atOnce += end - at;
      else after ??= { epoch: epochOf(guess), failuresBefore: failures };
    }
    failures = 0;
    at = end;
  }
  return { atOnce, after };
}
