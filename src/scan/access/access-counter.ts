import { KeyTable, type KeyTableLimits } from './key-table.ts';
import { LineReader, type LineShape } from './line-shape.ts';
import type { ByteSink } from './line-walker.ts';
import { AddressMarkTable } from './address-mark-table.ts';
import { StepCounter } from './step-counter.ts';
import { WalkBuffer } from './walk-buffer.ts';

export interface AccessCounterOptions {
  /** Name pages by the whole request target, or by its path without the query. */
  readonly pageKey: 'target' | 'path';
  /** Seconds since 1970, both inclusive; ±Infinity for an open end. */
  readonly fromEpoch: number;
  readonly toEpoch: number;
  /** Says whether an address, as the log writes it, is one to count; null counts all. */
  readonly wantsAddress: ((logged: Uint8Array) => boolean) | null;
  /** Says whether a site is one to count: the host or file name a line carries. Lines without one follow their file. */
  readonly wantsSite: ((host: Uint8Array, from: 'host' | 'file-name') => boolean) | null;
  /** Only requests for this page, as `pageKey` names it. */
  readonly page: Uint8Array | null;
  /** Says whether a user agent, as the log writes it, is one to count; left out or null counts all. */
  readonly wantsAgent?: ((logged: Uint8Array) => boolean) | null;
  /** Random number that keeps attackers from aiming at the tables. */
  readonly seed: number;
  readonly limits?: Partial<AccessLimits>;
}

/** How many distinct keys each table counts exactly. */
export interface AccessLimits {
  readonly pages: KeyTableLimits;
  readonly addresses: KeyTableLimits;
  readonly sites: KeyTableLimits;
  readonly agents: KeyTableLimits;
}

const MiB = 1024 * 1024;

export const accessLimits: AccessLimits = {
  pages: { maxKeys: 262_144, maxKeyBytes: 32 * MiB },
  addresses: { maxKeys: 262_144, maxKeyBytes: 8 * MiB },
  sites: { maxKeys: 65_536, maxKeyBytes: 4 * MiB },
  agents: { maxKeys: 16_384, maxKeyBytes: 4 * MiB },
};

const methodLimits: KeyTableLimits = { maxKeys: 256, maxKeyBytes: 64 * 1024 };
const skippedSampleCount = 5;
const skippedSampleBytes = 200;
const question = 0x3f;

/** What one file added to the counts. */
export interface FileCounts {
  readonly lines: number;
  /** Lines that are no access-log lines; blank ones are not among them. */
  readonly skipped: number;
  /** Lines that are access-log lines, counted or not. */
  readonly understood: number;
  /** Requests of this file counted under no site of their own line. */
  readonly withoutSite: number;
}

/**
 * Counts the requests of access logs: pages, addresses, sites, user agents, methods, statuses and requests over time, in
 * one pass and bounded memory. Give it the bytes of one file after the other: `scan` until the file ends, then `endFile`.
 */
export class AccessCounter implements ByteSink {
  readonly pages: KeyTable;
  /** As the logs write them: the same address may stand here in several spellings. */
  readonly addresses: KeyTable;
  /** Under the same spellings. */
  readonly marks: AddressMarkTable;
  /** Hosts that prefixed lines carry. */
  readonly hosts: KeyTable;
  /** Names of the files that pasted lines carry. */
  readonly fileNames: KeyTable;
  readonly agents: KeyTable;
  readonly methods: KeyTable;
  readonly statuses: KeyTable;
  readonly steps = new StepCounter();
  lines = 0;
  parsed = 0;
  skipped = 0;
  blank = 0;
  outside = 0;
  withoutPage = 0;
  cutLines = 0;
  /** Where only one site is wanted: do lines that name no site count? They do in that site's own file. */
  countsLinesWithoutSite = true;
  oldestEpoch = Infinity;
  newestEpoch = -Infinity;
  /** The first lines that are no access-log lines, cut to 200 bytes. */
  readonly skippedSamples: Uint8Array[] = [];
  #linesBefore = 0;
  #skippedBefore = 0;
  #understoodBefore = 0;
  #withoutSite = 0;
  readonly #options: AccessCounterOptions;
  readonly #reader = new LineReader();
  readonly #buffer: WalkBuffer;

  constructor(options: AccessCounterOptions) {
    const limits = { ...accessLimits, ...options.limits };
    this.#options = options;
    this.pages = new KeyTable(limits.pages, options.seed);
    this.addresses = new KeyTable(limits.addresses, options.seed);
    this.marks = new AddressMarkTable(limits.addresses.maxKeys);
    this.hosts = new KeyTable(limits.sites, options.seed);
    this.fileNames = new KeyTable(limits.sites, options.seed);
    this.agents = new KeyTable(limits.agents, options.seed);
    this.methods = new KeyTable(methodLimits, options.seed);
    this.statuses = new KeyTable({ maxKeys: 2048, maxKeyBytes: 8192 }, options.seed);
    this.#buffer = new WalkBuffer((bytes, start, end, cut) => {
      this.#line(bytes, start, end, cut);
    });
  }

  get input(): Uint8Array {
    return this.#buffer.input;
  }

  scan(filled: number, atEnd: boolean): number {
    return this.#buffer.scan(filled, atEnd);
  }

  /** Closes the account of one file. */
  endFile(): FileCounts {
    this.#buffer.endFile();
    const understood = this.parsed + this.outside;
    const counts = {
      lines: this.lines - this.#linesBefore,
      skipped: this.skipped - this.#skippedBefore,
      understood: understood - this.#understoodBefore,
      withoutSite: this.#withoutSite,
    };
    this.#linesBefore = this.lines;
    this.#skippedBefore = this.skipped;
    this.#understoodBefore = understood;
    this.#withoutSite = 0;
    return counts;
  }

  #line(bytes: Uint8Array, start: number, end: number, cut: boolean): void {
    this.lines++;
    if (cut) this.cutLines++;
    const outcome = this.#reader.read(bytes, start, end);
    if (outcome === 'understood') {
      if (this.#isWanted(bytes, this.#reader.shape)) this.#count(bytes, this.#reader.shape);
      else this.outside++;
    } else if (outcome === 'blank') this.blank++;
    else this.#skip(bytes, start, end);
  }

  #skip(bytes: Uint8Array, start: number, end: number): void {
    this.skipped++;
    if (this.skippedSamples.length < skippedSampleCount) {
      this.skippedSamples.push(bytes.slice(start, Math.min(end, start + skippedSampleBytes)));
    }
  }

  #isWanted(bytes: Uint8Array, shape: LineShape): boolean {
    const { fromEpoch, toEpoch, wantsAddress, wantsAgent = null, wantsSite, page } = this.#options;
    if (shape.epoch < fromEpoch || shape.epoch > toEpoch) return false;
    if (wantsAddress !== null && !wantsAddress(bytes.subarray(shape.addressStart, shape.addressEnd))) return false;
    if (page !== null && !equalBytes(bytes, shape.targetStart, this.#pageEnd(bytes, shape), page)) return false;
    if (wantsAgent !== null && !wantsAgent(bytes.subarray(shape.agentStart, shape.agentEnd))) return false;
    if (wantsSite === null) return true;
    if (shape.hostEnd > shape.hostStart) return wantsSite(bytes.subarray(shape.hostStart, shape.hostEnd), 'host');
    if (shape.fileEnd > shape.fileStart) return wantsSite(bytes.subarray(shape.fileStart, shape.fileEnd), 'file-name');
    return this.countsLinesWithoutSite;
  }

  #count(bytes: Uint8Array, shape: LineShape): void {
    this.parsed++;
    if (shape.epoch < this.oldestEpoch) this.oldestEpoch = shape.epoch;
    if (shape.epoch > this.newestEpoch) this.newestEpoch = shape.epoch;
    this.steps.add(shape.epoch);
    this.addresses.add(bytes, shape.addressStart, shape.addressEnd, 1);
    this.marks.add(bytes, shape);
    this.statuses.add(bytes, shape.statusStart, shape.statusEnd, 1);
    this.agents.add(bytes, shape.agentStart, shape.agentEnd, 1);
    if (shape.hostEnd > shape.hostStart) this.hosts.add(bytes, shape.hostStart, shape.hostEnd, 1);
    else if (shape.fileEnd > shape.fileStart) this.fileNames.add(bytes, shape.fileStart, shape.fileEnd, 1);
    else this.#withoutSite++;
    if (shape.targetEnd > shape.targetStart) {
      this.methods.add(bytes, shape.methodStart, shape.methodEnd, 1);
      this.pages.add(bytes, shape.targetStart, this.#pageEnd(bytes, shape), 1);
    } else this.withoutPage++;
  }

  /** End of the page's name: of the whole target, or of what stands before its query. */
  #pageEnd(bytes: Uint8Array, shape: LineShape): number {
    if (this.#options.pageKey === 'target') return shape.targetEnd;
    let at = shape.targetStart;
    while (at < shape.targetEnd && bytes[at] !== question) at++;
    return at;
  }
}

function equalBytes(bytes: Uint8Array, start: number, end: number, wanted: Uint8Array): boolean {
  if (end - start !== wanted.length) return false;
  for (let at = 0; at < wanted.length; at++) if (bytes[start + at] !== wanted[at]) return false;
  return true;
}
