import { LineReader, type LineShape } from '../access/line-shape.ts';
import { WalkBuffer } from '../access/walk-buffer.ts';
import type { BehaviourBook } from './behaviour-book.ts';
import { Candidates } from './candidates.ts';
import { fieldText, latin1 } from './field-text.ts';
import { endOfSample, type Look, type LookOptions } from './look.ts';
import { isProgramTarget } from './program-target.ts';
import { signsOf } from './signs-of-request.ts';
import { userNameAt } from './user-names.ts';

const minus = 0x2d;
const zero = 0x30;

/** The second look in plain TypeScript: slow and obvious. */
export class PlainLook implements Look {
  readonly #book: BehaviourBook;
  readonly #options: LookOptions;
  readonly #candidates: Candidates;
  readonly #reader = new LineReader();
  readonly #buffer: WalkBuffer;
  #fileSite: string | null = null;

  constructor(book: BehaviourBook, options: LookOptions) {
    this.#book = book;
    this.#options = options;
    this.#candidates = new Candidates(book.candidates);
    this.#buffer = new WalkBuffer((bytes, start, end) => {
      this.#line(bytes, start, end);
    });
  }

  get input(): Uint8Array {
    return this.#buffer.input;
  }

  scan(filled: number, atEnd: boolean): number {
    return this.#buffer.scan(filled, atEnd);
  }

  beginFile(site: string | null): void {
    this.#buffer.endFile();
    this.#fileSite = site;
  }

  end(): void {
    this.#buffer.endFile();
  }

  #line(bytes: Uint8Array, start: number, end: number): void {
    const { shape } = this.#reader;
    if (this.#reader.read(bytes, start, end) !== 'understood') return;
    if (shape.epoch < this.#options.fromEpoch || shape.epoch > this.#options.toEpoch) return;
    const site = this.#siteOf(bytes, shape);
    const load = this.#book.sites.of(site);
    const status = statusOf(bytes, shape);
    const isDynamic = isProgramTarget(bytes, shape.targetStart, shape.targetEnd);
    const isServerError = status !== null && status >= 500 && status < 600;
    this.#book.count(1, shape.epoch, shape.epoch);
    load.add(Math.floor(Math.max(0, shape.epoch) / 60), 1, isDynamic ? 1 : 0, isServerError ? 1 : 0);
    const candidate = this.#candidates.bySpelling(latin1(bytes, shape.addressStart, shape.addressEnd));
    if (candidate === undefined) return;
    const agent = this.#book.agents.factsAt(bytes, shape.agentStart, shape.agentEnd);
    const target = this.#book.targets.at(bytes, shape.targetStart, shape.targetEnd);
    const request = {
      method: fieldText(bytes, shape.methodStart, shape.methodEnd),
      target: target.logged,
      request: target.logged === '' ? fieldText(bytes, shape.requestStart, shape.requestEnd) : '',
      status,
      sizeBytes: sizeOf(bytes, shape.sizeStart, shape.sizeEnd),
      referer: fieldText(bytes, shape.refererStart, shape.refererEnd),
      site: load.name,
    };
    const line = (): string => fieldText(bytes, start, endOfSample(bytes, start, end));
    const userName = userNameAt(bytes, start, shape.requestStart);
    this.#book.note(
      candidate,
      { ...request, epoch: shape.epoch, load, target, agent, userName },
      signsOf(request, target.facts, agent),
      line,
    );
  }

  #siteOf(bytes: Uint8Array, shape: LineShape): string | null {
    const { nameSite } = this.#options;
    if (shape.hostEnd > shape.hostStart) return nameSite(latin1(bytes, shape.hostStart, shape.hostEnd).toLowerCase(), 'host');
    if (shape.fileEnd > shape.fileStart) return nameSite(latin1(bytes, shape.fileStart, shape.fileEnd), 'file-name');
    return this.#fileSite;
  }
}

/** Digits as a number; null for `-`. */
function sizeOf(bytes: Uint8Array, start: number, end: number): number | null {
  if (bytes[start] === minus) return null;
  let size = 0;
  for (let at = start; at < end; at++) size = size * 10 + ((bytes[at] ?? 0) - zero);
  return size;
}

const statusOf = (bytes: Uint8Array, { statusStart, statusEnd }: LineShape): number | null =>
  statusEnd - statusStart === 3 ? Number(latin1(bytes, statusStart, statusEnd)) : null;
