import type { SampleLine, Sign } from '../../model/behaviour.ts';
import type { Room } from './room.ts';

/** What shows best what an address did, strongest first; an ordinary request comes last. */
const strength: readonly (Sign | null)[] = [
  ...(['shell-answered', 'secret-answered', 'payload', 'login', 'xmlrpc', 'other-login', 'secret', 'backup', 'missing-script'] as const),
  ...(['user-enumeration', 'turned-away', 'comment', 'proxy-try', 'auth-failure', 'rule-hit', 'bad-agent', 'not-web'] as const),
  ...(['cache-buster', 'search', 'slow-request', 'pingback'] as const),
  null,
];
const rankOf = (sign: Sign): number => strength.indexOf(sign);
const mostOfOne = 4;
const mostOrdinary = 2;
const mostSamples = 10;
/** So many lines of one sign are looked at: a flood of one and the same line must not cost more than that. */
const mostLooks = 16;

interface Kept {
  /** Each another. */
  readonly lines: string[];
  looks: number;
}

/** Raw lines of one address: a few of each sign it gave, none of them twice. */
export class SampleLines {
  readonly #bySign = new Map<Sign | null, Kept>();
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

  /** Keeps the line for the strongest of its signs that has few so far: the first one always. `line` is asked for only then. */
  offer(signs: readonly Sign[], line: () => string): void {
    if (signs.length === 0) {
      if (++this.#ordinary <= mostOrdinary) this.#keep(null, line);
      return;
    }
    let strongest: Sign | undefined;
    for (const sign of signs) if (this.#wants(sign) && (strongest === undefined || rankOf(sign) < rankOf(strongest))) strongest = sign;
    if (strongest !== undefined) this.#keep(strongest, line);
  }

  /**
   * One for each sign, then a second for each, until there are ten.
   * @param letIn the lines of logins that were let in after failures: they come first
   */
  result(letIn: readonly string[] = []): readonly SampleLine[] {
    const shown = letIn.slice(0, mostOfOne);
    const others = strength.map((sign) => ({
      shows: sign,
      lines: (this.#bySign.get(sign)?.lines ?? []).filter((line) => !shown.includes(line)),
    }));
    const all = [{ shows: 'let-in' as const, lines: shown }, ...others];
    const rounds = Array.from({ length: mostOfOne }, (_, round) =>
      all.flatMap(({ shows, lines }) => lines.slice(round, round + 1).map((line) => ({ shows, line }))),
    );
    return rounds.flat().slice(0, mostSamples);
  }

  #wants(sign: Sign): boolean {
    const kept = this.#bySign.get(sign);
    return kept === undefined || (kept.lines.length < mostOfOne && kept.looks < mostLooks);
  }

  #keep(sign: Sign | null, line: () => string): void {
    const kept = this.#bySign.get(sign);
    if (kept === undefined) {
      this.#bySign.set(sign, { lines: [line()], looks: 1 });
      return;
    }
    kept.looks++;
    const text = line();
    if (!kept.lines.includes(text) && this.#room.take()) kept.lines.push(text);
  }
}
