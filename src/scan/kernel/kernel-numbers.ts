import type { KernelExports } from './kernel-exports.ts';

/** Requests over time: `startEpoch` in seconds since 1970, oldest first, steps without requests left out. */
export interface Steps {
  readonly stepSeconds: number;
  readonly steps: readonly { readonly startEpoch: number; readonly requests: number }[];
}

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
