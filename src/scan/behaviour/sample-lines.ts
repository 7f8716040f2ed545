import type { Sign } from '../../model/behaviour.ts';

/** What shows best what an address did, strongest first; an ordinary request comes last. */
const strength: readonly (Sign | null)[] = [
  ...(['shell-answered', 'secret-answered', 'payload', 'login', 'xmlrpc', 'secret', 'missing-script', 'user-enumeration'] as const),
  ...(['auth-failure', 'rule-hit', 'bad-agent', 'not-web', 'cache-buster', 'slow-request'] as const),
  null,
];
const mostOfOne = 4;
const mostSamples = 10;

/** Raw lines of one address: a few of each sign it gave. */
export class SampleLines {
  readonly #bySign = new Map<Sign | null, string[]>();

  /** Whether an ordinary request would be kept still. */
  get wantsOrdinary(): boolean {
    return (this.#bySign.get(null)?.length ?? 0) < mostOfOne;
  }

  /** Keeps the line where its strongest sign has few so far. `line` is asked for only then. */
  offer(signs: readonly Sign[], line: () => string): void {
    const best = signs.length === 0 ? null : (strength.find((sign) => sign !== null && signs.includes(sign)) ?? null);
    const kept = this.#bySign.get(best);
    if (kept === undefined) this.#bySign.set(best, [line()]);
    else if (kept.length < mostOfOne) kept.push(line());
  }

  /** One of each sign, then a second of each, until there are ten. */
  result(): readonly string[] {
    const lists = strength.map((sign) => this.#bySign.get(sign) ?? []);
    const rounds = Array.from({ length: mostOfOne }, (_, round) => lists.flatMap((list) => list.slice(round, round + 1)));
    return rounds.flat().slice(0, mostSamples);
  }
}
