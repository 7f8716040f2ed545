// @ts-check
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Every file keeps the address it was written for, to find what lies beside it. @type {import('esbuild').Plugin} */
const ownAddresses = {
  name: 'own-addresses',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.(ts|mjs)$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: path.endsWith('.ts') ? 'ts' : 'js',
    }));
  },
};

/** What a module in TypeScript exports, outside of the test runner, with the oldest Node.js we run on. @param {string} path */
export async function loadTypeScript(path) {
  const folder = mkdtempSync(join(tmpdir(), 'active-connections-typescript-'));
  const outfile = join(folder, 'module.mjs');
  try {
    await build({ entryPoints: [path], outfile, bundle: true, platform: 'node', target: 'node20', format: 'esm', plugins: [ownAddresses] });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
