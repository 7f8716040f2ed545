// @ts-check
/**
 * Every test: installs the tools they use (as root on Debian), builds the bundle, runs vitest. Skipped tests are listed
 * with their reasons; with CI=true a skipped test is a failure. Ends with `N passed, N failed, N skipped`.
 * Words after `npm test --` go to vitest (a file name, `-t name`).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installTestTools } from './test-tools.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'active-connections-test-'));
const report = join(folder, 'report.json');

/** @param {string[]} words */
const node = (...words) => spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' }).status ?? 1;

const missingTools = installTestTools();
const built = node('build/bundle.mjs');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const ran =
  built === 0
    ? node('node_modules/vitest/vitest.mjs', 'run', '--config', 'build/vitest.config.mjs', ...reporters, ...process.argv.slice(2))
    : 1;

/** @typedef {{ fullName: string, status: string, failureMessages: string[] }} Assertion */
/** @typedef {{ name: string, status: string, message: string, assertionResults: Assertion[] }} TestFile */
/** @type {TestFile[]} */
let files = [];
try {
  files = JSON.parse(readFileSync(report, 'utf8')).testResults;
} catch {
  console.error('the tests left no report');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const assertions = files.flatMap((file) => file.assertionResults);
const skipped = assertions.filter(({ status }) => ['pending', 'skipped', 'todo', 'disabled'].includes(status));
const passed = assertions.filter(({ status }) => status === 'passed').length;
// A file that does not even load has no assertions of its own; it counts as one failure.
const brokenFiles = files.filter(
  (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
).length;
const failed = assertions.filter(({ status }) => status === 'failed').length + brokenFiles + (files.length === 0 ? 1 : 0);

for (const tool of missingTools) console.log(`not tested: ${tool}`);
for (const { fullName } of skipped) console.log(`skipped: ${fullName}`);
const skipsFail = process.env['CI'] === 'true' && skipped.length > 0;
if (skipsFail) console.log('in CI nothing may be skipped');
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exit(ran === 0 && failed === 0 && passed > 0 && !skipsFail ? 0 : 1);
