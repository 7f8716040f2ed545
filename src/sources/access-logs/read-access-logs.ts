import type { LogFile } from '../../model/log-catalog.ts';
import type { Problem } from '../../model/problem.ts';
import type { Result } from '../../model/result.ts';
import type { AccessKernel } from '../../scan/kernel/access-kernel.ts';
import { accountFor, type CutPlan, groupByLog, partBytes, sum } from './account-for.ts';
import type { AccessTally } from './access-tally.ts';
import { collectTally } from './collect-tally.ts';
import { cutLog, wholeLog } from './cut-log.ts';
import { probeBytes } from './find-window-start.ts';
import type { Cursor } from './memory/cursor.ts';
import type { Forgotten } from './memory/memory-file.ts';
import { type CountQuestion, isFiltered, type OpenedEngine, openEngine } from './open-engine.ts';
import type { CandidateQuestion } from './pick-candidates.ts';
import { type PlannedLog, planReading, type ReadingPlan } from './plan-reading.ts';
import { fewestBytesForThreads, scanInThreads, type StartThread } from './scan-in-threads.ts';
import { type LogPart, type ScanHooks, type ScannedPart, scanParts } from './scan-parts.ts';

export interface ReadProgress {
  readonly filesDone: number;
  readonly files: number;
  readonly bytes: number;
  /** Bytes to read in all, as far as is known (a gzip file counts as it lies on the disk). */
  readonly bytesInAll?: number;
}

export interface AccessReading extends CountQuestion {
  /** Length of each list in the answer; null = everything. */
  readonly limit: number | null;
  /** True when a file's site is known for sure from its place, so that other sites' files need not be read. */
  readonly sitesAreCertain: boolean;
  /**
   * True for logs that this machine writes: one not touched since the window began need not be read, of the others only
   * the end is, and a last line without line feed is half a line.
   */
  readonly areLive: boolean;
  /** A file of our own where counts are kept from one reading to the next; only for live logs without a filter. */
  readonly memoryPath?: string | undefined;
  /** Asks for the addresses worth a closer look as well. */
  readonly candidates?: CandidateQuestion | undefined;
  /** Starts a second thread; left out where there is only one processor. */
  readonly startThread?: StartThread | undefined;
  /** From how many bytes on a second thread is worth it. */
  readonly threadsFromBytes?: number;
  readonly onProgress?: (progress: ReadProgress) => void;
  readonly shouldStop?: () => boolean;
}

export interface AccessReadings {
  readonly tally: AccessTally;
  /** Writes down what was counted for the next reading; to be called when the answer is out. Null where nothing is kept. */
  readonly remember: (() => Result<null, Problem>) | null;
}

/**
 * Reads access logs, each file once however many names it has, and counts what they hold. A file that cannot be read, or
 * not to its end, is listed with its problem; nothing is skipped without a word.
 */
export async function readAccessLogs(logs: readonly LogFile<'access'>[], reading: AccessReading): Promise<AccessReadings> {
  // Before the first look: what is written from now on is new.
  const takenEpoch = Date.now() / 1000;
  const plan = planReading(wantedLogs(logs, reading), reading.areLive ? reading.span.fromEpoch : -Infinity);
  const opened = openEngine(reading);
  const known = await recallCounts(plan, reading, opened.kernel);
  const room = new Uint8Array(probeBytes);
  const cuts = plan.logs.map((planned, number) => cutPlanned(planned, number, reading, known.cursors.get(planned.identity), room));
  const { engine, kernel } = opened;
  const scanned = await scan(cuts, plan, reading, opened);
  // The other thread died and took its counts with it: once more from the beginning, alone.
  if (scanned === null) return readAccessLogs(logs, { ...reading, startThread: undefined });
  const byLog = groupByLog(scanned);
  const accounts = plan.logs.map((planned, number) => accountFor(planned, cuts[number], byLog.get(number) ?? []));
  const tally = collectTally(
    engine,
    {
      files: accounts.map(({ file }) => file),
      filesTooOld: plan.tooOld,
      bytes: sum(accounts, ({ file }) => file.bytes),
      bytesRemembered: sum(cuts, (cut) => cut.before?.bytes ?? 0),
      memory: known.memory,
      bytesBeforeWindow: sum(cuts, (cut) => cut.bytesBefore),
      bytesMissed: sum(accounts, ({ missed }) => missed),
    },
    reading.limit,
    reading.nameSite,
    reading.candidates,
  );
  const path = memoryPath(reading);
  if (path === undefined || kernel === null || (known.memory === 'used' && scanned.length === 0)) return { tally, remember: null };
  const told = plan.logs.map((planned, number) => {
    const cut = cuts[number];
    return { planned, before: cut?.before, bytesBefore: cut?.bytesBefore ?? 0, scanned: byLog.get(number) ?? [] };
  });
  const question = questionName(reading);
  const { remember } = await import('./memory/remember.ts');
  return { tally, remember: () => remember({ path, question, takenEpoch, snapshot: kernel.snapshot(), logs: told }) };
}

const wantedLogs = (logs: readonly LogFile<'access'>[], { site, sitesAreCertain }: AccessReading): readonly LogFile<'access'>[] =>
  site === null || !sitesAreCertain ? logs : logs.filter((log) => log.site === null || log.site === site);

/** A filtered reading is not kept: whoever looks at one address or page looks once. */
const memoryPath = (reading: AccessReading): string | undefined =>
  reading.areLive && !isFiltered(reading) && reading.onlyPages !== true ? reading.memoryPath : undefined;

/** All that decides what is counted, but for the logs themselves. */
const questionName = ({ span, pageKey }: AccessReading): string => `${pageKey} from ${String(span.fromEpoch)} to ${String(span.toEpoch)}`;

interface Known {
  readonly cursors: ReadonlyMap<string, Cursor>;
  readonly memory: 'used' | 'not-asked' | Forgotten;
}

async function recallCounts(plan: ReadingPlan, reading: AccessReading, kernel: AccessKernel | null): Promise<Known> {
  const path = memoryPath(reading);
  if (path === undefined || kernel === null) return { cursors: new Map(), memory: 'not-asked' };
  const { recall } = await import('./memory/recall.ts');
  const recalled = recall(path, questionName(reading), plan.logs, kernel);
  return recalled.ok ? { cursors: recalled.value.cursors, memory: 'used' } : { cursors: new Map(), memory: recalled.problem };
}

function cutPlanned(planned: PlannedLog, number: number, reading: AccessReading, before: Cursor | undefined, room: Uint8Array): CutPlan {
  if (planned.problem !== null) return { before, parts: [], bytesBefore: 0, problem: planned.problem };
  const { log, identity, sizeBytes } = planned;
  const isKnown = before !== undefined && (before.offset === null || before.offset === sizeBytes);
  if (isKnown) return { before, parts: [], bytesBefore: before.bytesBefore, problem: null };
  const fromEpoch = reading.areLive && before === undefined ? reading.span.fromEpoch : -Infinity;
  const cut = reading.areLive ? cutLog(planned, fromEpoch, before?.offset ?? 0, room) : wholeLog(planned);
  if (!cut.ok) return { before, parts: [], bytesBefore: 0, problem: cut.problem };
  const parts = cut.value.parts.map((part) => ({
    log: number,
    path: log.path,
    trust: log.trust,
    identity,
    site: log.site,
    ...part,
    takesUnfinished: !reading.areLive,
    countsLinesWithoutSite: reading.site === null || log.site === reading.site,
  }));
  return { before, parts, bytesBefore: before?.bytesBefore ?? cut.value.bytesBefore, problem: null };
}

/** In two threads where there is much to read and nothing asks for names, which only this thread can give. Null when the other one died. */
function scan(cuts: readonly CutPlan[], plan: ReadingPlan, reading: AccessReading, opened: OpenedEngine): Promise<ScannedPart[] | null> {
  const parts = cuts.flatMap((cut) => cut.parts);
  const hooks = hooksFor(parts, plan.logs, reading);
  const { startThread } = reading;
  const isMuch = sum(parts, (part) => partBytes(part, plan.logs[part.log])) >= (reading.threadsFromBytes ?? fewestBytesForThreads);
  if (startThread === undefined || opened.kernel === null || !isMuch || reading.site !== null) {
    return scanParts(parts, opened.engine, hooks);
  }
  return scanInThreads(parts, opened.kernel, reading, startThread, hooks);
}

function hooksFor(parts: readonly LogPart[], logs: readonly PlannedLog[], reading: AccessReading): ScanHooks {
  let next = 0;
  let bytes = 0;
  const bytesInAll = sum(parts, (part) => partBytes(part, logs[part.log]));
  return {
    takeNext: () => next++,
    shouldStop: reading.shouldStop ?? (() => false),
    onBytes: (count) => {
      bytes += count;
      reading.onProgress?.({ filesDone: parts[next - 1]?.log ?? logs.length, files: logs.length, bytes, bytesInAll });
    },
  };
}
