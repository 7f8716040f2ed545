// @ts-check
/**
 * One file of many parts. esbuild splits the program where it says `import()`; the parts are put into one CJS file as text,
 * and each is compiled when it is first asked for. Before it starts a program Node reads all code of its file, which takes
 * three times as long as the same characters in a string: a command that needs a tenth of the code starts far sooner.
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { transform } from 'esbuild';

/**
 * Joins what a build with `format: 'esm'`, `splitting` and `write: false` made, and writes it to `outfile`, executable.
 *
 * @param {{ outfile: string, entry: string }} what `entry`: file name of the part to begin with
 * @returns {import('esbuild').Plugin}
 */
export function partsJoined({ outfile, entry }) {
  return {
    name: 'parts',
    setup(build) {
      build.onEnd(async ({ outputFiles, errors }) => {
        if (errors.length > 0 || outputFiles === undefined) return;
        mkdirSync(dirname(outfile), { recursive: true });
        writeFileSync(outfile, await joined(outputFiles, entry));
        chmodSync(outfile, 0o755);
      });
    },
  };
}

/** @param {readonly import('esbuild').OutputFile[]} outputs @param {string} entry */
async function joined(outputs, entry) {
  const parts = await Promise.all(outputs.map(async ({ path, text }) => [basename(path), await asCommonJs(text)]));
  return [
    '#!/usr/bin/env node',
    "'use strict';",
    `const parts = ${JSON.stringify(Object.fromEntries(parts), null, 1)};`,
    'const loaded = new Map();',
    loadPart.toString(),
    `loadPart(${JSON.stringify(`./${entry}`)});`,
    '',
  ].join('\n');
}

/** `require` keeps working inside a part, and `import()` of another part becomes a promise of it. @param {string} code */
async function asCommonJs(code) {
  const { code: made } = await transform(code, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false },
  });
  return made;
}

/* What follows is printed into the file, where these two stand above it. */
/** @type {Readonly<Record<string, string>>} */
const parts = {};
/** @type {Map<string, { exports: object }>} */
const loaded = new Map();

/**
 * What stands in for `require` in the parts: another part by `./name`, everything else from Node.
 * A part counts as loaded before it runs, as in Node, so that parts may ask for each other.
 *
 * @param {string} name
 */
function loadPart(name) {
  if (!name.startsWith('./')) return require(name);
  const file = name.slice(2);
  const known = loaded.get(file);
  if (known !== undefined) return known.exports;
  const part = { exports: {} };
  loaded.set(file, part);
  // A stack trace then names the part and the line in it.
  const options = { filename: `${__filename}/${file}` };
  const run = require('node:vm').compileFunction(parts[file] ?? '', ['exports', 'require', 'module', '__filename', '__dirname'], options);
  run(part.exports, loadPart, part, __filename, __dirname);
  return part.exports;
}
