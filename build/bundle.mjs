// @ts-check
/**
 * Bundles the product into one file, `build/out/active-connections.cjs`, which holds its parts as text (`parts.mjs`). CJS,
 * because an ESM bundle dies on CommonJS dependencies.
 */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { kernelForEsbuild } from './kernel.mjs';
import { partsJoined } from './parts.mjs';
import { servicesForEsbuild } from './services.mjs';
import { templatesForEsbuild } from './templates.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));

export const bundlePath = resolve(root, 'build/out/active-connections.cjs');

/** @returns {import('esbuild').BuildOptions} */
export function bundleOptions(outfile = bundlePath) {
  return {
    entryPoints: [resolve(root, 'src/hosts/main.ts')],
    // Nothing is written there: the parts get names that do not tell where they were built.
    outdir: '/',
    write: false,
    metafile: true,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    define: { VERSION: JSON.stringify(version) },
    legalComments: 'inline',
    logLevel: 'warning',
    plugins: [templatesForEsbuild(), kernelForEsbuild(), servicesForEsbuild(), partsJoined({ outfile, entry: 'main.js' })],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build(bundleOptions());
