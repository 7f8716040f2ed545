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
import { basename, dirname, join } from 'node:path';
import { build, transform } from 'esbuild';
import { loaderText } from './part-loader.mjs';

/**
 * Joins what a build with `format: 'esm'`, `splitting` and `write: false` made, and writes it to `outfile`, executable; and
 * `start.cjs` beside it, see {@link starting}.
 *
 * @param {{ outfile: string, entry: string }} what `entry`: file name of the part to begin with
 * @returns {import('esbuild').Plugin}
 */
export function partsJoined({ outfile, entry }) {
  return {
    name: 'parts',
    setup(building) {
      building.onEnd(async ({ outputFiles, metafile, errors }) => {
        if (errors.length > 0 || outputFiles === undefined || metafile === undefined) return;
        mkdirSync(dirname(outfile), { recursive: true });
        const { whole, start } = await joined(outputFiles, metafile, entry);
        writeFileSync(outfile, whole);
        chmodSync(outfile, 0o755);
        writeFileSync(join(dirname(outfile), 'start.cjs'), start(basename(outfile)));
      });
    },
  };
}

/** What stands for the end of a comment inside one. */
const commentEnd = '*~/';

/** @param {readonly import('esbuild').OutputFile[]} outputs @param {import('esbuild').Metafile} metafile @param {string} entry */
async function joined(outputs, metafile, entry) {
  const parts = outputs.map(({ path, text }) => ({ name: basename(path), code: text }));
  const groups = groupsOf(metafile, entry);
  const groupOf = new Map(groups.flatMap(({ group, names }) => names.map((name) => [name, group])));
  const units = await Promise.all([
    ...parts.filter(({ name }) => !groupOf.has(name)).map(async ({ name, code }) => ({ name, code: await asCommonJs(code) })),
    ...groups.map(async (group) => ({ name: group.group, code: await asCommonJs(await joinedCode(group, parts)) })),
  ]);
  /** @type {Record<string, [number, number]>} */
  const places = {};
  let text = 'function parts() {/*';
  for (const { name, code } of units) {
    if (code.includes(commentEnd)) throw new Error(`${name} contains ${commentEnd}, which stands for the end of a comment`);
    if (name === firstPageGroup && code.length > mostFirstPageBytes)
      throw new Error(`the first page needs ${code.length} bytes of code: something is imported there that import() should load later`);
    // A character beyond ASCII would double the memory of the whole, and the time to read it.
    if (/[^\x00-\x7f]/.test(code)) throw new Error(`${name} is not plain ASCII`);
    const kept = `(function (${wrapperWords}) {${code}\n})`.replaceAll('*/', commentEnd);
    places[name] = [text.length, text.length + kept.length];
    text += `${kept}\n`;
  }
  const about = { places, groupOf, commentEnd };
  // Of the loader too: whoever knows the one knows where the other has its parts.
  const buildId = createHash('sha256')
    .update(loaderText({ ...about, buildId: '' }))
    .update(text)
    .digest('hex')
    .slice(0, 32);
  const loader = loaderText({ ...about, buildId });
  const begin = `loadPart(${JSON.stringify(`./${entry}`)});`;
  const mark = `'use strict'; // ${buildId}\n`;
  const own = ['const wholeFile = __filename;', 'const textAt = (from, to) => parts.toString().slice(from, to);', loader, begin, ''].join(
    '\n',
  );
  const head = `#!/usr/bin/env node\n${mark}${own}`;
  const whole = `${head}${text}*/}\n`;
  return { whole, start: (/** @type {string} */ name) => starting({ name, whole, mark, partsAt: head.length, loader, begin }) };
}

/**
 * The same program for whoever starts it on every page: it lies beside the whole file and reads of it only the parts that are
 * asked for, where Node would first read and look through all of it. Should that file be of another build, because a new one is
 * being installed, it is started as a whole.
 *
 * @param {{ name: string, whole: string, mark: string, partsAt: number, loader: string, begin: string }} what
 */
function starting({ name, whole, mark, partsAt, loader, begin }) {
  return [
    "'use strict';",
    `const wholeFile = \`\${__dirname}/${name}\`;`,
    'let descriptor;',
    'function textAt(from, to) {',
    '  const bytes = Buffer.allocUnsafe(to - from);',
    `  const read = fs.readSync(descriptor, bytes, 0, bytes.length, ${partsAt} + from);`,
    "  if (read !== bytes.length) throw new Error('the program was cut off while it ran');",
    '  return bytes.latin1Slice();',
    '}',
    'function isThisBuild() {',
    "  descriptor = fs.openSync(wholeFile, 'r');",
    `  const mark = Buffer.alloc(${mark.length});`,
    `  fs.readSync(descriptor, mark, 0, mark.length, ${whole.indexOf(mark)});`,
    `  return mark.latin1Slice() === ${JSON.stringify(mark)} && fs.fstatSync(descriptor).size === ${whole.length};`,
    '}',
    loader,
    `if (isThisBuild()) ${begin}`,
    'else require(wholeFile);',
    '',
  ].join('\n');
}

/** What a part gets to see. */
const wrapperWords = 'exports, require, module, __filename, __dirname, codeCache';

const firstPageGroup = 'first-page';
/** Each byte is read, and what it says is set up, before anything is sent. */
const mostFirstPageBytes = 128 * 1024;

/** What the first byte of a page needs: where it is asked for by `import()`. */
const firstPage = ['whm-cgi/run-whm-cgi', 'cli/page-command', 'page/answer-once', 'page/plain-output', 'machine'].map(
  (name) => `src/hosts/${name}.ts`,
);

/**
 * Parts that are always wanted together stand together as one, because each compiled alone costs as much as its code: those of
 * every start, and beyond them those of {@link firstPage}.
 *
 * @param {import('esbuild').Metafile} metafile @param {string} entry
 */
function groupsOf({ outputs }, entry) {
  const paths = Object.keys(outputs);
  /** @param {string} path @param {Set<string>} into */
  const addWithImports = (path, into) => {
    if (into.has(path)) return into;
    into.add(path);
    for (const { path: other, kind } of outputs[path]?.imports ?? [])
      if (kind === 'import-statement' && other in outputs) addWithImports(other, into);
    return into;
  };
  const always = new Set();
  for (const path of paths) if (basename(path) === entry) addWithImports(path, always);
  const needed = new Set();
  for (const module of firstPage) {
    const path = paths.find((one) => outputs[one]?.entryPoint === module);
    if (path === undefined) throw new Error(`${module} is no part of its own`);
    addWithImports(path, needed);
  }
  return [
    { group: 'every-start', names: [...always].map((path) => basename(path)) },
    { group: firstPageGroup, names: [...needed].filter((path) => !always.has(path)).map((path) => basename(path)) },
  ];
}

/**
 * A group as one module, which exports each of its parts under the part's name: in one scope they find each other faster.
 *
 * @param {{ group: string, names: string[] }} group @param {readonly { name: string, code: string }[]} parts
 */
async function joinedCode({ group, names }, parts) {
  const { outputFiles } = await build({
    stdin: { contents: names.map((name) => `export * as ${JSON.stringify(name)} from './${name}';`).join('\n'), sourcefile: group },
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    legalComments: 'inline',
    logLevel: 'warning',
    plugins: [
      {
        name: 'parts of a group',
        setup(building) {
          building.onResolve({ filter: /^\.\// }, ({ path }) =>
            names.includes(path.slice(2)) ? { path, namespace: 'parts' } : { path, external: true },
          );
          building.onLoad({ filter: /.*/, namespace: 'parts' }, ({ path }) => ({
            contents: parts.find(({ name }) => `./${name}` === path)?.code ?? '',
          }));
        },
      },
    ],
  });
  return outputFiles[0]?.text ?? '';
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
