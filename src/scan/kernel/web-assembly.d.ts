/** The little of WebAssembly that is used here: Node has it, but its types leave it to the browser's. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
    readonly [Symbol.toStringTag]: 'WebAssembly.Module';
  }
  class Instance {
    constructor(module: Module, imports: Record<string, Record<string, (...numbers: number[]) => number>>);
    readonly exports: unknown;
  }
}

declare module 'virtual:socket-kernel' {
  /** The same of `src/scan/sockets/assembly/`. */
  const base64: string;
  export default base64;
}

declare module 'virtual:kernel' {
  /** The kernel's binary as base64 text: `build/kernel.mjs` makes it out of `assembly/`. */
  const base64: string;
  export default base64;
}
