import type { Sign } from '../../model/behaviour.ts';
import type { Room } from './room.ts';

/** What shows best what an address did, strongest first; an ordinary request comes last. */
const strength: readonly (Sign | null)[] = [
  ...(['shell-answered', 'secret-answered', 'payload', 'login', 'xmlrpc', 'other-login', 'secret', 'backup', 'missing-script'] as const),
  ...(['user-enumeration', 'turned-away', 'comment', 'proxy-try', 'auth-failure', 'rule-hit', 'bad-agent', 'not-web'] as const),
  ...(['cache-buster', 'search', 'slow-request', 'pingback'] as const),
  null,
];
const mostOfOne = 4;
const mostOrdinary = 2;
const mostSamples = 10;

/** Raw lines of one address: a few of each sign it gave. */
export class SampleLines {
  readonly #bySign = new Map<Sign | null, string[]>();
  #ordinary = 0;
  readonly #room: Room;

  /** @param room lines of all addresses */
  constructor(room: Room) {
    this.#room = room;
  }

  /** Whether an ordinary request would be kept still. */
  get wantsOrdinary(): boolean {
    return this.#ordinary < mostOrdinary;
  }

  /** Keeps the line where its strongest sign has few so far: the first one always. `line` is asked for only then. */
  offer(signs: readonly Sign[], line: () => string): void {
    const best = signs.length === 0 ? null : (strength.find((sign) => sign !== null && signs.includes(sign)) ?? null);
    if (best === null && ++this.#ordinary > mostOrdinary) return;
    const kept = this.#bySign.get(best);
    if (kept === undefined) this.#bySign.set(best, [line()]);
    else if (kept.length < mostOfOne && this.#room.take()) kept.push(line());
  }

  /** One of each sign, then a second of each, until there are ten. */
  result(): readonly string[] {
    const lists = strength.map((sign) => this.#bySign.get(sign) ?? []);
    const rounds = Array.from({ length: mostOfOne }, (_, round) => lists.flatMap((list) => list.slice(round, round + 1)));
    return rounds.flat().slice(0, mostSamples);
  }
}
