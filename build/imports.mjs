// @ts-check
/**
 * Holds the import table of `src/README.md`: which folder of `src/` may import which, and who may touch the machine.
 * It counts the modules it saw and fails when that is not every file of `src/`, so that it cannot go blind unnoticed.
 */
import { readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** Folder → folders it may import besides itself. */
const table = {
  model: [],
  scan: ['model'],
  classify: ['model'],
  views: ['model'],
  system: ['model'],
  sources: ['model', 'scan', 'system'],
  block: ['model', 'system'],
  panels: ['model', 'system', 'block'],
  actions: ['model', 'classify', 'sources', 'block'],
  web: ['model', 'actions', 'views'],
  hosts: ['model', 'scan', 'classify', 'views', 'system', 'sources', 'block', 'panels', 'actions', 'web'],
};

/** Node modules that touch files, programs, processes or the network. */
const machineModules = 'fs|fs/promises|child_process|net|http|https|http2|dgram|dns|tls|os|process|worker_threads|cluster';

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const rules = [
  ...Object.entries(table).map(([folder, allowed]) => ({
    name: `${folder}-imports`,
    severity: /** @type {const} */ ('error'),
    from: { path: `^src/${folder}/` },
    to: { path: '^src/', pathNot: `^src/(${[folder, ...allowed].join('|')})/` },
  })),
  {
    name: 'only-system-and-hosts-touch-the-machine',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/(system|hosts)/' },
    to: { path: `^(node:)?(${machineModules})$` },
  },
  {
    name: 'panels-apart-cpanel',
    severity: 'error',
    from: { path: '^src/panels/cpanel/' },
    to: { path: '^src/panels/(plesk|standalone)/' },
  },
  { name: 'panels-apart-plesk', severity: 'error', from: { path: '^src/panels/plesk/' }, to: { path: '^src/panels/(cpanel|standalone)/' } },
  {
    name: 'only-render-knows-handlebars',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/web/render\\.ts$' },
    to: { path: 'node_modules/handlebars' },
  },
  { name: 'no-cycles', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
  { name: 'nothing-unresolved', severity: 'error', from: { path: '^src/' }, to: { couldNotResolve: true, pathNot: '^virtual:' } },
];

/** @param {string} folder @returns {string[]} */
function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    // AssemblyScript, compiled by itself: see `src/scan/kernel`.
    if (entry.isDirectory()) return entry.name === 'assembly' ? [] : sources(path);
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts') ? [relative(root, path)] : [];
  });
}

/** Sentences about what breaks the table; empty when all is well. */
export async function importProblems() {
  process.chdir(root);
  const expected = sources(join(root, 'src'));
  const options = { ruleSet: { forbidden: rules }, validate: true, tsPreCompilationDeps: true, doNotFollow: { path: 'node_modules' } };
  const tsConfig = extractTsConfig(join(root, 'tsconfig.json'));
  const { output } = await cruise(['src'], options, { extensions: ['.ts', '.js'] }, { tsConfig });
  if (typeof output === 'string') throw new Error(output);
  const seen = new Set(output.modules.map((module) => module.source));
  const unseen = expected.filter((path) => !seen.has(path));
  const edges = output.modules.reduce((sum, module) => sum + module.dependencies.length, 0);
  const problems = output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  if (unseen.length > 0)
    problems.push(`imports: ${unseen.length} of ${expected.length} files were not seen: ${unseen.slice(0, 5).join(', ')}`);
  if (edges < expected.length) problems.push(`imports: only ${edges} imports seen in ${expected.length} files; the checker is blind`);
  return { problems, files: expected.length };
}
