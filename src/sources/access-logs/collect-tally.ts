import type { AccessFile } from '../../model/access-report.ts';
import { siteOfLogName } from '../../model/log-name.ts';
import { parseIpAddress } from '../../model/ip-address.ts';
import type { AccessCounter } from '../../scan/access/access-counter.ts';
import type { KeyTable } from '../../scan/access/key-table.ts';
import type { AccessTally, CountedKeys } from './access-tally.ts';
import { bytesAsText } from './bytes-as-text.ts';

export interface ReadFacts {
  readonly files: readonly AccessFile[];
  readonly filesTooOld: number;
  readonly bytes: number;
  /** Requests of lines that name no site, by the site of their file. */
  readonly requestsByFileSite: ReadonlyMap<string, number>;
}

/** Turns the counter's bytes into text, for the `limit` busiest of each list (null: all). */
export function collectTally(
  counter: AccessCounter,
  facts: ReadFacts,
  limit: number | null,
  nameSite: (host: string) => string,
): AccessTally {
  return {
    files: facts.files,
    filesTooOld: facts.filesTooOld,
    bytes: facts.bytes,
    lines: counter.lines,
    parsed: counter.parsed,
    skipped: counter.skipped,
    skippedSamples: counter.skippedSamples.map(bytesAsText),
    blank: counter.blank,
    outside: counter.outside,
    withoutPage: counter.withoutPage,
    cutLines: counter.cutLines,
    oldestEpoch: counter.parsed > 0 ? counter.oldestEpoch : null,
    newestEpoch: counter.parsed > 0 ? counter.newestEpoch : null,
    pages: countedKeys(counter.pages, limit),
    addresses: addresses(counter.addresses, limit),
    sites: sites(counter, facts.requestsByFileSite, limit, nameSite),
    agents: countedKeys(counter.agents, limit),
    methods: allCounts(counter.methods),
    statuses: allCounts(counter.statuses),
    steps: counter.steps.steps(),
    stepSeconds: counter.steps.stepSeconds,
  };
}

function countedKeys(table: KeyTable, limit: number | null): CountedKeys {
  const top = table.top(limit).map(({ key, count }) => ({ key: bytesAsText(key), requests: count }));
  return { top, distinct: table.size, errorBound: table.errorBound };
}

const allCounts = (table: KeyTable): Record<string, number> =>
  Object.fromEntries(table.top(null).map(({ key, count }) => [bytesAsText(key), count]));

/** One row an address, whatever its spellings in the logs. */
function addresses(table: KeyTable, limit: number | null): CountedKeys {
  const merged = new Map<string, number>();
  const colon = 0x3a;
  const all = table.top(null);
  // Only IPv6 text has several spellings for one address.
  if (!all.some(({ key }) => key.includes(colon))) return countedKeys(table, limit);
  for (const { key, count } of all) {
    const text = bytesAsText(key);
    add(merged, parseIpAddress(text) ?? text, count);
  }
  return fromMap(merged, limit, table.errorBound);
}

function sites(
  counter: AccessCounter,
  byFile: ReadonlyMap<string, number>,
  limit: number | null,
  nameSite: (host: string) => string,
): CountedKeys {
  const merged = new Map<string, number>(byFile);
  for (const { key, count } of counter.hosts.top(null)) add(merged, nameSite(bytesAsText(key).toLowerCase()), count);
  for (const { key, count } of counter.fileNames.top(null)) {
    const site = siteOfFileName(bytesAsText(key));
    if (site !== null) add(merged, site, count);
  }
  return fromMap(merged, limit, counter.hosts.errorBound + counter.fileNames.errorBound);
}

/** The site a pasted line's file name stands for: `domlogs/alice.example-ssl_log` is alice.example's. */
export const siteOfFileName = (name: string): string | null => siteOfLogName(name.slice(name.lastIndexOf('/') + 1));

function add(into: Map<string, number>, key: string, count: number): void {
  into.set(key, (into.get(key) ?? 0) + count);
}

function fromMap(counts: ReadonlyMap<string, number>, limit: number | null, errorBound: number): CountedKeys {
  const sorted = [...counts].sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  const top = sorted.slice(0, limit ?? sorted.length).map(([key, requests]) => ({ key, requests }));
  return { top, distinct: sorted.length, errorBound };
}
