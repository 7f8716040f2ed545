import type { Forgotten } from './memory/memory-file.ts';
import type { AccessFile } from '../../model/access-report.ts';
import { siteOfLogName } from '../../model/log-name.ts';
import type { AccessEngine, CountedTable } from '../../scan/access/access-engine.ts';
import type { AccessTally, CountedKeys } from './access-tally.ts';
import { type CandidateQuestion, pickCandidates } from './pick-candidates.ts';
import { bytesAsText } from '../../scan/access/bytes-as-text.ts';

export interface ReadFacts {
  readonly files: readonly AccessFile[];
  readonly filesTooOld: number;
  readonly bytes: number;
  /** Of these, known from an earlier reading. */
  readonly bytesRemembered: number;
  /** Whether what an earlier reading left was used, or why not. */
  readonly memory: 'used' | 'not-asked' | Forgotten;
  readonly bytesBeforeWindow: number;
  readonly bytesMissed: number;
}

/** Turns an engine's bytes into text, for the `limit` busiest of each list (null: all). */
export function collectTally(
  engine: AccessEngine,
  facts: ReadFacts,
  limit: number | null,
  nameSite: (host: string) => string,
  wanted: CandidateQuestion | undefined,
): AccessTally {
  const { lines, parsed, skipped, blank, outside, withoutPage, cutLines, oldestEpoch, newestEpoch } = engine.lineCounts();
  return {
    ...facts,
    ...{ lines, parsed, skipped, blank, outside, withoutPage, cutLines, oldestEpoch, newestEpoch },
    skippedSamples: engine.skippedSamples().map(bytesAsText),
    pages: countedKeys(engine.pages, limit),
    addresses: countedKeys(engine.addresses, limit),
    candidates: wanted === undefined ? { addresses: [], leftOut: 0 } : pickCandidates(engine.addresses, wanted),
    sites: sites(engine, limit, nameSite),
    agents: countedKeys(engine.agents, limit),
    methods: Object.fromEntries(engine.methods.top(null).map(({ key, count }) => [bytesAsText(key), count])),
    statuses: Object.fromEntries(engine.statuses()),
    ...engine.steps(),
  };
}

function countedKeys(table: CountedTable, limit: number | null): CountedKeys {
  const top = table.top(limit).map(({ key, count }) => ({ key: bytesAsText(key), requests: count }));
  return { top, distinct: table.size, errorBound: table.errorBound };
}

/** Sites by the names people know, wherever they were read: from the line, from the file it was pasted from, or from its log. */
function sites(engine: AccessEngine, limit: number | null, nameSite: (host: string) => string): CountedKeys {
  const merged = new Map<string, number>();
  for (const { key, count } of engine.fileSites.top(null)) add(merged, bytesAsText(key), count);
  for (const { key, count } of engine.hosts.top(null)) add(merged, nameSite(bytesAsText(key).toLowerCase()), count);
  for (const { key, count } of engine.fileNames.top(null)) {
    const site = siteOfFileName(bytesAsText(key));
    if (site !== null) add(merged, site, count);
  }
  return fromMap(merged, limit, engine.fileSites.errorBound + engine.hosts.errorBound + engine.fileNames.errorBound);
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
