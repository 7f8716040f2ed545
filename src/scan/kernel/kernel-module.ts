import base64 from 'virtual:kernel';
import { whereItRuns } from './can-run.ts';

/** The kernel, compiled; its worker threads may be sent it. */
export const compileKernelModule = (): WebAssembly.Module => new WebAssembly.Module(Buffer.from(base64, 'base64'));

let compiled: WebAssembly.Module | null = null;

/** What `make` makes of the kernel, which is compiled once a process; null where this machine cannot run it. */
export const whereKernelRuns = <Made>(make: (module: WebAssembly.Module) => Made): Made | null =>
  whereItRuns(() => make((compiled ??= compileKernelModule())));
