import type { BehaviourBook } from '../behaviour/behaviour-book.ts';
import { fieldText } from '../behaviour/field-text.ts';
import { endOfSample, type Look, type LookOptions } from '../behaviour/look.ts';
import type { SeenLine } from '../behaviour/seen-line.ts';
import { type FoundSign, signsOf } from '../behaviour/signs-of-request.ts';
import { userNameAt } from '../behaviour/user-names.ts';
import { inputBytes, type KernelExports } from './kernel-exports.ts';
import { readLineCounts } from './kernel-numbers.ts';
import { firstSecond, lastSecond } from './kernel-question.ts';
import { KnownSigns } from './known-signs.ts';
import { OrdinaryLines } from './ordinary-lines.ts';
import { type KnownAgent, LookNames } from './look-names.ts';
import { field, minuteField, noStatus, recordNumbers, seldomAnswer, siteMinuteNumbers, sizeAt, unnumbered } from './look-numbers.ts';

type Writable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };

/** The second look in WebAssembly: a line of anybody else costs nothing but its reading, one of a candidate a few, and a handful of numbers where it is not like others. */
export class LookKernel implements Look {
  readonly input: Uint8Array;
  readonly #kernel: KernelExports;
  readonly #book: BehaviourBook;
  readonly #numbers: Uint32Array;
  readonly #floats: Float64Array;
  readonly #names: LookNames;
  readonly #signs = new KnownSigns();
  readonly #ordinary: OrdinaryLines;
  readonly #seen: Writable<SeenLine>;
  /** Of the line in hand, for whoever wants to keep it. */
  #lineStart = 0;
  #lineEnd = 0;

  /** @param kernel nobody else's: see `startLookKernel` */
  constructor(kernel: KernelExports, book: BehaviourBook, { fromEpoch, toEpoch, nameSite }: LookOptions) {
    kernel.lookAnew(firstSecond(fromEpoch), lastSecond(toEpoch));
    this.#kernel = kernel;
    this.#book = book;
    this.input = new Uint8Array(kernel.memory.buffer, kernel.lookInputAt(), inputBytes);
    this.#numbers = new Uint32Array(kernel.memory.buffer);
    this.#floats = new Float64Array(kernel.memory.buffer);
    this.#names = new LookNames(kernel, this.input, this.#numbers, book, nameSite);
    this.#ordinary = new OrdinaryLines(kernel, book, this.input, this.#numbers, this.#floats);
    const nothing = new Uint8Array();
    this.#seen = {
      epoch: 0,
      method: '',
      status: null,
      sizeBytes: null,
      load: book.sites.of(null),
      target: book.targets.at(nothing, 0, 0),
      agent: book.agents.factsAt(nothing, 0, 0),
      referer: '',
      userName: '',
    };
    for (const [number, address] of book.candidates.entries()) {
      const text = Buffer.from(address, 'latin1');
      this.input.set(text);
      kernel.addLookCandidate(text.length, number + 1);
    }
  }

  beginFile(site: string | null): void {
    this.#kernel.forgetLine();
    this.#names.beginFile(site);
  }

  scan(filled: number, atEnd: boolean): number {
    const kernel = this.#kernel;
    this.#ordinary.makeRoom();
    this.#forget(kernel.beginLook());
    const rest = kernel.look(filled, atEnd ? 1 : 0);
    this.#takeSiteMinutes();
    this.#takeRecords();
    return kernel.endLook(rest, filled);
  }

  end(): void {
    this.#ordinary.takeCounts();
    const { parsed, oldestEpoch, newestEpoch } = readLineCounts(this.#kernel);
    if (oldestEpoch !== null && newestEpoch !== null) this.#book.count(parsed, oldestEpoch, newestEpoch);
  }

  /** @param bits lists of names whose numbers begin anew */
  #forget(bits: number): void {
    if (bits === 0) return;
    this.#names.forget(bits);
    this.#signs.forget();
  }

  #takeSiteMinutes(): void {
    const numbers = this.#numbers;
    let at = this.#kernel.siteMinutesAt() / 4;
    for (let left = this.#kernel.siteMinuteCount(); left > 0; left--, at += siteMinuteNumbers) {
      const load = this.#names.siteOf(at + minuteField.site, at + minuteField.siteStart);
      load.add(
        numbers[at + minuteField.minute] ?? 0,
        numbers[at + minuteField.requests] ?? 0,
        numbers[at + minuteField.dynamic] ?? 0,
        numbers[at + minuteField.serverErrors] ?? 0,
      );
    }
  }

  #takeRecords(): void {
    const numbers = this.#numbers;
    const names = this.#names;
    const ordinary = this.#ordinary;
    const records = this.#kernel.recordCount();
    let at = this.#kernel.recordsAt() / 4;
    ordinary.beginTimes();
    for (let record = 0; record < records; record++, at += recordNumbers) {
      ordinary.takeTimes(record);
      const status = numbers[at + field.status] ?? noStatus;
      const sizeBytes = this.#floats[at / 2 + sizeAt] ?? -1;
      const agent = names.agentOf(at);
      const seen = this.#seen;
      seen.epoch = this.#floats[at / 2] ?? 0;
      seen.method = names.methodOf(at);
      seen.status = status === noStatus ? null : status;
      seen.sizeBytes = sizeBytes < 0 ? null : sizeBytes;
      seen.load = names.siteOf(at + field.site, at + field.siteStart);
      seen.target = names.targetOf(at);
      seen.agent = agent.facts;
      seen.referer = names.refererOf(at).text;
      this.#lineStart = numbers[at + field.lineStart] ?? 0;
      this.#lineEnd = numbers[at + field.lineEnd] ?? 0;
      // The request begins with its method, or what stands in its place.
      seen.userName = userNameAt(this.input, this.#lineStart, numbers[at + field.methodStart] ?? 0);
      const candidate = numbers[at + field.candidate] ?? 0;
      this.#book.note(candidate - 1, seen, this.#signsOf(at, seen, agent), this.#line);
      ordinary.markPage(numbers[at + field.page] ?? unnumbered, seen.target);
      ordinary.markCandidate(candidate);
    }
    ordinary.takeTimes(records);
  }

  readonly #line = (): string => fieldText(this.input, this.#lineStart, endOfSample(this.input, this.#lineStart, this.#lineEnd));

  /** Most requests are like many others, whoever makes them: those that no agent and no referer has a part in. */
  #signsOf(at: number, seen: SeenLine, agent: KnownAgent): readonly FoundSign[] {
    const numbers = this.#numbers;
    const referer = this.#names.refererOf(at);
    const targetNumber = numbers[at + field.target] ?? unnumbered;
    const { logged, facts } = seen.target;
    const isLikeOthers = !agent.isTelling && !referer.isTelling && targetNumber !== unnumbered && logged !== '';
    if (isLikeOthers) {
      const known = this.#signs.find(targetNumber, numbers[at + field.method] ?? 0, seen);
      if (known !== undefined) return known;
    }
    const { method, status, sizeBytes } = seen;
    const request = logged === '' ? fieldText(this.input, numbers[at + field.targetStart] ?? 0, numbers[at + field.requestEnd] ?? 0) : '';
    const asked = { method, target: logged, request, status, sizeBytes, referer: referer.text, site: seen.load.name };
    const signs = signsOf(asked, facts, agent.facts);
    if (isLikeOthers) {
      this.#signs.keep(signs);
      if (signs.length === 0) this.#ordinary.markTarget(targetNumber, numbers[at + field.answer] ?? seldomAnswer, seen.target);
    }
    return signs;
  }
}
