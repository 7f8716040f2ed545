// @ts-check
/**
 * Compiles the kernels from AssemblyScript to WebAssembly, and gives each to the bundle and to the unit tests as a module
 * whose default export is the binary as base64 text.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = resolve(dirname(fileURLToPath(import.meta.url)), '../src');

/** The folder of each kernel, by the name of its module: the scan of access logs, the counting of sockets. */
const folders = new Map([
  ['virtual:kernel', join(sources, 'scan/kernel/assembly')],
  ['virtual:socket-kernel', join(sources, 'scan/sockets/assembly')],
]);

const folderOf = (/** @type {string} */ name) => folders.get(name) ?? '';

const sourceFiles = (/** @type {string} */ folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

/**
 * `stub`: no garbage collector, because nothing is ever allocated. `abort=`: a failed check traps, and nobody is called.
 */
const options = ['--runtime', 'stub', '-O3', '--converge', '--noAssert', '--enable', 'simd', '--enable', 'bulk-memory', '--use', 'abort='];

/** The binary of the AssemblyScript in a folder. @param {string} folder */
async function compileKernel(folder) {
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

/** Each module's text and the sources it was made of: compiling takes seconds, and a watching build asks often. */
/** @type {Map<string, { readonly sources: string, readonly text: Promise<string> }>} */
const made = new Map();

/** @param {string} name */
async function kernelModule(name) {
  const folder = folderOf(name);
  const sources = sourceFiles(folder)
    .map((path) => readFileSync(path, 'utf8'))
    .join('');
  const before = made.get(name);
  if (before?.sources === sources) return before.text;
  const text = compileKernel(folder).then((binary) => `export default '${Buffer.from(binary).toString('base64')}';\n`);
  made.set(name, { sources, text });
  return text;
}

/** @returns {import('esbuild').Plugin} */
export function kernelForEsbuild() {
  return {
    name: 'kernel',
    setup(build) {
      build.onResolve({ filter: /^virtual:(?:socket-)?kernel$/ }, ({ path }) => ({ path, namespace: 'kernel' }));
      build.onLoad({ filter: /.*/, namespace: 'kernel' }, async ({ path }) => ({
        contents: await kernelModule(path),
        loader: 'js',
        watchFiles: sourceFiles(folderOf(path)),
      }));
    },
  };
}

/** @returns {import('vitest/config').ViteUserConfig['plugins']} */
export function kernelForVite() {
  return [
    {
      name: 'kernel',
      resolveId: (id) => (folders.has(id) ? `\0${id}` : null),
      load: (id) => (id.startsWith('\0') && folders.has(id.slice(1)) ? kernelModule(id.slice(1)) : null),
    },
  ];
}
