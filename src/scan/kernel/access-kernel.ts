import type { Result } from '../../model/result.ts';
import type { AccessEngine } from '../access/access-engine.ts';
import type { FileCounts } from '../access/access-counter.ts';
import { inputBytes, type KernelExports, type TableName, tableNames } from './kernel-exports.ts';
import type { KernelLimits } from './kernel-limits.ts';
import {
  type Counters,
  type LineCounts,
  readCounters,
  readLineCounts,
  readRange,
  readSamples,
  readStatuses,
  readSteps,
  type StampRange,
  type Steps,
} from './kernel-numbers.ts';
import { bitsOfParts, everything, firstSecond, type KernelQuestion, lastSecond } from './kernel-question.ts';
import { addSnapshot, mergeSnapshot, type SnapshotProblem, writeSnapshot } from './kernel-snapshot.ts';
import { type KernelCount, KernelTable } from './kernel-table.ts';
import { type AddressMarks, marksOf } from '../access/request-kinds.ts';
import { handOver, startKernel } from './start-kernel.ts';

/** All zero where the question leaves kinds, or agents, out. */
export interface AddressCount extends KernelCount, AddressMarks {}

/**
 * Counts the requests of access logs in WebAssembly: the same lines, policies and counts as `AccessCounter`, many times
 * quicker. Ask with `begin`; then, file by file, read bytes into `input` behind what `scan` kept, `scan` them, and
 * `endFile`.
 */
export class AccessKernel implements AccessEngine {
  /** To be read into. What `scan` kept stands at its front. */
  readonly input: Uint8Array;
  readonly pages: KernelTable<KernelCount>;
  /** Each under its one spelling: `parseIpAddress`'s, or as the log writes it where it is no address. */
  readonly addresses: KernelTable<AddressCount>;
  readonly agents: KernelTable<KernelCount>;
  readonly hosts: KernelTable<KernelCount>;
  readonly fileNames: KernelTable<KernelCount>;
  readonly fileSites: KernelTable<KernelCount>;
  readonly methods: KernelTable<KernelCount>;
  readonly #kernel: KernelExports;
  #wantsSite: KernelQuestion['wantsSite'] = null;
  #countsLinesWithoutSite = true;
  /** As they were when the file in hand began. */
  #before: Counters;

  /** @param seed random number that keeps attackers from aiming at the tables */
  constructor(module: WebAssembly.Module, seed: number, limits: Partial<KernelLimits> = {}) {
    const kernel = startKernel(module, seed, limits, (at, length, isFileName) => this.#answer(at, length, isFileName === 1));
    this.#kernel = kernel;
    this.#before = readCounters(kernel);
    this.input = new Uint8Array(kernel.memory.buffer, kernel.inputAt(), inputBytes);
    const plain = (name: TableName): KernelTable<KernelCount> => new KernelTable(kernel, tableNames.indexOf(name), (entry) => entry);
    this.pages = plain('pages');
    const withKinds = ({ key, count, missing }: KernelCount, sides: Uint32Array): AddressCount => {
      const { kinds, fewestAgents, namesTool } = marksOf(sides);
      return { key, count, missing, kinds, fewestAgents, namesTool };
    };
    this.addresses = new KernelTable(kernel, tableNames.indexOf('addresses'), withKinds);
    this.agents = plain('agents');
    this.hosts = plain('hosts');
    this.fileNames = plain('fileNames');
    this.fileSites = plain('fileSites');
    this.methods = plain('methods');
    this.begin(everything);
  }

  /** Forgets everything and takes a new question. */
  begin(question: KernelQuestion): void {
    const { pageKey, fromEpoch, toEpoch, address, page, wantsSite, parts } = question;
    const kernel = this.#kernel;
    this.#wantsSite = wantsSite;
    const byPath = pageKey === 'path' ? 1 : 0;
    kernel.begin(bitsOfParts(parts), byPath, firstSecond(fromEpoch), lastSecond(toEpoch), wantsSite === null ? 0 : 1);
    if (page !== null) kernel.wantPage(handOver(kernel, page));
    if (address !== null) kernel.wantAddress(handOver(kernel, Buffer.from(address, 'latin1')));
    this.#before = readCounters(kernel);
  }

  /** True after `begin`. */
  get countsLinesWithoutSite(): boolean {
    return this.#countsLinesWithoutSite;
  }

  set countsLinesWithoutSite(counts: boolean) {
    this.#countsLinesWithoutSite = counts;
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
    const kernel = this.#kernel;
    const now = readCounters(kernel);
    const before = this.#before;
    this.#before = now;
    const withoutSite = now.withoutSite - before.withoutSite;
    if (site !== null && withoutSite > 0) kernel.addKey(tableNames.indexOf('fileSites'), handOver(kernel, site), withoutSite);
    kernel.forgetLine();
    return {
      lines: now.lines - before.lines,
      skipped: now.skipped - before.skipped,
      understood: now.parsed + now.outside - before.parsed - before.outside,
      withoutSite,
    };
  }

  lineCounts(): LineCounts {
    return readLineCounts(this.#kernel);
  }

  /** The first lines that are no access-log lines, cut to 200 bytes. */
  skippedSamples(): Uint8Array[] {
    return readSamples(this.#kernel);
  }

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
    this.#kernel.scanRange(filled, startsLine ? 1 : 0);
    return readRange(this.#kernel);
  }

  /** All that was counted, as bytes. Between files. */
  snapshot(): Uint8Array {
    return writeSnapshot(this.#kernel);
  }

  /** Adds what a snapshot holds; nothing of it where there is a problem. Between files. */
  merge(snapshot: Uint8Array): Result<null, SnapshotProblem> {
    const merged = mergeSnapshot(this.#kernel, snapshot);
    this.#before = readCounters(this.#kernel);
    return merged;
  }

  /** The same for a snapshot of our own making, in half the time: where there is a problem, `begin` again. Between files. */
  add(snapshot: Uint8Array): Result<null, SnapshotProblem> {
    const added = addSnapshot(this.#kernel, snapshot);
    this.#before = readCounters(this.#kernel);
    return added;
  }

  #answer(at: number, length: number, isFileName: boolean): number {
    const name = new Uint8Array(this.#kernel.memory.buffer, at, length);
    return (this.#wantsSite?.(name, isFileName ? 'file-name' : 'host') ?? true) ? 1 : 0;
  }
}
