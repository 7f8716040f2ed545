import base64 from 'virtual:kernel';

/** The kernel, compiled: once a process, and for its worker threads, which may be sent it. */
export const compileKernelModule = (): WebAssembly.Module => new WebAssembly.Module(Buffer.from(base64, 'base64'));
