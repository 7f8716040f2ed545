import { LineReader, type LineShape } from '../access/line-shape.ts';
import type { ByteSink } from '../access/line-walker.ts';
import { WalkBuffer } from '../access/walk-buffer.ts';
import type { AddressNotes } from './address-notes.ts';
import type { BehaviourBook } from './behaviour-book.ts';
import { fieldText, FieldTexts, latin1 } from './field-text.ts';
import { isProgramTarget, PlainLine } from './plain-line.ts';
import type { AgentFacts } from './known-agents.ts';
import { type SeenRequest, signsOf } from './signs-of-request.ts';
import type { SiteLoad } from './site-load.ts';

export interface BehaviourScanOptions {
  /** Seconds since 1970, both inclusive; ±Infinity for an open end. */
  readonly fromEpoch: number;
  readonly toEpoch: number;
  /** The site of a host or of a file's name that a line carries; null when it is none. */
  readonly nameSite: (name: string, from: 'host' | 'file-name') => string | null;
  /** Whether a request was refused by a block of our own. */
  readonly isRefusedByUs: (address: string, epoch: number) => boolean;
}

const mostNames = 10_000;
const sampleBytes = 500;
const minus = 0x2d;
const zero = 0x30;

/**
 * The second look at access logs: every line is counted for its site, and what candidates did is written down. A line of
 * anybody else, which nearly all are, is not read but for its time, its status and the end of its path.
 */
export class BehaviourScan implements ByteSink {
  readonly #book: BehaviourBook;
  readonly #options: BehaviourScanOptions;
  readonly #reader = new LineReader();
  readonly #plain = new PlainLine();
  readonly #buffer: WalkBuffer;
  readonly #texts = new FieldTexts();
  readonly #names = new Map<string, string | null>();
  #fileSite: string | null = null;
  #fileLoad: SiteLoad;

  constructor(book: BehaviourBook, options: BehaviourScanOptions) {
    this.#book = book;
    this.#options = options;
    this.#fileLoad = book.sites.of(null);
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

  /** What comes next is a file whose lines, where they name no site, belong to this one. */
  beginFile(site: string | null): void {
    this.#buffer.endFile();
    this.#fileSite = site;
    this.#fileLoad = this.#book.sites.of(site);
  }

  #line(bytes: Uint8Array, start: number, end: number): void {
    const candidate = this.#book.candidates.readPlain(bytes, start, end);
    if (candidate !== undefined && this.#plain.read(bytes, this.#book.candidates.plainEnd, end)) {
      const { shape, status } = this.#plain;
      if (!this.#isInside(shape.epoch)) return;
      if (candidate === null || this.#plain.readRest(bytes, end)) {
        this.#count(this.#fileLoad, shape.epoch, isProgramTarget(bytes, shape.targetStart, shape.targetEnd), status);
        if (candidate !== null) this.#note(candidate, bytes, start, end, shape, this.#fileSite, status);
        return;
      }
    }
    if (this.#reader.read(bytes, start, end) !== 'understood') return;
    const { shape } = this.#reader;
    if (!this.#isInside(shape.epoch)) return;
    const site = this.#siteOf(bytes, shape);
    const load = site === this.#fileSite ? this.#fileLoad : this.#book.sites.of(site);
    const status = statusOf(bytes, shape);
    this.#count(load, shape.epoch, isProgramTarget(bytes, shape.targetStart, shape.targetEnd), status);
    // The first word may be the name of the site instead.
    const isFirstWord = shape.addressStart === start;
    const known = isFirstWord ? candidate : undefined;
    const notes = known ?? this.#book.candidates.bySpelling(latin1(bytes, shape.addressStart, shape.addressEnd));
    if (notes !== null) this.#note(notes, bytes, start, end, shape, site, status);
  }

  #isInside(epoch: number): boolean {
    return epoch >= this.#options.fromEpoch && epoch <= this.#options.toEpoch;
  }

  #count(load: SiteLoad, epoch: number, isDynamic: boolean, status: number | null): void {
    const book = this.#book;
    book.requests++;
    if (epoch < book.fromEpoch) book.fromEpoch = epoch;
    if (epoch > book.toEpoch) book.toEpoch = epoch;
    load.add(epoch, isDynamic, status !== null && status >= 500 && status < 600);
  }

  #note(
    notes: AddressNotes,
    bytes: Uint8Array,
    start: number,
    end: number,
    shape: LineShape,
    site: string | null,
    status: number | null,
  ): void {
    const { epoch } = shape;
    const agent = this.#book.agents.factsAt(bytes, shape.agentStart, shape.agentEnd);
    if (status === 403 && this.#options.isRefusedByUs(notes.address, epoch)) {
      notes.addRefused(epoch, agent);
      return;
    }
    const { logged, facts: target } = this.#book.targets.at(bytes, shape.targetStart, shape.targetEnd);
    const request = this.#requestOf(bytes, shape, logged, site, status);
    const signs = signsOf(request, target, agent);
    notes.addRequest(epoch, request, target, agent, signs, () => fieldText(bytes, start, endOfSample(bytes, start, end)));
    for (const { sign, what } of signs) if (sign === 'login' || sign === 'xmlrpc') this.#spread(notes, epoch, sign, site, what, agent);
  }

  #spread(
    notes: AddressNotes,
    epoch: number,
    sign: 'login' | 'xmlrpc',
    site: string | null,
    path: string,
    { text: agent }: AgentFacts,
  ): void {
    this.#book.spread.add(epoch, notes.number, { sign, site, path, agent });
  }

  #siteOf(bytes: Uint8Array, shape: LineShape): string | null {
    if (shape.hostEnd > shape.hostStart) return this.#nameSite(latin1(bytes, shape.hostStart, shape.hostEnd).toLowerCase(), 'host');
    if (shape.fileEnd > shape.fileStart) return this.#nameSite(latin1(bytes, shape.fileStart, shape.fileEnd), 'file-name');
    return this.#fileSite;
  }

  #nameSite(name: string, from: 'host' | 'file-name'): string | null {
    const known = this.#names.get(`${from} ${name}`);
    if (known !== undefined) return known;
    const site = this.#options.nameSite(name, from);
    if (this.#names.size >= mostNames) this.#names.clear();
    this.#names.set(`${from} ${name}`, site);
    return site;
  }

  #requestOf(bytes: Uint8Array, shape: LineShape, target: string, site: string | null, status: number | null): SeenRequest {
    return {
      method: this.#texts.of(bytes, shape.methodStart, shape.methodEnd),
      target,
      request: target === '' ? fieldText(bytes, shape.requestStart, shape.requestEnd) : '',
      status,
      sizeBytes: sizeOf(bytes, shape.sizeStart, shape.sizeEnd),
      referer: this.#texts.of(bytes, shape.refererStart, shape.refererEnd),
      site,
    };
  }
}

/** Digits as a number; null for `-`. */
function sizeOf(bytes: Uint8Array, start: number, end: number): number | null {
  if (bytes[start] === minus) return null;
  let size = 0;
  for (let at = start; at < end; at++) size = size * 10 + ((bytes[at] ?? 0) - zero);
  return size;
}

function statusOf(bytes: Uint8Array, { statusStart, statusEnd }: LineShape): number | null {
  if (statusEnd - statusStart !== 3) return null;
  return Number(latin1(bytes, statusStart, statusEnd));
}

/** Cut, but not inside a character of UTF-8. */
function endOfSample(bytes: Uint8Array, start: number, end: number): number {
  if (end - start <= sampleBytes) return end;
  let cut = start + sampleBytes;
  while (cut > start && ((bytes[cut] ?? 0) & 0xc0) === 0x80) cut--;
  return cut;
}
