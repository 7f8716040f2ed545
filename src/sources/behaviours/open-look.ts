import type { BehaviourBook } from '../../scan/behaviour/behaviour-book.ts';
import type { Look, LookOptions } from '../../scan/behaviour/look.ts';
import { PlainLook } from '../../scan/behaviour/plain-look.ts';
import { whereKernelRuns } from '../../scan/kernel/kernel-module.ts';
import { LookKernel } from '../../scan/kernel/look-kernel.ts';
import { startLookKernel } from '../../scan/kernel/start-kernel.ts';

/** What writes into the book: the kernel, or plain TypeScript where this machine cannot run WebAssembly with SIMD. */
export const openLook = (book: BehaviourBook, options: LookOptions, seed: number): Look =>
  whereKernelRuns((module) => new LookKernel(startLookKernel(module, seed), book, options)) ?? new PlainLook(book, options);
