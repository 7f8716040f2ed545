// @ts-check
/** The same question again, with what was remembered of the first time, after a megabyte of new lines. */
import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { median, medianOf, named, peakOf, race } from './measure.mjs';
import { bundleEntry } from './programs.mjs';
import { number } from './report.mjs';
import { sameAsFullScan } from './windows.mjs';

const growing = 100;
const newBytes = 1_000_000;

/** @param {import('./run.mjs').Bench} bench */
export async function benchRepeated(bench) {
  const { folder, rounds, report, endEpoch } = bench;
  const entry = await bundleEntry(folder, 'window.entry.ts');
  report.section('Repeated views, 1 MB of new lines before each');
  const rows = [];
  for (const { window, logs } of [
    { window: 'all', logs: bench.corpus() },
    { window: '24h', logs: bench.manyFiles() },
  ]) {
    const fresh = logs.files.slice(0, growing).map((path) => ({ path, lines: lastLines(path, newBytes / growing) }));
    const question = ['--window', window, '--end', String(endEpoch), '--memory', join(folder, `${window}.memory`)];
    const view = { name: 'view', command: [process.execPath, entry, logs.folder, ...question], tells: true };
    const first = named(await race([view], 1), 'view');
    const again = { name: 'again', runs: /** @type {import('./measure.mjs').Run[]} */ ([]) };
    for (let round = 0; round < rounds; round++) {
      for (const { path, lines } of fresh) appendFileSync(path, lines);
      again.runs.push(...named(await race([view], 1), 'view').runs);
    }
    await sameAsFullScan(entry, logs.folder, question, endEpoch);
    for (const [name, { runs }] of /** @type {const} */ ([
      ['first', first],
      ['repeated', again],
    ])) {
      const outputs = runs.map(({ output }) => JSON.parse(output));
      const one = { name, runs };
      const megabytes = [outputs[0].readBytes, outputs[0].bytesRemembered].map((bytes) => number(bytes / 1e6, 1));
      rows.push([
        `${window}, ${logs.files.length} files`,
        name,
        number(medianOf(one, 'wall'), 3),
        number(msOf(runs), 0),
        ...megabytes,
        number(peakOf(one), 0),
      ]);
    }
    const memory = `${number(statSync(join(folder, `${window}.memory`), { throwIfNoEntry: false })?.size ?? NaN, 0)} bytes`;
    rows.push([`${window}, ${logs.files.length} files`, `remembered in ${memory}`, '', '', '', '', '']);
    if (window === 'all') report.atMost('"all" repeated after 1 MB of new lines, over start-up', msOf(again.runs) / 1000, 0.1, 's');
    else report.atMost('last 24 h, 5,000 files, repeated view, whole process', medianOf(again, 'wall'), 0.5, 's');
  }
  report.table(['window', 'view', 'whole process s (with saving)', 'ms to the answer', 'MB read', 'MB remembered', 'peak MiB'], rows);
  report.say('\nThe last answer of each is that of a full scan.');
}

/** @param {readonly import('./measure.mjs').Run[]} runs */
const msOf = (runs) => median(runs.map(({ output }) => Number(JSON.parse(output).ms)));

/** Whole lines from the end of a log, `bytes` of them at most. @param {string} path @param {number} bytes */
function lastLines(path, bytes) {
  const text = readFileSync(path, 'latin1').slice(-bytes);
  return text.slice(text.indexOf('\n') + 1);
}
