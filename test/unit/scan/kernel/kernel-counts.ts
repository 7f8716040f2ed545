import { AccessKernel } from '../../../../src/scan/kernel/access-kernel.ts';
import type { KernelLimits } from '../../../../src/scan/kernel/kernel-limits.ts';
import { compileKernelModule } from '../../../../src/scan/kernel/kernel-module.ts';
import { everything, type KernelQuestion } from '../../../../src/scan/kernel/kernel-question.ts';
import type { KernelCount, KernelTable } from '../../../../src/scan/kernel/kernel-table.ts';
import { feedInPieces } from '../../../reference/engine-counts.ts';
import type { ReferenceCounts } from '../../../reference/reference-scanner.ts';

const kernelModule = compileKernelModule();

export const newKernel = (limits: Partial<KernelLimits> = {}, seed = 12345): AccessKernel => new AccessKernel(kernelModule, seed, limits);

const kept = new Map<string, AccessKernel>();

/** A kernel with tables of this size, the same one for each call: to make one takes longer than most tests. */
export function smallKernel(table: 'pages' | 'addresses', maxKeys: number, maxKeyBytes: number): AccessKernel {
  const name = `${table} ${String(maxKeys)} ${String(maxKeyBytes)}`;
  const kernel = kept.get(name) ?? newKernel({ [table]: { maxKeys, maxKeyBytes } });
  kept.set(name, kernel);
  return kernel;
}

/** One for all tests that need no small tables: every `begin` makes it new. */
const shared = newKernel();

/** A kernel that has scanned one file, fed as a reader feeds it: pieces of the given sizes (the last one repeats). */
export function kernelOf(
  log: Uint8Array,
  question: Partial<KernelQuestion> = {},
  pieceSizes: readonly number[] = [Infinity],
  kernel = shared,
): AccessKernel {
  kernel.begin({ ...everything, ...question });
  feedInPieces(kernel, log, pieceSizes);
  kernel.endFile(null);
  return kernel;
}

/** What the kernel counted, in the reference's words. */
export function kernelCounts(
  log: Uint8Array,
  question: Partial<KernelQuestion> = {},
  pieceSizes?: readonly number[],
  kernel = shared,
): ReferenceCounts {
  return countsOf(kernelOf(log, question, pieceSizes, kernel));
}

export function countsOf(kernel: AccessKernel): ReferenceCounts {
  const { oldestEpoch, newestEpoch, lines, parsed, skipped, blank, outside, withoutPage, cutLines } = kernel.lineCounts();
  return {
    lines,
    parsed,
    skipped,
    blank,
    outside,
    withoutPage,
    cutLines,
    oldestEpoch: oldestEpoch ?? Infinity,
    newestEpoch: newestEpoch ?? -Infinity,
    pages: tableCounts(kernel.pages),
    addresses: tableCounts(kernel.addresses),
    hosts: tableCounts(kernel.hosts),
    fileNames: tableCounts(kernel.fileNames),
    agents: tableCounts(kernel.agents),
    methods: tableCounts(kernel.methods),
    statuses: kernel.statuses(),
    minutes: new Map(kernel.steps().steps.map(({ startEpoch, requests }) => [startEpoch, requests])),
  };
}

/** All counts of a table, keys as latin1 text. */
export const tableCounts = (table: KernelTable<KernelCount>): Map<string, number> =>
  new Map(table.top(null).map(({ key, count }) => [Buffer.from(key).toString('latin1'), count]));
