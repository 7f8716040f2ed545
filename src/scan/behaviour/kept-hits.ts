import { hitsKept, type SignHit, type SignHits } from '../../model/behaviour.ts';
import { byTime, type Hit } from './hit.ts';
import { type Hand, ListAtHand } from './list-at-hand.ts';
import type { Texts } from './texts.ts';

/** Hits of all addresses together: past this the lists are made shorter. */
export const mostHits = 400_000;
const fewestKept = 16;

/** What all lists of hits share. How many each keeps: fewer when attackers send so much that all together grow too large. */
export class HitRoom {
  readonly texts: Texts;
  readonly hand: Hand;
  #kept: number;
  readonly #most: number;
  readonly #lists: KeptHits[] = [];
  #held = 0;
  #isTight = false;

  /** @param texts whose numbers, hashes too, are below {@link numbersOfTexts} */
  constructor(texts: Texts, hand: Hand, most = mostHits, kept = hitsKept) {
    this.texts = texts;
    this.hand = hand;
    this.#most = most;
    this.#kept = kept;
  }

  /** How many hits of one sign and address are kept now. */
  get kept(): number {
    return this.#kept;
  }

  /** Whether lists had to be made shorter. */
  get isTight(): boolean {
    return this.#isTight;
  }

  join(list: KeptHits): void {
    this.#lists.push(list);
  }

  hold(change: number): void {
    this.#held += change;
    while (this.#held > this.#most && this.#kept > fewestKept) {
      this.#isTight = true;
      this.#kept = Math.max(fewestKept, this.#kept >> 1);
      for (const list of this.#lists) list.cut();
    }
  }
}

/** Numbers of one hit: when, how large the answer was, and two that hold several each. */
const numbersOfHit = 4;
const fewestHits = 2;
const none = -1;
/** Numbers of texts are below it; two of them fit into one exact number. */
export const numbersOfTexts = 2 ** 20;
const statuses = 2 ** 10;
const noStatus = statuses - 1;
const flags = 4;
const forgeableFlag = 1;
const unlessEditorFlag = 2;

/** So many names are kept whenever they come: also where few hits are, enough for any rule about different names. */
const mostNames = (kept: number): number => Math.max(32, kept >> 1);

/**
 * The first ones by time, and the first one of each of the first names, however late: else five hundred requests for one script would
 * hide a hunt for others that comes after. `sorted`: by time.
 */
function chosen(sorted: readonly Hit[], kept: number): { readonly hits: Hit[]; readonly names: ReadonlyMap<string, number> } {
  const names = new Map<string, number>();
  const hits = sorted.filter(({ what, epoch }, at) => {
    const isFirstOfName = names.size < mostNames(kept) && !names.has(what);
    if (isFirstOfName) names.set(what, epoch ?? Infinity);
    return at < kept || isFirstOfName;
  });
  return { hits, names };
}

/** The hits of one sign of one address: all counted, some of them kept, in 32 bytes each: see `chosen`. */
export class KeptHits {
  #count = 0;
  #numbers = new Float64Array(fewestHits * numbersOfHit);
  #held = 0;
  /** The newest time of the first ones when more came than are kept. */
  #newestFirst = Infinity;
  /** Names that are kept then, each with the time of the first hit that has it. */
  #names = new Map<string, number>();
  #newestName = -Infinity;
  readonly #room: HitRoom;

  constructor(room: HitRoom) {
    this.#room = room;
    room.join(this);
  }

  get count(): number {
    return this.#count;
  }

  add(hit: Hit): void {
    this.#count++;
    // Most logs are in order: what is too late is not even written down.
    if ((hit.epoch ?? Infinity) > this.#newestFirst && !this.#isNamed(hit)) return;
    if (this.#held * numbersOfHit === this.#numbers.length) this.#resize(this.#held * 2);
    this.#write(this.#held++, hit);
    this.#room.hold(1);
    if (this.#held >= 2 * this.#room.kept + mostNames(this.#room.kept)) this.cut();
  }

  /** True for a late one that may be the first of its name, and then remembers it. */
  #isNamed({ what, epoch }: Hit): boolean {
    const at = epoch ?? Infinity;
    const known = this.#names.get(what);
    const isFull = this.#names.size >= mostNames(this.#room.kept);
    if (known === undefined ? isFull && at > this.#newestName : at > known) return false;
    this.#names.set(what, at);
    this.#newestName = Math.max(this.#newestName, at);
    return true;
  }

  /** Leaves what is `chosen`: whatever is dropped is not, in whatever order they came. */
  cut(): void {
    const before = this.#held;
    const { kept } = this.#room;
    if (before <= kept) return;
    const { hits, names } = chosen(this.all().sort(byTime), kept);
    hits.forEach((hit, at) => {
      this.#write(at, hit);
    });
    this.#held = hits.length;
    this.#newestFirst = hits[kept - 1]?.epoch ?? Infinity;
    this.#names = new Map(names);
    this.#newestName = [...names.values()].at(-1) ?? -Infinity;
    if (this.#numbers.length > 2 * kept * numbersOfHit) this.#resize(this.#held);
    this.#room.hold(this.#held - before);
  }

  /**
   * What `isOne` lets pass (null: all), or null when none does; hits that are not kept one by one pass as long as any other does.
   * @param whose of what address they are
   */
  result(whose: string, isOne: ((hit: Hit) => boolean) | null): SignHits | null {
    const passing = isOne === null ? this.#held : this.#passing(isOne).length;
    if (passing === 0) return null;
    const make = (): readonly SignHit[] => chosen(this.#passing(isOne).sort(byTime), this.#room.kept).hits.map(toTell);
    return new PassingHits(this.#count - (this.#held - passing), new ListAtHand(this.#room.hand, whose, make));
  }

  all(): Hit[] {
    return Array.from({ length: this.#held }, (_, at) => this.#read(at));
  }

  #passing(isOne: ((hit: Hit) => boolean) | null): Hit[] {
    return isOne === null ? this.all() : this.all().filter(isOne);
  }

  #write(at: number, { epoch, site, what, method, status, agent, forgeable, sizeBytes, unlessEditor }: Hit): void {
    const known = this.#room.texts;
    const flag = (forgeable ? forgeableFlag : 0) + (unlessEditor ? unlessEditorFlag : 0);
    const first = at * numbersOfHit;
    this.#numbers[first] = epoch ?? NaN;
    this.#numbers[first + 1] = sizeBytes ?? none;
    this.#numbers[first + 2] = (site === null ? 0 : known.numberOf(site) + 1) * numbersOfTexts + known.numberOf(what);
    this.#numbers[first + 3] =
      (known.numberOf(agent) * numbersOfTexts + known.numberOf(method)) * statuses * flags + (status ?? noStatus) * flags + flag;
  }

  #read(at: number): Hit {
    const known = this.#room.texts;
    const first = at * numbersOfHit;
    const epoch = this.#numbers[first] ?? NaN;
    const sizeBytes = this.#numbers[first + 1] ?? none;
    const siteAndWhat = this.#numbers[first + 2] ?? 0;
    const rest = this.#numbers[first + 3] ?? 0;
    const site = Math.floor(siteAndWhat / numbersOfTexts);
    const status = Math.floor(rest / flags) % statuses;
    const agentAndMethod = Math.floor(rest / (flags * statuses));
    return {
      epoch: Number.isNaN(epoch) ? null : epoch,
      site: site === 0 ? null : known.textOf(site - 1),
      what: known.textOf(siteAndWhat % numbersOfTexts),
      method: known.textOf(agentAndMethod % numbersOfTexts),
      status: status === noStatus ? null : status,
      agent: known.textOf(Math.floor(agentAndMethod / numbersOfTexts)),
      forgeable: ((rest % flags) & forgeableFlag) !== 0,
      sizeBytes: sizeBytes === none ? null : sizeBytes,
      unlessEditor: ((rest % flags) & unlessEditorFlag) !== 0,
    };
  }

  #resize(hits: number): void {
    const numbers = new Float64Array(hits * numbersOfHit);
    numbers.set(this.#numbers.subarray(0, this.#held * numbersOfHit));
    this.#numbers = numbers;
  }
}

class PassingHits implements SignHits {
  readonly count: number;
  readonly #list: ListAtHand<SignHit>;

  constructor(count: number, list: ListAtHand<SignHit>) {
    this.count = count;
    this.#list = list;
  }

  get hits(): readonly SignHit[] {
    return this.#list.items;
  }
}

const toTell = ({ epoch, site, what, method, status, agent, forgeable }: Hit): SignHit => ({
  ...{ epoch, site, what, method, status, agent, forgeable },
});
