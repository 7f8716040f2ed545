// @ts-check
/** Format, lint, types, imports, dead code: silent but for one line when all is well. `--fix` formats. */
import { execFile } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importProblems } from './imports.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const fix = process.argv.includes('--fix');

/** @param {string} name @param {string[]} words */
function run(name, ...words) {
  const [program = '', ...rest] = words;
  /** @type {Promise<string[]>} */
  const outcome = new Promise((done) => {
    const options = { cwd: root, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [resolve(root, 'node_modules', program), ...rest], options, (error, stdout, stderr) => {
      done(error === null ? [] : [`${name}:\n${stdout}${stderr}`]);
    });
  });
  return outcome;
}

const formatted = await run(
  'format',
  '@biomejs/biome/bin/biome',
  'format',
  '--config-path=build/format.json',
  ...(fix ? ['--write'] : []),
  '.',
);
const [linted, typed, unused, imports] = await Promise.all([
  run('lint', 'eslint/bin/eslint.js', '--config', 'build/eslint.config.mjs', '--max-warnings=0', 'src', 'test'),
  run('types', 'typescript/bin/tsc', '--project', '.'),
  run('dead code', 'knip/bin/knip.js', '--config', 'build/knip.json', '--no-progress'),
  importProblems(),
]);
const problems = [...formatted, ...linted, ...typed, ...unused, ...imports.problems];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`check: format, lint, types, imports (${imports.files} files) and dead code are fine`);
