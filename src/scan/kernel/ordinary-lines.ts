import type { BehaviourBook } from '../behaviour/behaviour-book.ts';
import { needsOnlyCounting, type KnownTarget } from '../behaviour/known-targets.ts';
import { takesHarmlessQueries, tellingWords } from '../behaviour/harmless-query.ts';
import type { KernelExports } from './kernel-exports.ts';
import {
  countedOf,
  countField,
  mostCandidates,
  nameLists,
  ordinaryCountNumbers,
  ordinaryStatuses,
  ordinaryTimeNumbers,
  ownerBits,
  seldomAnswer,
  targetBits,
  timeField,
  unnumbered,
} from './look-numbers.ts';

/**
 * Lines of candidates that the kernel counts by itself: those like others that were found to be a sign of nothing. Tells it
 * which they are (`mark…`), and fetches what it counted.
 */
export class OrdinaryLines {
  readonly #kernel: KernelExports;
  readonly #book: BehaviourBook;
  readonly #numbers: Uint32Array;
  readonly #floats: Float64Array;
  readonly #withEnough: Uint8Array;
  readonly #targetWords: number;
  /** The next time to be fetched of this look, and how many are left. */
  #timeAt = 0;
  #timesLeft = 0;

  constructor(kernel: KernelExports, book: BehaviourBook, input: Uint8Array, numbers: Uint32Array, floats: Float64Array) {
    this.#kernel = kernel;
    this.#book = book;
    this.#numbers = numbers;
    this.#floats = floats;
    this.#withEnough = new Uint8Array(kernel.memory.buffer, kernel.candidatesWithEnoughAt(), mostCandidates + 1);
    for (const word of tellingWords) {
      input.set(Buffer.from(word, 'latin1'));
      kernel.addTellingWord();
    }
    this.#targetWords = kernel.wordsAt(nameLists.indexOf('targets')) / 4;
  }

  /** From now on requests for this target with such an answer are ordinary, as far as the target has a part in it. */
  markTarget(number: number, answer: number, target: KnownTarget): void {
    if (number === unnumbered || answer === seldomAnswer || !needsOnlyCounting(target)) return;
    const at = this.#targetWords + number;
    const { facts, isFrontPage } = target;
    const bits =
      (facts.isAsset ? targetBits.asset : 0) | (isFrontPage ? targetBits.frontPage : 0) | (facts.page === '/' ? targetBits.root : 0);
    this.#numbers[at] = (this.#numbers[at] ?? 0) | (1 << answer) | bits;
  }

  /** From now on a harmless query is cut off of this page, where it says nothing beside it. @param target that page with a query */
  markPage(number: number, target: KnownTarget): void {
    if (number === unnumbered || !takesHarmlessQueries(target)) return;
    const at = this.#targetWords + number;
    this.#numbers[at] = (this.#numbers[at] ?? 0) | targetBits.takesQueries;
  }

  /** Of this candidate no ordinary line is wanted any more where it has enough of them. @param candidate from 1 on */
  markCandidate(candidate: number): void {
    if (this.#withEnough[candidate] === 0 && !this.#book.notesOf(candidate - 1).wantsOrdinary) this.#withEnough[candidate] = 1;
  }

  /** Before anything else is fetched of a look. */
  beginTimes(): void {
    this.#timeAt = this.#kernel.ordinaryTimesAt() / 4;
    this.#timesLeft = this.#kernel.ordinaryTimeCount();
  }

  /** Writes down when there were ordinary requests before the record that so many others stand before. */
  takeTimes(records: number): void {
    const numbers = this.#numbers;
    for (; this.#timesLeft > 0; this.#timesLeft--, this.#timeAt += ordinaryTimeNumbers) {
      const at = this.#timeAt;
      if ((numbers[at + timeField.recordsBefore] ?? 0) > records) return;
      const notes = this.#book.notesOf((numbers[at + timeField.candidate] ?? 0) - 1);
      notes.addTime(this.#floats[at / 2] ?? 0, numbers[at + timeField.agent] ?? 0, numbers[at + timeField.requests] ?? 0);
    }
  }

  /** Before a look: makes room for what it may bring. */
  makeRoom(): void {
    if (this.#kernel.ordinaryCountsAreFull() !== 0) this.takeCounts();
    if (!this.#book.wantsFrontPages) this.#kernel.endSizes();
  }

  takeCounts(): void {
    const numbers = this.#numbers;
    let at = this.#kernel.ordinaryCountsAt() / 4;
    for (let left = this.#kernel.ordinaryCountCount(); left > 0; left--, at += ordinaryCountNumbers) {
      const owner = numbers[at + countField.owner] ?? 0;
      this.#take(owner, numbers[at + countField.number] ?? 0, numbers[at + countField.requests] ?? 0);
    }
    this.#kernel.clearOrdinaryCounts();
  }

  #take(owner: number, number: number, requests: number): void {
    const notes = this.#book.notesOf((owner >>> ownerBits) - 1);
    const of = countedOf[owner % (1 << ownerBits)];
    if (of === 'site') notes.addSite(number, this.#book.sites.nameOf(number), requests);
    else if (of === 'agent') notes.addAgent(number, requests);
    else if (of === 'kind') notes.addAnswer(answerOf(number), requests);
  }
}

/** What the number of a kind of ordinary requests stands for. */
function answerOf(kind: number) {
  const answer = kind % targetBits.asset;
  const place = answer >>> 1;
  return {
    method: place < ordinaryStatuses.length ? 'GET' : 'HEAD',
    status: ordinaryStatuses[place % ordinaryStatuses.length] ?? null,
    isAsset: (kind & targetBits.asset) !== 0,
    isFrontPage: (kind & targetBits.frontPage) !== 0,
    isShell: false,
  };
}
