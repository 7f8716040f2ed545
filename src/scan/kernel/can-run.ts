/** An old processor without SIMD, a Node without WebAssembly (--jitless), a limit on memory (ulimit -v). */
const cannotRun: readonly string[] = ['CompileError', 'ReferenceError', 'RuntimeError', 'RangeError'];

/** What `make` makes of WebAssembly; null where this machine cannot run it. */
export function whereItRuns<Made>(make: () => Made): Made | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof Error && cannotRun.includes(error.name)) return null;
    throw error;
  }
}
