// @ts-check
/**
 * One file of many parts. esbuild splits the program where it says `import()`; here the parts are put into one CJS file as
 * text, and each is compiled when it is first asked for. Node reads every character of a program's code before it starts,
 * four times as long as the same characters in a string, so a command that needs a tenth of the code starts far sooner.
 */
import { basename } from 'node:path';
import { transform } from 'esbuild';

/**
 * The file that holds the parts and begins with `entry`.
 *
 * @param {readonly import('esbuild').OutputFile[]} outputs of a build with `format: 'esm'` and `splitting`, all in one folder
 * @param {string} entry name of the part to begin with
 */
export async function joinedParts(outputs, entry) {
  const parts = await Promise.all(outputs.map(async ({ path, text }) => [basename(path), await asCommonJs(text)]));
  return `#!/usr/bin/env node
'use strict';
${loadPart}
const parts = ${JSON.stringify(Object.fromEntries(parts), null, 1)};
const loaded = new Map();
loadPart(${JSON.stringify(`./${entry}`)});
`;
}

/** `require` keeps working inside a part, and `import()` of another part becomes a promise of it. @param {string} code */
async function asCommonJs(code) {
  const options = { format: /** @type {const} */ ('cjs'), platform: /** @type {const} */ ('node'), target: 'node20' };
  return (await transform(code, { ...options, supported: { 'dynamic-import': false } })).code;
}

/** What stands in for `require` in the parts: other parts by `./name`, everything else from Node. */
const loadPart = `
function loadPart(name) {
  const code = name.startsWith('./') ? parts[name.slice(2)] : undefined;
  if (code === undefined) return require(name);
  const known = loaded.get(name);
  if (known !== undefined) return known.exports;
  const part = { exports: {} };
  loaded.set(name, part);
  const names = ['exports', 'require', 'module', '__filename', '__dirname'];
  // A stack trace then names the part and its line.
  const run = require('node:vm').compileFunction(code, names, { filename: __filename + '/' + name.slice(2) });
  run(part.exports, loadPart, part, __filename, __dirname);
  return part.exports;
}
`.trim();
