import { AccessCounter, type AccessCounterOptions, accessLimits } from './access-counter.ts';
import { parseIpAddress } from '../../model/ip-address.ts';
import type { AccessEngine, CountedTable } from './access-engine.ts';
import { compareBytes, type KeyCount, KeyTable } from './key-table.ts';

/** The counter in plain TypeScript, behind the face of an engine. */
export function counterEngine(options: AccessCounterOptions): AccessEngine {
  const counter = new AccessCounter(options);
  const fileSites = new KeyTable(options.limits?.sites ?? accessLimits.sites, options.seed);
  const text = new TextDecoder();
  return {
    input: counter.input,
    scan: (filled, atEnd) => counter.scan(filled, atEnd),
    set countsLinesWithoutSite(counts: boolean) {
      counter.countsLinesWithoutSite = counts;
    },
    get countsLinesWithoutSite() {
      return counter.countsLinesWithoutSite;
    },
    endFile: (site) => {
      const counts = counter.endFile();
      if (site !== null && counts.withoutSite > 0) fileSites.add(site, 0, site.length, counts.withoutSite);
      return counts;
    },
    pages: counter.pages,
    addresses: bySpelling(counter.addresses),
    agents: counter.agents,
    hosts: counter.hosts,
    fileNames: counter.fileNames,
    fileSites,
    methods: counter.methods,
    statuses: () => new Map(counter.statuses.top(null).map(({ key, count }) => [text.decode(key), count])),
    lineCounts: () => ({
      lines: counter.lines,
      parsed: counter.parsed,
      skipped: counter.skipped,
      blank: counter.blank,
      outside: counter.outside,
      withoutPage: counter.withoutPage,
      cutLines: counter.cutLines,
      oldestEpoch: counter.parsed > 0 ? counter.oldestEpoch : null,
      newestEpoch: counter.parsed > 0 ? counter.newestEpoch : null,
    }),
    skippedSamples: () => counter.skippedSamples,
    steps: () => ({ stepSeconds: counter.steps.stepSeconds, steps: counter.steps.steps() }),
  };
}

/** One row an address, whatever its spellings in the logs (`::ffff:192.0.2.1` is `192.0.2.1`). */
function bySpelling(table: KeyTable): CountedTable {
  const encoder = new TextEncoder();
  const merged = (): KeyCount[] => {
    const counts = new Map<string, number>();
    for (const { key, count } of table.top(null)) {
      const text = String.fromCharCode(...key);
      const spelling = parseIpAddress(text) ?? text;
      counts.set(spelling, (counts.get(spelling) ?? 0) + count);
    }
    return [...counts].map(([text, count]) => ({ key: encoder.encode(text), count }));
  };
  return {
    get size() {
      return merged().length;
    },
    get errorBound() {
      return table.errorBound;
    },
    top: (limit) => {
      const sorted = merged().sort((a, b) => b.count - a.count || compareBytes(a.key, b.key));
      return limit === null ? sorted : sorted.slice(0, limit);
    },
  };
}
