// @ts-check
/**
 * One file of many parts. esbuild splits the program where it says `import()`; the parts are put into one CJS file, and each
 * is compiled when it is first asked for. Before it starts a program Node reads all code of its file; so the parts stand
 * there as a comment, which costs least of all, and a command that needs a tenth of the code starts far sooner.
 *
 * The comment is the body of a function, whose text any program can ask for: the parts are those of the file that is
 * running, even when a newer one has taken its place on the disk.
 */
import { createHash } from 'node:crypto';
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

/** What stands for the end of a comment inside one. */
const commentEnd = '*~/';

/** @param {readonly import('esbuild').OutputFile[]} outputs @param {string} entry */
async function joined(outputs, entry) {
  const parts = await Promise.all(outputs.map(async ({ path, text }) => ({ name: basename(path), code: await asCommonJs(text) })));
  const together = partsTogether(parts, entry);
  const joinedCode = parts
    .filter(({ name }) => together.has(name))
    .map(({ name, code }) => `${JSON.stringify(name)}: function (${wrapperWords}) {${code}\n}`);
  const joinedParts = together.size === 0 ? [] : [{ name: joinedName, code: `return {${joinedCode.join(',\n')}}` }];
  const opening = 'function parts() {/*';
  /** @type {Record<string, [number, number]>} */
  const places = {};
  let text = opening;
  for (const { name, code } of [...parts.filter(({ name }) => !together.has(name)), ...joinedParts]) {
    if (code.includes(commentEnd)) throw new Error(`${name} contains ${commentEnd}, which stands for the end of a comment`);
    // A character beyond ASCII would double the memory of the whole, and the time to read it.
    if (/[^\x00-\x7f]/.test(code)) throw new Error(`${name} is not plain ASCII`);
    const kept = code.replaceAll('*/', commentEnd);
    places[name] = [text.length, text.length + kept.length];
    text += `${kept}\n`;
  }
  return [
    '#!/usr/bin/env node',
    "'use strict';",
    "const fs = require('node:fs');",
    "const { Script } = require('node:vm');",
    `const places = ${JSON.stringify(places)};`,
    `const buildId = ${JSON.stringify(createHash('sha256').update(text).digest('hex').slice(0, 32))};`,
    `const joinedName = ${JSON.stringify(joinedName)};`,
    `const wrapperWords = ${JSON.stringify(wrapperWords)};`,
    `const together = new Set(${JSON.stringify([...together])});`,
    `const commentEnd = ${JSON.stringify(commentEnd)};`,
    'const loaded = new Map();',
    'const scripts = new Map();',
    'let firstPageParts;',
    ...[loadPart, firstPage, compiled, cacheId, openCache, isOurs, codeCache].map(String),
    'const cached = openCache();',
    `loadPart(${JSON.stringify(`./${entry}`)});`,
    `${text}*/}`,
    '',
  ].join('\n');
}

const joinedName = 'first-page';
const wrapperWords = 'exports, require, module, __filename, __dirname, codeCache';

/**
 * The parts that the first byte of a page needs, beyond those of every command: they stand together as one, because each
 * compiled alone costs as much as its code. They are found by the names of the modules that ask for the others.
 *
 * @param {readonly { name: string, code: string }[]} parts @param {string} entry @returns {ReadonlySet<string>}
 */
function partsTogether(parts, entry) {
  const codeOf = new Map(parts.map(({ name, code }) => [name, code]));
  /** @param {string} name @param {Set<string>} into */
  const addWithImports = (name, into) => {
    if (into.has(name)) return into;
    into.add(name);
    for (const [, other = ''] of (codeOf.get(name) ?? '').matchAll(/[=,]require\("\.\/([^"]+)"\)/g)) addWithImports(other, into);
    return into;
  };
  const always = addWithImports(entry, new Set());
  const needed = new Set();
  for (const { name } of parts)
    if (/^(machine|page-command|run-whm-cgi|answer-once|plain-output|chrome)-\w+\.js$/.test(name)) addWithImports(name, needed);
  return new Set([...needed].filter((name) => !always.has(name)));
}

/** `require` keeps working inside a part, and `import()` of another part becomes a promise of it. @param {string} code */
async function asCommonJs(code) {
  const { code: made } = await transform(code, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    supported: { 'dynamic-import': false },
    // Names stay as they are: a stack trace in somebody's report has to mean something.
    minifyWhitespace: true,
    minifySyntax: true,
  });
  return made;
}

/* What follows is printed into the file, where these stand around it. */
/** @type {typeof import('node:fs')} */
const fs = await import('node:fs');
const { Script } = await import('node:vm');
/** @type {Readonly<Record<string, [number, number]>>} */
const places = {};
const buildId = '';
/** @type {Map<string, { exports: object }>} */
const loaded = new Map();
/** @type {Map<string, import('node:vm').Script>} */
const scripts = new Map();
/** @type {ReadonlySet<string>} */
const together = new Set();
/** @type {Record<string, Function> | undefined} */
let firstPageParts;
const parts = () => undefined;
/** @type {ReturnType<typeof openCache>} */
const cached = () => undefined;

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
  const run = together.has(file) ? firstPage()?.[file] : compiled(file);
  run(part.exports, loadPart, part, __filename, __dirname, codeCache);
  return part.exports;
}

/** The parts of the first page, compiled when the first of them is asked for. */
function firstPage() {
  return (firstPageParts ??= compiled(joinedName)());
}

/** A part as a function. @param {string} file */
function compiled(file) {
  const [from = 0, to = 0] = places[file] ?? [];
  const code = parts.toString().slice(from, to).replaceAll(commentEnd, '*/');
  // A stack trace then names the part.
  const options = { filename: `${__filename}/${file}`, cachedData: cached(file) };
  const script = new Script(`(function (${wrapperWords}) {${code}\n})`, options);
  scripts.set(file, script);
  return script.runInThisContext();
}

/** What a cache was made by and for; V8 looks at its own version and options as well. */
function cacheId() {
  return `${buildId} ${process.version} ${process.arch}`;
}

/**
 * V8's compiled code of the parts, from the file that `active-connections prepare` puts beside this one: a function that
 * gives it by the part's name. V8 trusts what it is given, so only what nobody but root or this user can have written is
 * used; anything else, or of another build or Node, is passed over without a word.
 *
 * The file: length of the header (u32, little-endian), header as JSON, and the caches one after the other.
 *
 * @returns {(file: string) => Buffer | undefined}
 */
function openCache() {
  const nothing = () => undefined;
  try {
    if (!isOurs(fs.statSync(__dirname))) return nothing;
    const descriptor = fs.openSync(`${__filename}.cache`, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW);
    const facts = fs.fstatSync(descriptor);
    if (!facts.isFile() || !isOurs(facts)) return nothing;
    const front = Buffer.alloc(8192);
    fs.readSync(descriptor, front, 0, front.length, 0);
    const headerEnd = 4 + front.readUInt32LE(0);
    const header = JSON.parse(front.toString('latin1', 4, headerEnd));
    if (header.id !== cacheId() || header.size !== facts.size) return nothing;
    return (file) => {
      const place = header.places[file];
      if (place === undefined) return undefined;
      const data = Buffer.alloc(place[1]);
      return fs.readSync(descriptor, data, 0, data.length, place[0]) === data.length ? data : undefined;
    };
  } catch {
    return nothing;
  }
}

/** True when nobody but root and this user can have changed it. @param {import('node:fs').Stats} facts */
function isOurs(facts) {
  return (facts.uid === 0 || facts.uid === process.geteuid?.()) && (facts.mode & 0o022) === 0;
}

/** The file that {@link openCache} reads, of all parts loaded by now, with the functions that have run. */
function codeCache() {
  const caches = [...scripts].map(([file, script]) => ({ file, data: script.createCachedData() }));
  const size = caches.reduce((sum, { data }) => sum + data.length, 0);
  // Blanks after the header change nothing in JSON.
  const front = Buffer.alloc(8192, ' ');
  /** @type {Record<string, [number, number]>} */
  const at = {};
  let next = front.length;
  for (const { file, data } of caches) {
    at[file] = [next, data.length];
    next += data.length;
  }
  front.writeUInt32LE(front.length - 4, 0);
  const header = JSON.stringify({ id: cacheId(), size: front.length + size, places: at });
  if (header.length > front.length - 4) throw new Error('too many parts for the front of the code cache');
  front.write(header, 4, 'latin1');
  return Buffer.concat([front, ...caches.map(({ data }) => data)]);
}
