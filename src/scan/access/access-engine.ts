import type { FileCounts } from './access-counter.ts';
import type { KeyCount } from './key-table.ts';
import type { AddressMarks } from './request-kinds.ts';
import type { ByteSink } from './line-walker.ts';

/** A counted list as an engine keeps it; see `KeyTable` for what is exact and what is not. */
export interface CountedTable {
  readonly size: number;
  /** 0 = every count is exact. */
  readonly errorBound: number;
  /** The `limit` keys with the highest counts (null: all), highest first, equal counts in byte order. */
  top(limit: number | null): KeyCount[];
}

/** One address, and what marks it as worth a closer look or not. */
export interface MarkedAddress extends KeyCount, AddressMarks {}

export interface AddressTable extends CountedTable {
  top(limit: number | null): MarkedAddress[];
}

/** lines = parsed + skipped + blank + outside. Times in seconds since 1970, null when nothing was counted. */
export interface LineTotals {
  readonly lines: number;
  readonly parsed: number;
  readonly skipped: number;
  readonly blank: number;
  readonly outside: number;
  readonly withoutPage: number;
  readonly cutLines: number;
  readonly oldestEpoch: number | null;
  readonly newestEpoch: number | null;
}

/**
 * What counts the requests of access logs: `AccessKernel` (WebAssembly, the one that runs) and `AccessCounter` (plain
 * TypeScript, where a machine cannot run the other). Both give the same answers; tests hold them against each other.
 */
export interface AccessEngine extends ByteSink {
  /** Where only one site is wanted: do lines that name no site count? They do in that site's own file. */
  countsLinesWithoutSite: boolean;
  /** Closes the account of one file; `site` is the one that its lines without a site belong to. */
  endFile(site: Uint8Array | null): FileCounts;
  readonly pages: CountedTable;
  /** Each under its one spelling. */
  readonly addresses: AddressTable;
  readonly agents: CountedTable;
  /** Hosts that prefixed lines carry. */
  readonly hosts: CountedTable;
  /** Names of the files that pasted lines carry. */
  readonly fileNames: CountedTable;
  /** Sites that `endFile` was given, with the requests of lines that name no site themselves. */
  readonly fileSites: CountedTable;
  readonly methods: CountedTable;
  statuses(): ReadonlyMap<string, number>;
  lineCounts(): LineTotals;
  skippedSamples(): readonly Uint8Array[];
  steps(): { readonly stepSeconds: number; readonly steps: readonly { readonly startEpoch: number; readonly requests: number }[] };
}
