// @ts-check
/**
 * Compiles the scan kernel, `src/scan/kernel/assembly/`, from AssemblyScript to WebAssembly, and gives it to the bundle
 * and to the unit tests as the module `virtual:kernel`, whose default export is the binary as base64 text.
 */
import { readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../src/scan/kernel/assembly');

const sources = () => readdirSync(folder).filter((name) => name.endsWith('.ts'));

/**
 * `stub`: no garbage collector, because nothing is ever allocated. `abort=`: a failed check traps, and nobody is called.
 */
const options = ['--runtime', 'stub', '-O3', '--converge', '--noAssert', '--enable', 'simd', '--enable', 'bulk-memory', '--use', 'abort='];

/** The binary. */
export async function compileKernel() {
  const { default: asc } = await import('assemblyscript/asc');
  /** @type {Uint8Array | undefined} */
  let binary;
  const { error, stderr } = await asc.main(['index.ts', '--baseDir', folder, '--outFile', 'kernel.wasm', ...options], {
    writeFile: (name, contents) => {
      if (name === 'kernel.wasm' && typeof contents !== 'string') binary = contents;
    },
  });
  if (error !== null || binary === undefined) throw new Error(`the kernel does not compile: ${error?.message ?? ''}\n${stderr.toString()}`);
  return binary;
}

/** @type {Promise<string> | undefined} */
let compiled;

const kernelModule = async () => {
  compiled ??= compileKernel().then((binary) => `export default '${Buffer.from(binary).toString('base64')}';\n`);
  return compiled;
};

/** @returns {import('esbuild').Plugin} */
export function kernelForEsbuild() {
  return {
    name: 'kernel',
    setup(build) {
      build.onStart(() => {
        compiled = undefined;
      });
      build.onResolve({ filter: /^virtual:kernel$/ }, ({ path }) => ({ path, namespace: 'kernel' }));
      build.onLoad({ filter: /.*/, namespace: 'kernel' }, async () => ({
        contents: await kernelModule(),
        loader: 'js',
        watchFiles: sources().map((name) => join(folder, name)),
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
