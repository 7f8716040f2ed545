import type { Result } from '../../model/result.ts';
import type { FileCounts } from '../access/access-counter.ts';
import type { KeyTableLimits } from '../access/key-table.ts';
import {
  counterNames,
  type CounterName,
  inputBytes,
  type KernelExports,
  longestKey,
  type TableName,
  tableNames,
} from './kernel-exports.ts';
import { kernelLimits, type KernelLimits } from './kernel-limits.ts';
import { bitsOfParts, everything, firstSecond, type KernelQuestion, lastSecond } from './kernel-question.ts';
import { mergeSnapshot, type SnapshotProblem, writeSnapshot } from './kernel-snapshot.ts';
import { type KernelCount, KernelTable } from './kernel-table.ts';
import { readSamples, readStatuses, readSteps, type Steps } from './kernel-numbers.ts';
import { byKind, type RequestsByKind } from './request-kinds.ts';

export interface AddressCount extends KernelCount {
  /** All zero when the question leaves kinds out. */
  readonly kinds: RequestsByKind;
}

/** Lines of all files; lines = parsed + skipped + blank + outside. Times in seconds since 1970, null when nothing was counted. */
export type LineCounts = Readonly<Record<CounterName, number>> & {
  readonly oldestEpoch: number | null;
  readonly newestEpoch: number | null;
};

/** What `stampRange` found; times are null where no line has one. */
export interface StampRange {
  readonly oldestEpoch: number | null;
  readonly newestEpoch: number | null;
  /** Where the first whole line begins and the last one ends, from the beginning of the input. */
  readonly start: number;
  readonly end: number;
}

/**
 * Counts the requests of access logs in WebAssembly: the same lines, policies and counts as `AccessCounter`, many times
 * quicker, and addresses by their one spelling. Ask with `begin`; then, file by file, read bytes into `input` behind what
 * `scan` kept, `scan` them, and `endFile`.
 */
export class AccessKernel {
  /** To be read into. What `scan` kept stands at its front. */
  readonly input: Uint8Array;
  readonly pages: KernelTable<KernelCount>;
  /** Each under its one spelling: `parseIpAddress`'s, or as the log writes it where it is no address. */
  readonly addresses: KernelTable<AddressCount>;
  readonly agents: KernelTable<KernelCount>;
  /** Hosts that prefixed lines carry, as they stand there. */
  readonly hosts: KernelTable<KernelCount>;
  /** Names of the files that pasted lines carry. */
  readonly fileNames: KernelTable<KernelCount>;
  /** Sites that `endFile` was given, with the requests of lines that name no site themselves. */
  readonly fileSites: KernelTable<KernelCount>;
  readonly methods: KernelTable<KernelCount>;
  readonly #kernel: KernelExports;
  #wantsSite: KernelQuestion['wantsSite'] = null;
  #before: LineCounts;

  /** @param seed random number that keeps attackers from aiming at the tables */
  constructor(module: WebAssembly.Module, seed: number, limits: Partial<KernelLimits> = {}) {
    const wantsSite = (at = 0, length = 0, isFileName = 0): number => this.#answer(at, length, isFileName);
    const kernel = new WebAssembly.Instance(module, { driver: { wantsSite } }).exports as KernelExports;
    const all: KernelLimits = { ...kernelLimits, ...limits };
    tableNames.forEach((name, index) => {
      const { maxKeys, maxKeyBytes }: KeyTableLimits = all[name];
      kernel.prepareTable(index, maxKeys, maxKeyBytes);
    });
    kernel.prepare(seed);
    this.#kernel = kernel;
    this.input = new Uint8Array(kernel.memory.buffer, kernel.inputAt(), inputBytes);
    const plain = (name: TableName): KernelTable<KernelCount> => new KernelTable(kernel, tableNames.indexOf(name), (entry) => entry);
    this.pages = plain('pages');
    const withKinds = (entry: KernelCount, sides: Uint32Array): AddressCount => ({ ...entry, kinds: byKind(sides) });
    this.addresses = new KernelTable(kernel, tableNames.indexOf('addresses'), withKinds);
    this.agents = plain('agents');
    this.hosts = plain('hosts');
    this.fileNames = plain('fileNames');
    this.fileSites = plain('fileSites');
    this.methods = plain('methods');
    this.begin(everything);
    this.#before = this.lineCounts();
  }

  /** Forgets everything and takes a new question. */
  begin(question: KernelQuestion): void {
    const { pageKey, fromEpoch, toEpoch, address, page, wantsSite, parts } = question;
    const kernel = this.#kernel;
    this.#wantsSite = wantsSite;
    const byPath = pageKey === 'path' ? 1 : 0;
    kernel.begin(bitsOfParts(parts), byPath, firstSecond(fromEpoch), lastSecond(toEpoch), wantsSite === null ? 0 : 1);
    if (page !== null) kernel.wantPage(this.#exchange(page));
    if (address !== null) kernel.wantAddress(this.#exchange(Buffer.from(address, 'latin1')));
    this.#before = this.lineCounts();
  }

  /** Where only one site is wanted: do lines that name no site count? They do in that site's own file. True after `begin`. */
  set countsLinesWithoutSite(counts: boolean) {
    this.#kernel.setCountsLinesWithoutSite(counts ? 1 : 0);
  }

  /**
   * Counts the whole lines of the first `filled` bytes of `input`; at the end of a file also a last line without line
   * feed. Gives back how many bytes were kept: they stand at the front now, and new bytes belong behind them.
   */
  scan(filled: number, atEnd: boolean): number {
    return this.#kernel.scan(filled, atEnd ? 1 : 0);
  }

  /** Closes the account of one file; `site` is the one that its lines without a site belong to. */
  endFile(site: Uint8Array | null): FileCounts {
    const now = this.lineCounts();
    const before = this.#before;
    this.#before = now;
    const withoutSite = now.withoutSite - before.withoutSite;
    if (site !== null && withoutSite > 0) this.#kernel.addKey(tableNames.indexOf('fileSites'), this.#exchange(site), withoutSite);
    return {
      lines: now.lines - before.lines,
      skipped: now.skipped - before.skipped,
      understood: now.parsed + now.outside - before.parsed - before.outside,
      withoutSite,
    };
  }

  lineCounts(): LineCounts {
    const counts = Object.fromEntries(counterNames.map((name, index) => [name, Number(this.#kernel.counter(index))]));
    return { ...(counts as Record<CounterName, number>), ...spanOf(this.#kernel.oldest(), this.#kernel.newest()) };
  }

  /** The first lines that are no access-log lines, cut to 200 bytes. */
  skippedSamples(): Uint8Array[] {
    return readSamples(this.#kernel);
  }

  /** Requests by status as the log writes it: `200`, `000`, `-`. */
  statuses(): Map<string, number> {
    return readStatuses(this.#kernel);
  }

  steps(): Steps {
    return readSteps(this.#kernel);
  }

  /**
   * Looks at the times of the whole lines in the first `filled` bytes of `input`, which may be any piece of a log, and
   * counts nothing. `startsLine`: a line begins where they begin. Not between the pieces of a file that is being scanned.
   */
  stampRange(filled: number, startsLine: boolean): StampRange {
    const kernel = this.#kernel;
    kernel.scanRange(filled, startsLine ? 1 : 0);
    return { ...spanOf(kernel.rangeOldest(), kernel.rangeNewest()), start: kernel.rangeStart(), end: kernel.rangeEnd() };
  }

  /** All that was counted, as bytes. Between files. */
  snapshot(): Uint8Array {
    return writeSnapshot(this.#kernel);
  }

  /** Adds what a snapshot holds; nothing of it where there is a problem. Between files. */
  merge(snapshot: Uint8Array): Result<null, SnapshotProblem> {
    const merged = mergeSnapshot(this.#kernel, snapshot);
    this.#before = this.lineCounts();
    return merged;
  }

  /** Puts a key where the kernel finds it; gives its length. */
  #exchange(key: Uint8Array): number {
    const cut = key.subarray(0, longestKey);
    new Uint8Array(this.#kernel.memory.buffer).set(cut, this.#kernel.exchangeAt());
    return cut.length;
  }

  #answer(at: number, length: number, isFileName: number): number {
    const name = new Uint8Array(this.#kernel.memory.buffer, at, length);
    return (this.#wantsSite?.(name, isFileName === 1 ? 'file-name' : 'host') ?? true) ? 1 : 0;
  }
}

function spanOf(oldest: bigint, newest: bigint): { readonly oldestEpoch: number | null; readonly newestEpoch: number | null } {
  const none = oldest > newest;
  return { oldestEpoch: none ? null : Number(oldest), newestEpoch: none ? null : Number(newest) };
}
