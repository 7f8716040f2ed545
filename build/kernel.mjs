// @ts-check
/**
 * Compiles the scan kernel, `src/scan/kernel/assembly/`, from AssemblyScript to WebAssembly, and gives it to the bundle
 * and to the unit tests as the module `virtual:kernel`, whose default export is the binary as base64 text.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../src/scan/kernel/assembly');

const sourceFiles = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

/**
 * `stub`: no garbage collector, because nothing is ever allocated. `abort=`: a failed check traps, and nobody is called.
 */
const options = ['--runtime', 'stub', '-O3', '--converge', '--noAssert', '--enable', 'simd', '--enable', 'bulk-memory', '--use', 'abort='];

/** The binary. */
export async function compileKernel() {
  // By a name that TypeScript does not follow: the compiler's types declare AssemblyScript's Array and numbers globally.
  const compiler = 'assemblyscript/asc';
  const { default: asc } = await import(compiler);
  /** @type {Uint8Array | undefined} */
  let binary;
  const { error, stderr } = await asc.main(['index.ts', '--baseDir', folder, '--outFile', 'kernel.wasm', ...options], {
    writeFile: (/** @type {string} */ name, /** @type {Uint8Array} */ contents) => {
      if (name === 'kernel.wasm' && typeof contents !== 'string') binary = contents;
    },
  });
  if (error !== null || binary === undefined) throw new Error(`the kernel does not compile: ${error?.message ?? ''}\n${stderr.toString()}`);
  return binary;
}

/** The module's text and the sources it was made of: compiling takes seconds, and a watching build asks often. */
/** @type {{ readonly sources: string, readonly text: Promise<string> } | undefined} */
let made;

async function kernelModule() {
  const sources = sourceFiles()
    .map((path) => readFileSync(path, 'utf8'))
    .join('');
  if (made?.sources !== sources) {
    const text = compileKernel().then((binary) => `export default '${Buffer.from(binary).toString('base64')}';\n`);
    made = { sources, text };
  }
  return made.text;
}

/** @returns {import('esbuild').Plugin} */
export function kernelForEsbuild() {
  return {
    name: 'kernel',
    setup(build) {
      build.onResolve({ filter: /^virtual:kernel$/ }, ({ path }) => ({ path, namespace: 'kernel' }));
      build.onLoad({ filter: /.*/, namespace: 'kernel' }, async () => ({
        contents: await kernelModule(),
        loader: 'js',
        watchFiles: sourceFiles(),
      }));
    },
  };
}

/** @returns {import('vitest/config').ViteUserConfig['plugins']} */
export function kernelForVite() {
  return [
    {
      name: 'kernel',
      resolveId: (id) => (id === 'virtual:kernel' ? `\0${id}` : null),
      load: (id) => (id === '\0virtual:kernel' ? kernelModule() : null),
    },
  ];
}
