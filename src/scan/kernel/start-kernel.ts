import { type KernelExports, longestKey, tableNames } from './kernel-exports.ts';
import { kernelLimits, type KernelLimits } from './kernel-limits.ts';

/** Asked with the place and length of a name and whether it is a file's; 1 for a site that is wanted, else 0. */
export type WantsSiteAt = (at: number, length: number, isFileName: number) => number;

/** A kernel of its own, with all the memory it will ever use: about 130 MiB of addresses, of which it touches what it fills. */
export function startKernel(
  module: WebAssembly.Module,
  seed: number,
  limits: Partial<KernelLimits>,
  wantsSite: WantsSiteAt,
): KernelExports {
  const kernel = new WebAssembly.Instance(module, { driver: { wantsSite } }).exports as KernelExports;
  const all = { ...kernelLimits, ...limits };
  for (const [index, name] of tableNames.entries()) kernel.prepareTable(index, all[name].maxKeys, all[name].maxKeyBytes);
  kernel.prepare(seed);
  return kernel;
}

/**
 * A kernel for the second look, with all the memory it will ever use.
 * @param seed random number that keeps attackers from aiming at its tables
 */
export function startLookKernel(module: WebAssembly.Module, seed: number): KernelExports {
  const kernel = new WebAssembly.Instance(module, { driver: { wantsSite: () => 1 } }).exports as KernelExports;
  kernel.prepareLook(seed);
  return kernel;
}

/** Puts a key where the kernel looks for it, cut to the length of the longest one; gives its length. */
export function handOver(kernel: KernelExports, key: Uint8Array): number {
  const cut = key.subarray(0, longestKey);
  new Uint8Array(kernel.memory.buffer).set(cut, kernel.exchangeAt());
  return cut.length;
}
