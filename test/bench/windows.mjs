// @ts-check
/** The last quarter of an hour, hour and day of logs that reach back a week, half of the sites idle. */
import { statSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { median, medianOf, named, peakOf, race, runOnce } from './measure.mjs';
import { bundleEntry } from './programs.mjs';
import { number } from './report.mjs';

const windows = /** @type {const} */ (['15m', '1h', '24h']);

/** @param {import('./run.mjs').Bench} bench */
export async function benchWindows(bench) {
  const { folder, rounds, report, endEpoch } = bench;
  const entry = await bundleEntry(folder, 'window.entry.ts');
  const [few, many] = [bench.corpus(), bench.manyFiles()];
  report.section('The last hours of logs of a week: sought and skipped, half of the sites idle');
  const rows = [];
  for (const logs of [few, many]) {
    const bytes = sizeOf(logs.files);
    const size = `${logs.files.length} files, ${Math.round(bytes / 1e6)} MB`;
    for (const window of windows) await sameAsFullScan(entry, logs.folder, ['--window', window, '--end', String(endEpoch)], endEpoch);
    const measured = await race(
      windows.map((window) => ({
        name: window,
        command: [process.execPath, entry, logs.folder, '--window', window, '--end', String(endEpoch)],
        tells: true,
      })),
      rounds,
    );
    for (const one of measured) {
      const outputs = one.runs.map(({ output }) => JSON.parse(output));
      const { readBytes, totals } = outputs[0];
      const ms = median(outputs.map((output) => Number(output.ms)));
      const cells = [
        number(medianOf(one, 'wall'), 3),
        number(ms, 0),
        number(readBytes / 1e6, 1),
        `${number((100 * readBytes) / bytes, 2)} %`,
      ];
      rows.push([size, one.name, ...cells, String(totals.parsed), number(peakOf(one), 0)]);
    }
    if (logs === few) continue;
    const hour = named(measured, '1h');
    const share = (100 * JSON.parse(hour.runs[0]?.output ?? '').readBytes) / bytes;
    report.atMost('last hour, 5,000 files, first view, whole process', medianOf(hour, 'wall'), 0.35, 's');
    report.atMost(`bytes read for it, of ${Math.round(bytes / 1e6)} MB (1 % is meant for 8,000)`, share, 1, '%');
    report.atMost('its memory', peakOf(hour), 80, 'MiB');
    report.atMost(`last 24 h, 5,000 files (${Math.round(bytes / 1e6)} MB), first view`, medianOf(named(measured, '24h'), 'wall'), 2.5, 's');
  }
  report.table(['logs', 'window', 'whole process s', 'review ms', 'MB read', 'of all bytes', 'requests', 'peak MiB'], rows);
  const bare = await race([{ name: 'bare Node', command: [process.execPath, '-e', '0'] }], rounds);
  report.say(
    `\nBare Node in the same run: ${number(medianOf(named(bare, 'bare Node'), 'wall'), 3)} s. All answers are those of a full scan.`,
  );
}

/**
 * Throws when an answer is not that of reading every byte.
 * @param {string} entry @param {string} folder @param {readonly string[]} question @param {number} endEpoch
 */
export async function sameAsFullScan(entry, folder, question, endEpoch) {
  const answer = await answerOf([entry, folder, ...question]);
  const from = `--from=${answer.fromEpoch ?? -Infinity}`;
  const full = await answerOf([entry, folder, '--full', from, '--end', question.includes('all') ? 'Infinity' : String(endEpoch)]);
  const what = `${question.join(' ')} of ${folder}`;
  if (answer.totals.parsed === 0) throw new Error(`${what}: nothing counted`);
  if (!isDeepStrictEqual(answer.totals, full.totals)) throw new Error(`${what}: totals differ from a full scan's`);
  const isExact = [...answer.bounds, ...full.bounds].every((bound) => bound === 0);
  if (isExact && !isDeepStrictEqual(answer.lists, full.lists)) throw new Error(`${what}: lists differ from a full scan's`);
}

/** @param {readonly string[]} words */
async function answerOf(words) {
  const { output } = await runOnce({ name: words.join(' '), command: [process.execPath, ...words], tells: true });
  return JSON.parse(output);
}

/** @param {readonly string[]} files */
const sizeOf = (files) => files.reduce((sum, path) => sum + statSync(path).size, 0);
