import { type CounterName, counterNames, type KernelExports } from './kernel-exports.ts';

/** Times in seconds since 1970; null where there was nothing to have one. */
export interface EpochSpan {
  readonly oldestEpoch: number | null;
  readonly newestEpoch: number | null;
}

/** Lines of all files; lines = parsed + skipped + blank + outside. */
export type Counters = Readonly<Record<CounterName, number>>;

/** The same, and the span of the counted ones. */
export type LineCounts = Counters & EpochSpan;

/** Requests over time: `startEpoch` in seconds since 1970, oldest first, steps without requests left out. */
export interface Steps {
  readonly stepSeconds: number;
  readonly steps: readonly { readonly startEpoch: number; readonly requests: number }[];
}

export const readLineCounts = (kernel: KernelExports): LineCounts => ({
  ...readCounters(kernel),
  ...spanOf(kernel.oldest(), kernel.newest()),
});

/** Asked after every file, and there are thousands. */
export function readCounters(kernel: KernelExports): Counters {
  const numbers = new BigUint64Array(kernel.memory.buffer, kernel.countersAt(), counterNames.length);
  const counts: Partial<Record<CounterName, number>> = {};
  counterNames.forEach((name, index) => {
    counts[name] = Number(numbers[index]);
  });
  return counts as Counters;
}

/** What the whole lines of a piece of a log say about its time. */
export interface StampRange extends EpochSpan {
  /** Where the first whole line begins and the last one ends, from the beginning of the input. */
  readonly start: number;
  readonly end: number;
}

export const readRange = (kernel: KernelExports): StampRange => ({
  ...spanOf(kernel.rangeOldest(), kernel.rangeNewest()),
  start: kernel.rangeStart(),
  end: kernel.rangeEnd(),
});

/** The kernel says "none" by an oldest time that is newer than the newest. */
const spanOf = (oldest: bigint, newest: bigint): EpochSpan =>
  oldest > newest ? { oldestEpoch: null, newestEpoch: null } : { oldestEpoch: Number(oldest), newestEpoch: Number(newest) };

const statusCount = 1001;
const bytesOfStep = 16;

/** Requests by status as the log writes it: `200`, `000`, `-`. */
export function readStatuses(kernel: KernelExports): Map<string, number> {
  const counts = new Uint32Array(kernel.memory.buffer, kernel.statusesAt(), statusCount);
  const statuses = new Map<string, number>();
  counts.forEach((requests, status) => {
    if (requests > 0) statuses.set(status === statusCount - 1 ? '-' : String(status).padStart(3, '0'), requests);
  });
  return statuses;
}

export function readSteps(kernel: KernelExports): Steps {
  const listed = kernel.listSteps();
  const view = new DataView(kernel.memory.buffer, kernel.stepsAt(), listed * bytesOfStep);
  const steps = Array.from({ length: listed }, (_, index) => ({
    startEpoch: Number(view.getBigInt64(index * bytesOfStep, true)),
    requests: view.getUint32(index * bytesOfStep + 8, true),
  }));
  return { stepSeconds: Number(kernel.stepSeconds()), steps: steps.sort((a, b) => a.startEpoch - b.startEpoch) };
}

/** The first lines that are no access-log lines, cut to 200 bytes. */
export const readSamples = (kernel: KernelExports): Uint8Array[] =>
  Array.from({ length: kernel.sampleCount() }, (_, index) =>
    new Uint8Array(kernel.memory.buffer, kernel.sampleAt(index), kernel.sampleLength(index)).slice(),
  );
