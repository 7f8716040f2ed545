import { AccessCounter, type AccessCounterOptions, accessLimits } from './access-counter.ts';
import { parseIpAddress } from '../../model/ip-address.ts';
import type { AccessEngine, AddressTable, MarkedAddress } from './access-engine.ts';
import type { AddressMarkTable } from './address-mark-table.ts';
import { compareBytes, KeyTable } from './key-table.ts';
import { marksOf, requestKinds } from './request-kinds.ts';

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
    addresses: bySpelling(counter.addresses, counter.marks),
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
function bySpelling(table: KeyTable, marks: AddressMarkTable): AddressTable {
  const encoder = new TextEncoder();
  const merged = (): MarkedAddress[] => {
    const rows = new Map<string, { count: number; readonly numbers: Uint32Array }>();
    for (const { key, count } of table.top(null)) {
      const text = String.fromCharCode(...key);
      const spelling = parseIpAddress(text) ?? text;
      const row = rows.get(spelling) ?? { count: 0, numbers: new Uint32Array(requestKinds.length + 1) };
      row.count += count;
      join(row.numbers, marks.numbersOf(text));
      rows.set(spelling, row);
    }
    return [...rows].map(([text, { count, numbers }]) => ({ key: encoder.encode(text), count, ...marksOf(numbers) }));
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

/** Requests add up; bits are joined. */
function join(into: Uint32Array, numbers: Uint32Array | null): void {
  numbers?.forEach((number, at) => {
    into[at] = at < requestKinds.length ? (into[at] ?? 0) + number : (into[at] ?? 0) | number;
  });
}
