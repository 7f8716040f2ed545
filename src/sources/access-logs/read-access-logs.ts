import type { AccessFile, PageKey } from '../../model/access-report.ts';
import type { IpAddress } from '../../model/ip-address.ts';
import type { LogFile } from '../../model/log-catalog.ts';
import type { Problem } from '../../model/problem.ts';
import type { TimeSpan } from '../../model/time-window.ts';
import { AccessCounter } from '../../scan/access/access-counter.ts';
import { type OpenFile, openLog } from '../../system/open-file.ts';
import type { AccessTally } from './access-tally.ts';
import { addressFilter } from './address-filter.ts';
import { collectTally, siteOfFileName } from './collect-tally.ts';
import { feedFile } from './feed-file.ts';

export interface ReadProgress {
  readonly filesDone: number;
  readonly files: number;
  readonly bytes: number;
}

export interface AccessReading {
  readonly span: TimeSpan;
  readonly pageKey: PageKey;
  readonly site: string | null;
  readonly address: IpAddress | null;
  readonly page: string | null;
  /** Length of each list in the answer; null = everything. */
  readonly limit: number | null;
  /** True when a file's site is known for sure from its place, so that other sites' files need not be read. */
  readonly sitesAreCertain: boolean;
  /** True when a file's modification time can be believed, so that one not touched since the window began need not be read. */
  readonly modifiedTimesAreTrue: boolean;
  /** What a host in a log line is called (an addon domain logs under the name of its subdomain). */
  readonly nameSite: (host: string) => string;
  /** Random 32-bit number: see `KeyTable`. */
  readonly seed: number;
  readonly onProgress?: (progress: ReadProgress) => void;
  readonly shouldStop?: () => boolean;
}

/**
 * Reads access logs one after the other, each file once however many names it has, and counts what they hold.
 * A file that cannot be read is listed with its problem; nothing is skipped without a word.
 */
export async function readAccessLogs(logs: readonly LogFile<'access'>[], reading: AccessReading): Promise<AccessTally> {
  const counter = new AccessCounter({
    pageKey: reading.pageKey,
    fromEpoch: reading.span.fromEpoch,
    toEpoch: reading.span.toEpoch,
    wantsAddress: reading.address === null ? null : addressFilter(reading.address),
    wantsSite: reading.site === null ? null : siteFilter(reading.site, reading.nameSite),
    page: reading.page === null ? null : new TextEncoder().encode(reading.page),
    seed: reading.seed,
  });
  const files: AccessFile[] = [];
  const seen = new Set<string>();
  const requestsByFileSite = new Map<string, number>();
  let filesTooOld = 0;
  let bytes = 0;
  const shouldStop = reading.shouldStop ?? (() => false);
  const wanted = logs.filter((log) => reading.site === null || !reading.sitesAreCertain || log.site === null || log.site === reading.site);

  for (const [done, log] of wanted.entries()) {
    if (shouldStop()) {
      files.push(unread(log, { kind: 'time-spent', path: log.path }));
      continue;
    }
    const opened = openLog(log.path, log.trust);
    if (!opened.ok) {
      files.push(unread(log, opened.problem));
      continue;
    }
    const file = opened.value;
    try {
      if (seen.has(file.identity)) continue;
      seen.add(file.identity);
      if (reading.modifiedTimesAreTrue && file.modifiedEpoch < reading.span.fromEpoch) {
        filesTooOld++;
        continue;
      }
      counter.countsLinesWithoutSite = reading.site === null || log.site === reading.site;
      const read = await readOne(file, counter, shouldStop, (count) => {
        bytes += count;
        reading.onProgress?.({ filesDone: done, files: wanted.length, bytes });
      });
      const { lines, skipped, understood, withoutSite } = counter.endFile();
      if (log.site !== null && withoutSite > 0) requestsByFileSite.set(log.site, (requestsByFileSite.get(log.site) ?? 0) + withoutSite);
      const noLog: Problem | null =
        skipped > 0 && understood === 0 ? { kind: 'unknown-format', path: log.path, expected: 'access-log lines' } : null;
      const problem = read.problem ?? noLog;
      files.push({ path: log.path, site: log.site, lines, bytes: read.bytes, ...(problem === null ? {} : { problem }) });
    } finally {
      file.close();
    }
  }
  return collectTally(counter, { files, filesTooOld, bytes, requestsByFileSite }, reading.limit, reading.nameSite);
}

const unread = (log: LogFile<'access'>, problem: Problem): AccessFile => ({ path: log.path, site: log.site, lines: 0, bytes: 0, problem });

async function readOne(
  file: OpenFile,
  counter: AccessCounter,
  shouldStop: () => boolean,
  onBytes: (count: number) => void,
): Promise<{ readonly bytes: number; readonly problem: Problem | null }> {
  let bytes = 0;
  const outcome = await feedFile(file, (buffer, filled, atEnd) => counter.walk(buffer, filled, atEnd), {
    onBytes: (count) => {
      bytes += count;
      onBytes(count);
    },
    shouldStop,
  });
  if (!outcome.ok) return { bytes, problem: outcome.problem };
  return { bytes, problem: shouldStop() ? { kind: 'time-spent', path: file.path } : null };
}

function siteFilter(wanted: string, nameSite: (host: string) => string): (host: Uint8Array, from: 'host' | 'file-name') => boolean {
  const remembered = new Map<string, boolean>();
  return (host, from) => {
    const text = Buffer.from(host.buffer, host.byteOffset, host.length).toString('latin1').toLowerCase();
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const same = (from === 'host' ? nameSite(text) : siteOfFileName(text)) === wanted;
    if (remembered.size < 10_000) remembered.set(text, same);
    return same;
  };
}
