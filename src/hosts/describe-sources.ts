import type { LogCatalog, LogFile } from '../model/log-catalog.ts';
import type { DatabaseSource, SourcesReport } from '../model/sources-report.ts';
import type { Panel } from '../panels/panel.ts';
import { openNetworks } from '../sources/networks/networks.ts';
import { lookAt } from '../system/folders.ts';
import { procTablePath, procTables, readProcTable } from '../system/proc-net.ts';

/** What this server offers to read: counts and sizes, nothing of the contents. */
export function describeSources(panel: Panel, catalog: LogCatalog, hostName: string, root: string): SourcesReport {
  return {
    takenAt: new Date().toISOString(),
    hostName,
    panel: panel.name,
    panelVersion: panel.version,
    sockets: procTables.map((table) => {
      const path = procTablePath(table);
      let lines = 0;
      const read = readProcTable(table, (piece) => {
        lines += linesIn(piece);
        return true;
      });
      // One line is the heading.
      return read.ok ? { path, rows: Math.max(0, lines - 1), problem: null } : { path, rows: null, problem: read.problem };
    }),
    places: catalog.places,
    databases: databasesAt(root),
    accessLogs: totals(catalog.accessLogs),
    errorLogs: totals(catalog.errorLogs),
    limitedRights: process.geteuid?.() !== 0,
  };
}

/** The same of what belongs to one operator: how many logs, and nothing of the machine they lie on. */
export function describeOwnSources(panel: Panel, catalog: LogCatalog, hostName: string): SourcesReport {
  return {
    takenAt: new Date().toISOString(),
    hostName,
    panel: panel.name,
    panelVersion: panel.version,
    sockets: [],
    places: catalog.places,
    databases: [],
    accessLogs: totals(catalog.accessLogs),
    errorLogs: totals(catalog.errorLogs),
    limitedRights: false,
  };
}

/** @param root where the file tree begins */
function databasesAt(root: string): readonly DatabaseSource[] {
  const networks = openNetworks(root);
  networks.close();
  return [
    ...networks.databases.map(({ path, type, builtEpoch }) => ({
      ...{ path, type, problem: null },
      madeAt: Number.isSafeInteger(builtEpoch * 1000) && builtEpoch <= mostEpoch ? new Date(builtEpoch * 1000).toISOString() : null,
    })),
    ...networks.problems.map((problem) => ({ path: 'path' in problem ? problem.path : '', type: null, madeAt: null, problem })),
  ];
}

/** The file says when it was made; a date has an end. */
const mostEpoch = 8_640_000_000_000;

function linesIn(text: Uint8Array): number {
  let lines = 0;
  for (const byte of text) if (byte === 0x0a) lines++;
  return lines;
}

/** Each file once, however many names it has. */
function totals(logs: readonly LogFile<string>[]): { readonly files: number; readonly sites: number; readonly bytes: number } {
  const seen = new Set<string>();
  const sites = new Set<string>();
  let bytes = 0;
  for (const log of logs) {
    const facts = lookAt(log.path, log.trust.in === 'system' ? 'follow-links' : 'not-links');
    if (!facts.ok || facts.value.kind !== 'file' || seen.has(facts.value.identity)) continue;
    seen.add(facts.value.identity);
    bytes += facts.value.sizeBytes;
    if (log.site !== null) sites.add(log.site);
  }
  return { files: seen.size, sites: sites.size, bytes };
}
