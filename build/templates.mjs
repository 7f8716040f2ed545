// @ts-check
/**
 * Turns `templates/**.hbs` into JavaScript at build time, so that no template is ever parsed on a server, and takes the
 * files of `templates/assets/` along as text. One plugin for esbuild (the bundle) and one for Vite (the unit tests) give
 * the same modules. A partial is any file of `templates/`, by its path without `.hbs`.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';
import { frameFunction } from './frame-templates.mjs';

const templatesFolder = resolve(dirname(fileURLToPath(import.meta.url)), '../templates');

/** @param {string} folder @returns {string[]} */
function templateFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return templateFiles(path);
    return entry.name.endsWith('.hbs') ? [path] : [];
  });
}

/** @param {string} path */
function checkedText(path) {
  const text = readFileSync(path, 'utf8');
  if (text.includes('{{{') || text.includes('{{&')) throw new Error(`${path}: unescaped output is not allowed in templates`);
  return text;
}

/** @param {string} text */
const precompiled = (text) => String(Handlebars.precompile(text, { strict: true, knownHelpersOnly: false }));

/** @param {boolean} ofFrame */
const templatesOf = (ofFrame) =>
  templateFiles(templatesFolder)
    .map((path) => ({ path, name: relative(templatesFolder, path).replace(/\.hbs$/, '') }))
    .filter(({ name }) => name.startsWith('frame/') === ofFrame)
    .map(({ path, name }) => ({ name, text: checkedText(path) }));

/** @param {readonly { name: string, text: string }[]} templates @param {(text: string) => string} made */
const moduleOf = (templates, made) =>
  `export default {\n${templates.map(({ name, text }) => `${JSON.stringify(name)}: ${made(text)}`).join(',\n')}\n};\n`;

/** A module that exports templates, keyed by their names: `{ overview: <spec>, 'partials/peers': <spec>, … }`. */
export const templatesModule = () => moduleOf(templatesOf(false), precompiled);

/**
 * Those of `templates/frame/`, which every page begins with, are a module of their own: they are wanted at once, the others when
 * there is something to show. See `frame-templates.mjs`.
 */
export const frameTemplatesModule = () => moduleOf(templatesOf(true), frameFunction);

const assetsFolder = join(templatesFolder, 'assets');

const assetFiles = () =>
  readdirSync(assetsFolder)
    .sort()
    .map((name) => ({ name, text: readFileSync(join(assetsFolder, name), 'utf8') }));

/** A module that exports the text of every asset by its name. Only `src/web/assets.ts` imports it, as `virtual:assets`. */
export const assetsModule = () =>
  `export default ${JSON.stringify(Object.fromEntries(assetFiles().map(({ name, text }) => [name, text])))};\n`;

/**
 * A module that exports a short hash of every asset by its name, for the asset's address: browsers then notice a new version.
 * Only `src/web/asset-links.ts` imports it, as `virtual:asset-hashes`.
 */
export function assetHashesModule() {
  const hashes = assetFiles().map(({ name, text }) => [name, createHash('sha256').update(text).digest('hex').slice(0, 12)]);
  return `export default ${JSON.stringify(Object.fromEntries(hashes))};\n`;
}

const watchTemplates = () => templateFiles(templatesFolder);
const watchAssets = () => readdirSync(assetsFolder).map((name) => join(assetsFolder, name));

/** @type {Readonly<Record<string, { contents: () => string, watchFiles: () => string[] }>>} */
const modules = {
  'virtual:templates': { contents: templatesModule, watchFiles: watchTemplates },
  'virtual:frame-templates': { contents: frameTemplatesModule, watchFiles: watchTemplates },
  'virtual:assets': { contents: assetsModule, watchFiles: watchAssets },
  'virtual:asset-hashes': { contents: assetHashesModule, watchFiles: watchAssets },
};

/** @returns {import('esbuild').Plugin} */
export function templatesForEsbuild() {
  return {
    name: 'templates',
    setup(build) {
      build.onResolve({ filter: /^virtual:(templates|frame-templates|assets|asset-hashes)$/ }, ({ path }) => ({
        path,
        namespace: 'templates',
      }));
      build.onLoad({ filter: /.*/, namespace: 'templates' }, ({ path }) => {
        const made = modules[path];
        return made === undefined ? null : { contents: made.contents(), loader: 'js', watchFiles: made.watchFiles() };
      });
    },
  };
}

/** @returns {import('vitest/config').ViteUserConfig['plugins']} */
export function templatesForVite() {
  return [
    {
      name: 'templates',
      resolveId: (id) => (id in modules ? `\0${id}` : null),
      load: (id) => (id.startsWith('\0') ? (modules[id.slice(1)]?.contents() ?? null) : null),
    },
  ];
}
