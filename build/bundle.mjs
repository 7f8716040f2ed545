// @ts-check
/** Bundles the product into one file: `build/out/active-connections.cjs`. CJS, because an ESM bundle dies on CommonJS dependencies. */
import { chmodSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { kernelForEsbuild } from './kernel.mjs';
import { templatesForEsbuild } from './templates.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));

/** @returns {import('esbuild').BuildOptions} */
export function bundleOptions(outfile = resolve(root, 'build/out/active-connections.cjs')) {
  return {
    entryPoints: [resolve(root, 'src/hosts/main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    banner: { js: '#!/usr/bin/env node' },
    define: { VERSION: JSON.stringify(version) },
    legalComments: 'inline',
    logLevel: 'warning',
    plugins: [templatesForEsbuild(), kernelForEsbuild()],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options = bundleOptions();
  await build(options);
  chmodSync(options.outfile ?? '', 0o755);
}
