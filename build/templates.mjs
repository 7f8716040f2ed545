// @ts-check
/**
 * Turns `templates/**.hbs` into JavaScript at build time, so that no template is ever parsed on a server, and takes the
 * files of `templates/assets/` along as text. One plugin for esbuild (the bundle) and one for Vite (the unit tests) give
 * the same two modules. A partial is any file of `templates/`, by its path without `.hbs`.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Handlebars from 'handlebars';

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
function precompiled(path) {
  const text = readFileSync(path, 'utf8');
  if (text.includes('{{{') || text.includes('{{&')) throw new Error(`${path}: unescaped output is not allowed in templates`);
  return Handlebars.precompile(text, { strict: true, knownHelpersOnly: false });
}

/**
 * A module that exports every template, keyed by its name: `{ overview: <spec>, 'partials/verdict': <spec>, … }`.
 * Only `src/web/render.ts` imports it, as `virtual:templates`.
 */
export function templatesModule() {
  const entries = templateFiles(templatesFolder).map((path) => {
    const name = relative(templatesFolder, path).replace(/\.hbs$/, '');
    return `${JSON.stringify(name)}: ${precompiled(path)}`;
  });
  return `export default {\n${entries.join(',\n')}\n};\n`;
}

const assetsFolder = join(templatesFolder, 'assets');

/**
 * A module that exports every asset: `{ 'app.css': { text, hash }, … }`. Only `src/web/assets.ts` imports it, as
 * `virtual:assets`. The hash goes into the asset's address, so that browsers notice a new version.
 */
export function assetsModule() {
  const assets = readdirSync(assetsFolder)
    .sort()
    .map((name) => {
      const text = readFileSync(join(assetsFolder, name), 'utf8');
      return [name, { text, hash: createHash('sha256').update(text).digest('hex').slice(0, 12) }];
    });
  return `export default ${JSON.stringify(Object.fromEntries(assets))};\n`;
}

/** @type {Readonly<Record<string, { contents: () => string, watchFiles: () => string[] }>>} */
const modules = {
  'virtual:templates': { contents: templatesModule, watchFiles: () => templateFiles(templatesFolder) },
  'virtual:assets': { contents: assetsModule, watchFiles: () => readdirSync(assetsFolder).map((name) => join(assetsFolder, name)) },
};

/** @returns {import('esbuild').Plugin} */
export function templatesForEsbuild() {
  return {
    name: 'templates',
    setup(build) {
      build.onResolve({ filter: /^virtual:(templates|assets)$/ }, ({ path }) => ({ path, namespace: 'templates' }));
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
