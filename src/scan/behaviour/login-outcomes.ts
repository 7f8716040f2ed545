import type { AddressBehaviour } from '../../model/behaviour.ts';
import type { Room } from './room.ts';

/** So many wrong passwords in a row make the next right one an alarm; below, an owner mistyped. */
const fewestFailures = 3;
/** An address whose every POST to a site's login is answered 302, so often, meets a plugin that redirects everything. */
const redirectsAlways = 5;
/** So many 302 in a row are no logins but a lock-out that redirects: who is in does not log in again. */
const redirectsNow = 10;

/** Password guesses of one address, by site: what was answered when. */
export class LoginOutcomes {
  /** Twice the time, and one more where it was let in: sorted as they are, a failure of the same second comes first. */
  readonly #bySite = new Map<string | null, number[]>();
  readonly #room: Room;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Takes the answer to a guess: 302 is a success, 200 and 4xx are none; others say nothing about the password. */
  add(epoch: number, site: string | null, status: number | null): void {
    const isSuccess = status === 302;
    const isFailure = status === 200 || (status !== null && status >= 400 && status < 500);
    if ((!isSuccess && !isFailure) || !this.#room.take()) return;
    const guesses = this.#bySite.get(site);
    const guess = epoch * 2 + (isSuccess ? 1 : 0);
    if (guesses === undefined) this.#bySite.set(site, [guess]);
    else guesses.push(guess);
  }

  /** The first success after a run of failures on each site, by time, and how many logins went well at once. */
  result(): Pick<AddressBehaviour, 'loginsAfterFailures' | 'loginsAtOnce'> {
    const loginsAfterFailures: AddressBehaviour['loginsAfterFailures'][number][] = [];
    let loginsAtOnce = 0;
    for (const [site, guesses] of this.#bySite) {
      const outcome = outcomeOf(guesses.sort((a, b) => a - b));
      loginsAtOnce += outcome.atOnce;
      if (outcome.after !== null) loginsAfterFailures.push({ ...outcome.after, site });
    }
    return { loginsAfterFailures: loginsAfterFailures.sort((a, b) => a.epoch - b.epoch), loginsAtOnce };
  }
}

interface Outcome {
  readonly atOnce: number;
  readonly after: { readonly epoch: number; readonly failuresBefore: number } | null;
}

const isSuccess = (guess: number): boolean => guess % 2 === 1;

function outcomeOf(guesses: readonly number[]): Outcome {
  if (guesses.every(isSuccess)) return { atOnce: guesses.length < redirectsAlways ? guesses.length : 0, after: null };
  let atOnce = 0;
  let after: Outcome['after'] = null;
  let failures = 0;
  for (let at = 0; at < guesses.length; ) {
    const guess = guesses[at] ?? 0;
    if (!isSuccess(guess)) {
      failures++;
      at++;
      continue;
    }
    let end = at;
    while (end < guesses.length && isSuccess(guesses[end] ?? 0)) end++;
    if (end - at < redirectsNow) {
      if (failures < fewestFailures) atOnce += end - at;
      else after ??= { epoch: (guess - 1) / 2, failuresBefore: failures };
    }
    failures = 0;
    at = end;
  }
  return { atOnce, after };
}
