// @ts-check
/** The programs that are compared: the product, the article's pipelines, and the small ones built for the occasion. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { kernelForEsbuild } from '../../build/kernel.mjs';
import { templatesForEsbuild } from '../../build/templates.mjs';
import { cleanEnvironment } from './measure.mjs';

/** @typedef {import('./measure.mjs').Contestant} Contestant */

const here = dirname(fileURLToPath(import.meta.url));
export const bundle = resolve(here, '../../build/out/active-connections.cjs');
export const benchScript = (/** @type {string} */ name) => join(here, name);

/** The product's command. @param {string} name @param {string[]} words @returns {Contestant} */
export const ours = (name, ...words) => ({ name, command: [process.execPath, bundle, ...words] });

/** @param {string} name @param {string} pipeline as one types it @param {Record<string, string>} [environment] @returns {Contestant} */
export const pipeline = (name, pipeline, environment = {}) => ({ name, command: ['/bin/bash', '-c', pipeline], environment });

/** The same held to one processor, and so to one thread. @param {Contestant} contestant @param {string} name @returns {Contestant} */
export function onOneProcessor(contestant, name) {
  const allowed = /Cpus_allowed_list:\s+(.+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  return { ...contestant, name, command: ['taskset', '-c', allowed.split(/[,-]/).at(-1) ?? '0', ...contestant.command] };
}

/** @param {string} program */
export const isInstalled = (program) => cleanEnvironment.PATH.split(':').some((folder) => existsSync(join(folder, program)));

/** The native counter, or null where it cannot be built here. @param {string} folder */
export function buildNativeCounter(folder) {
  if (!isInstalled('cc')) return null;
  const program = join(folder, 'native-counter');
  const words = ['-O3', '-march=native', '-o', program, benchScript('native-counter.c')];
  return spawnSync('cc', words, { env: cleanEnvironment, stdio: 'inherit' }).status === 0 ? program : null;
}

/** One of our `.entry.ts`, as a program that can also run as its own thread. @param {string} folder @param {string} entry @returns {Promise<string>} */
export async function bundleEntry(folder, entry) {
  const outfile = join(folder, entry.replace(/\.ts$/, '.cjs'));
  await build({
    entryPoints: [benchScript(entry)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    define: { VERSION: '"bench"' },
    logLevel: 'warning',
    plugins: [templatesForEsbuild(), kernelForEsbuild()],
  });
  return outfile;
}

/**
 * A server's default locale: en_US.UTF-8 as it is installed or can be made from the system's sources, else C.UTF-8, which
 * sorts by bytes and is much faster.
 *
 * @param {string} folder @returns {{ name: string, environment: Record<string, string> }}
 */
export function utf8Locale(folder) {
  const installed = spawnSync('locale', ['-a'], { env: cleanEnvironment, encoding: 'utf8' }).stdout;
  if (/^en_US\.utf-?8$/im.test(installed)) return { name: 'en_US.UTF-8', environment: { LC_ALL: 'en_US.UTF-8' } };
  const locales = join(folder, 'locales');
  mkdirSync(locales, { recursive: true });
  const made = isInstalled('localedef')
    ? spawnSync('localedef', ['-i', 'en_US', '-f', 'UTF-8', join(locales, 'en_US.UTF-8')], { env: cleanEnvironment })
    : null;
  if (made?.status === 0) return { name: 'en_US.UTF-8', environment: { LC_ALL: 'en_US.UTF-8', LOCPATH: locales } };
  return { name: 'C.UTF-8, for there is no en_US.UTF-8 here', environment: { LC_ALL: 'C.UTF-8' } };
}
