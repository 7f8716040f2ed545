// @ts-check
/**
 * How well tests notice faults: makes one small fault after the other in copies of given files, runs given tests on each, and prints
 * the share that was noticed (the mutation score) and every fault that was not.
 *
 *   npm run mutate                            the guard of blocks
 *   npm run mutate -- FILE|FOLDER… -- TEST…   other files, by other tests (parts of their names)
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '..');
const ofGuard = { files: ['src/block/guard', 'src/block/target.ts'], tests: ['unit/block/guard', 'property/guard', 'property/reserved'] };

const swapped = new Map([
  ['<', '<='],
  ['<=', '<'],
  ['>', '>='],
  ['>=', '>'],
  ['===', '!=='],
  ['!==', '==='],
  ['&&', '||'],
  ['||', '&&'],
  ['true', 'false'],
  ['false', 'true'],
  ['some', 'every'],
  ['every', 'some'],
  ['never', 'refuse'],
  ['refuse', 'warn'],
  ['warn', 'refuse'],
]);

/** @typedef {{ readonly from: number, readonly to: number, readonly text: string }} Fault */

/**
 * Every fault that is tried in a file: a comparison or condition turned round, a number one too large, a filter or an element of a list
 * left out, a warning in place of a refusal.
 * @param {ts.SourceFile} source
 * @returns {readonly Fault[]}
 */
function faultsIn(source) {
  /** @type {Fault[]} */
  const faults = [];
  const put = (/** @type {ts.Node} */ node, /** @type {string} */ text) =>
    faults.push({ from: node.getStart(source), to: node.getEnd(), text });
  /** @param {ts.Node} node */
  const swap = (node) => {
    const other = swapped.get(node.getText(source));
    if (other !== undefined) put(node, other);
  };
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) swap(node.operatorToken);
    if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) swap(node);
    if (ts.isNumericLiteral(node)) put(node, `(${node.text} + 1)`);
    if (ts.isIfStatement(node)) put(node.expression, `!(${node.expression.getText(source)})`);
    if (ts.isConditionalExpression(node)) put(node.condition, `!(${node.condition.getText(source)})`);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) put(node, node.operand.getText(source));
    if (ts.isCallExpression(node)) call(node);
    if (ts.isArrayLiteralExpression(node)) for (const element of node.elements) if (!ts.isOmittedExpression(element)) leaveOut(element);
    ts.forEachChild(node, visit);
  };
  /** @param {ts.CallExpression} node */
  const call = (node) => {
    swap(node.expression);
    if (!ts.isPropertyAccessExpression(node.expression)) return;
    swap(node.expression.name);
    if (node.expression.name.text === 'filter') put(node, node.expression.expression.getText(source));
  };
  /** @param {ts.Expression} element */
  const leaveOut = (element) => put(element, '...[]');
  visit(source);
  return faults;
}

/** @param {string} name a file, or a folder for the files in it */
const filesIn = (name) =>
  statSync(join(root, name)).isFile()
    ? [name]
    : readdirSync(join(root, name))
        .filter((file) => file.endsWith('.ts'))
        .sort()
        .map((file) => join(name, file));

/** @param {string} folder @param {readonly string[]} tests */
function isNoticed(folder, tests) {
  const words = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'build/vitest.config.mjs', '--bail=1', '--reporter=dot', ...tests];
  return spawnSync(process.execPath, words, { cwd: folder, stdio: 'ignore', timeout: 60_000 }).status !== 0;
}

/** @param {string} path @param {Fault} fault */
function faultLine(path, { from, to, text }) {
  const whole = readFileSync(path, 'utf8');
  const line = whole.slice(0, from).split('\n').length;
  const brief = (/** @type {string} */ part) => part.replace(/\s+/g, ' ').slice(0, 70);
  return `${relative(root, path)}:${String(line)}  ${brief(whole.slice(from, to))}  →  ${brief(text)}`;
}

function main() {
  const words = process.argv.slice(2);
  const middle = words.indexOf('--');
  const asked = words.length === 0 ? ofGuard : { files: words.slice(0, middle), tests: words.slice(middle + 1) };
  if (words.length > 0 && (middle < 1 || asked.tests.length === 0)) throw new Error('Usage: npm run mutate -- FILE|FOLDER… -- TEST…');
  const folder = mkdtempSync(join(tmpdir(), 'active-connections-mutate-'));
  try {
    for (const name of ['src', 'test', 'build', 'templates', 'package.json', 'tsconfig.json']) {
      cpSync(join(root, name), join(folder, name), { recursive: true, filter: (from) => !from.startsWith(join(root, 'build/out')) });
    }
    symlinkSync(resolve(root, 'node_modules'), join(folder, 'node_modules'));
    if (isNoticed(folder, asked.tests)) throw new Error('the tests fail without any fault');
    const unnoticed = [];
    let tried = 0;
    for (const name of asked.files.flatMap(filesIn)) {
      const [original, copy] = [join(root, name), join(folder, name)];
      const whole = readFileSync(original, 'utf8');
      for (const fault of faultsIn(ts.createSourceFile(name, whole, ts.ScriptTarget.Latest, true))) {
        writeFileSync(copy, `${whole.slice(0, fault.from)}${fault.text}${whole.slice(fault.to)}`);
        tried++;
        if (!isNoticed(folder, asked.tests)) {
          unnoticed.push(faultLine(original, fault));
          console.log(`not noticed: ${unnoticed.at(-1) ?? ''}`);
        }
      }
      writeFileSync(copy, whole);
    }
    const noticed = tried - unnoticed.length;
    console.log(`${String(noticed)} of ${String(tried)} faults were noticed: ${((100 * noticed) / Math.max(1, tried)).toFixed(1)} %`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
