// @ts-check
/**
 * `npm run bench [-- OPTIONS]`: whole programs side by side in one run, after checks that their answers are equal. Read
 * the ratios; the seconds belong to this machine and this hour, and ratios need a machine with nothing else to do: ours
 * reads whole logs at low priority. Everything is made in a temporary folder and removed; the tables stay in
 * `build/out/bench.md`.
 *
 *     --only PART             start, sockets, logs, windows, repeated, memory or verdicts; several times for several
 *     --rounds N              3
 *     --megabytes N           500, in --files N (500)
 *     --window-megabytes N    1000, in 5,000 files
 *     --goaccess-megabytes N  100
 *     --flood-urls N          3000000
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeCorpus } from './corpus.mjs';
import { benchLogs } from './logs.mjs';
import { benchMemory } from './memory.mjs';
import { bundle } from './programs.mjs';
import { benchRepeated } from './repeated.mjs';
import { machineLine, Report } from './report.mjs';
import { benchSockets } from './sockets.mjs';
import { benchStart } from './start.mjs';
import { calm, underAttack } from './traffic.mjs';
import { benchVerdicts } from './verdicts.mjs';
import { benchWindows } from './windows.mjs';

/** @typedef {{ folder: string, files: readonly string[] }} Logs */
/**
 * @typedef {object} Bench
 * @property {string} folder everything that is made goes here
 * @property {number} rounds
 * @property {number} floodUrls
 * @property {number} goAccessMegabytes how much GoAccess is given
 * @property {number} endEpoch the newest stamp of all logs
 * @property {Report} report
 * @property {() => Logs} corpus the main one, made when first asked for
 * @property {() => Logs} calmDays as much as the main one, of a server that is not under attack
 * @property {() => Logs} manyFiles the same traffic in 5,000 files
 */

const parts = {
  start: benchStart,
  sockets: benchSockets,
  logs: benchLogs,
  windows: benchWindows,
  repeated: benchRepeated,
  memory: benchMemory,
  verdicts: benchVerdicts,
};

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '500' },
    files: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '3' },
    'window-megabytes': { type: 'string', default: '1000' },
    'flood-urls': { type: 'string', default: '3000000' },
    'goaccess-megabytes': { type: 'string', default: '100' },
    only: { type: 'string', multiple: true },
  },
});

/** @param {'megabytes' | 'files' | 'rounds' | 'window-megabytes' | 'flood-urls' | 'goaccess-megabytes'} name */
function count(name) {
  if (!/^[1-9]\d{0,8}$/.test(values[name])) throw new Error(`--${name} takes a whole number from 1, not ${values[name]}`);
  return Number(values[name]);
}

const unknown = values.only?.find((name) => !(name in parts));
if (unknown !== undefined) throw new Error(`--only takes ${Object.keys(parts).join(', ')}, not ${unknown}`);

const folder = mkdtempSync(join(tmpdir(), 'active-connections-bench-'));
const cleanUp = () => {
  rmSync(folder, { recursive: true, force: true });
};
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.once(signal, () => {
    cleanUp();
    process.exit(1);
  });

const endEpoch = Math.floor(Date.now() / 1000);
/** Logs that are made when first asked for. @param {string} name @param {number} files @param {number} megabytes @param {number} seed @param {import('./traffic.mjs').Shares} [shares] @returns {() => Logs} */
function logsOnDemand(name, files, megabytes, seed, shares = underAttack) {
  const logFolder = join(folder, name);
  /** @type {Logs | undefined} */
  let made;
  return () => (made ??= { folder: logFolder, files: makeCorpus({ folder: logFolder, files, megabytes, endEpoch, seed, shares }) });
}

const corpus = logsOnDemand('logs', count('files'), count('megabytes'), 20261122);
const calmDays = logsOnDemand('calm-logs', count('files'), count('megabytes'), 20261122, calm);
const manyFiles = logsOnDemand('many-logs', 5000, count('window-megabytes'), 20261123);
const report = new Report();
const [rounds, floodUrls, goAccessMegabytes] = [count('rounds'), count('flood-urls'), count('goaccess-megabytes')];

try {
  report.say(`${machineLine()}; medians of ${rounds} rounds, ratios round by round`);
  for (const [name, bench] of Object.entries(parts))
    if (values.only?.includes(name) ?? true)
      await bench({ folder, rounds, floodUrls, goAccessMegabytes, endEpoch, report, corpus, calmDays, manyFiles });
  report.targets();
  report.write(join(dirname(bundle), 'bench.md'));
} finally {
  cleanUp();
}
