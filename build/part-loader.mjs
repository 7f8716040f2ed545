// @ts-check
/**
 * What finds and compiles the parts of the program while it runs (`parts.mjs` puts them together): `loaderText` is printed
 * into the files that are started.
 */

/* These stand around the functions where they are printed. */
/** @type {typeof import('node:fs')} */
const fs = await import('node:fs');
const { Script } = await import('node:vm');
/** The file that holds all parts. */
const wholeFile = '';
const buildId = '';
const commentEnd = '';
/** @type {Readonly<Record<string, [number, number]>>} */
const places = {};
/** @type {ReadonlyMap<string, string>} */
const groupOf = new Map();
/** @type {ReadonlySet<string>} */
const seldomUsed = new Set();
/** @type {Map<string, { exports: Record<string, unknown> }>} */
const loaded = new Map();
/** @type {Map<string, import('node:vm').Script>} */
const scripts = new Map();
/** @type {(from: number, to: number) => string} */
const textAt = () => '';
/** @type {ReturnType<typeof openCache>} */
const cached = () => undefined;

/**
 * The program's own beginning: everything but where it gets its text from (`textAt`) and which file holds it (`wholeFile`).
 *
 * @param {object} what
 * @param {string} what.buildId
 * @param {Record<string, [number, number]>} what.places where each part is, from the first byte of all parts
 * @param {ReadonlyMap<string, string>} what.groupOf the group of each part that is kept in one piece with others
 * @param {string} what.commentEnd what stands for the end of a comment inside one
 */
export const loaderText = (what) =>
  [
    "const fs = require('node:fs');",
    "const { Script } = require('node:vm');",
    `const places = JSON.parse('${JSON.stringify(what.places)}');`,
    `const buildId = ${JSON.stringify(what.buildId)};`,
    `const commentEnd = ${JSON.stringify(what.commentEnd)};`,
    `const groupOf = new Map(JSON.parse('${JSON.stringify([...what.groupOf])}'));`,
    `const seldomUsed = new Set(${JSON.stringify(seldomUsedModules)});`,
    'const loaded = new Map();',
    'const scripts = new Map();',
    ...[loadPart, exportsOf, whenUsed, compiled, cacheId, openCache, isOurs, codeCache].map(String),
    'const cached = openCache();',
  ].join('\n');

/** Modules of Node that cost a fifth of its own start, and that the head of a page does without. */
const seldomUsedModules = ['node:crypto'];

/**
 * What stands in for `require` in the parts: another part by `./name`, everything else from Node.
 *
 * @param {string} name
 */
function loadPart(name) {
  if (!name.startsWith('./')) return seldomUsed.has(name) ? whenUsed(name) : require(name);
  const file = name.slice(2);
  const group = groupOf.get(file);
  return group === undefined ? exportsOf(file) : exportsOf(group)[file];
}

/**
 * What a part or a group gives. It counts as loaded before it runs, as in Node, so that parts may ask for each other.
 *
 * @param {string} name @returns {Record<string, unknown>}
 */
function exportsOf(name) {
  const known = loaded.get(name);
  if (known !== undefined) return known.exports;
  /** @type {{ exports: Record<string, unknown> }} */
  const part = { exports: {} };
  loaded.set(name, part);
  compiled(name)(part.exports, loadPart, part, __filename, __dirname, codeCache);
  return part.exports;
}

/** A module that is loaded with the first thing that is taken out of it, or when it is looked through. @param {string} name */
function whenUsed(name) {
  return new Proxy({}, { get: (_, word) => require(name)[word], ownKeys: () => Reflect.ownKeys(require(name)) });
}

/** A part or group as a function. @param {string} file */
function compiled(file) {
  const [from = 0, to = 0] = places[file] ?? [];
  // A stack trace then names the part.
  const options = { filename: `${wholeFile}/${file}`, cachedData: cached(file) };
  const script = new Script(textAt(from, to).replaceAll(commentEnd, '*/'), options);
  scripts.set(file, script);
  return script.runInThisContext();
}

/** What a cache was made by and for; V8 looks at its own version and options as well. */
function cacheId() {
  return `${buildId} ${process.version} ${process.arch}`;
}

/**
 * V8's compiled code of the parts, from the file that `active-connections prepare` puts beside the program: a function that
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
    const descriptor = fs.openSync(`${wholeFile}.cache`, fs.constants.O_RDONLY | fs.constants.O_NOFOLLOW);
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

/** The file that {@link openCache} reads and what belongs into it: all parts loaded by now, with the functions that have run. */
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
  return { path: `${wholeFile}.cache`, bytes: Buffer.concat([front, ...caches.map(({ data }) => data)]) };
}
