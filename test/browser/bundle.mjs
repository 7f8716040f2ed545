// @ts-check
/**
 * Bundles one TypeScript file with the templates in it and runs what it exports, outside the test runner:
 *   const { serve } = await bundled('src/hosts/server/serve.ts');
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { templatesForEsbuild } from '../../build/templates.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @param {string} source a path below the root of the repository */
export async function bundled(source) {
  const folder = mkdtempSync(join(tmpdir(), 'active-connections-bundle-'));
  const outfile = join(folder, 'bundle.cjs');
  try {
    await build({
      entryPoints: [resolve(root, source)],
      outfile,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      plugins: [templatesForEsbuild()],
      logLevel: 'warning',
    });
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
