// @ts-check
/**
 * Joins the known services, `src/classify/identity/services/*.txt`, and gives them to the bundle and to the unit tests as the
 * module `virtual:services`, whose default export is their text.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = resolve(dirname(fileURLToPath(import.meta.url)), '../src/classify/identity/services');

const serviceFiles = () =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => join(folder, name));

const servicesModule = () =>
  `export default ${JSON.stringify(
    serviceFiles()
      .map((path) => readFileSync(path, 'utf8'))
      .join(''),
  )};\n`;

/** @returns {import('esbuild').Plugin} */
export function servicesForEsbuild() {
  return {
    name: 'services',
    setup(build) {
      build.onResolve({ filter: /^virtual:services$/ }, ({ path }) => ({ path, namespace: 'services' }));
      build.onLoad({ filter: /.*/, namespace: 'services' }, () => ({
        contents: servicesModule(),
        loader: 'js',
        watchFiles: serviceFiles(),
      }));
    },
  };
}

/** @returns {import('vitest/config').ViteUserConfig['plugins']} */
export function servicesForVite() {
  return [
    {
      name: 'services',
      resolveId: (id) => (id === 'virtual:services' ? `\0${id}` : null),
      load: (id) => (id === '\0virtual:services' ? servicesModule() : null),
    },
  ];
}
