// @ts-check
/** Who is connected, with up to 200,000 rows of real sockets: in a network namespace, so that nobody else's are counted. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnvironment, named, peakOf, race, ratio } from './measure.mjs';
import { benchScript, bundleEntry, isInstalled, ours, pipeline } from './programs.mjs';

const sizes = [1000, 20_000, 200_000];

/** @param {import('./run.mjs').Bench} bench */
export async function benchSockets({ folder, rounds, report }) {
  const entry = await bundleEntry(folder, 'sockets.entry.ts');
  report.section('Sockets');
  const missing = ['unshare', 'ip', 'netstat'].filter((program) => !isInstalled(program));
  const inside = missing.length > 0 ? null : measureInside(entry, rounds);
  if (inside === null) {
    report.say(
      `No network namespace here${missing.length > 0 ? ` (${missing.join(', ')} missing)` : ''}: saved text instead of sockets.\n`,
    );
    report.race(await saved(folder, rounds), []);
    return;
  }
  for (const [at, measured] of inside.entries()) {
    report.say(`\n${(sizes[at] ?? 0).toLocaleString('en')} rows\n`);
    const [article, cat] = [named(measured, 'the article'), named(measured, 'cat /proc/net/tcp*')];
    const own = named(measured, 'active-connections connections');
    report.race(measured, [article, cat]);
    if (at === sizes.length - 1) {
      report.atMost('200,000 socket rows, whole process ÷ the article', ratio(own, article), 0.55, '×');
      report.atMost('200,000 socket rows, in process ÷ cat /proc/net/tcp*', ratio(named(measured, 'in process'), cat), 1.3, '×');
      report.atMost('200,000 socket rows, memory', peakOf(own), 128, 'MiB');
    }
  }
}

/** @param {string} entry @param {number} rounds @returns {import('./measure.mjs').Measured[][] | null} */
function measureInside(entry, rounds) {
  const words = [
    '--map-root-user',
    '--net',
    process.execPath,
    benchScript('sockets-inside.mjs'),
    String(rounds),
    entry,
    ...sizes.map(String),
  ];
  const { status, stdout, stderr } = spawnSync('unshare', words, { env: cleanEnvironment, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) {
    console.error(stderr);
    return null;
  }
  /** @type {import('./measure.mjs').Measured[][]} */
  const all = JSON.parse(stdout);
  // What it printed are the milliseconds of its work, without Node's start.
  for (const measured of all) for (const run of named(measured, 'in process').runs) run.wall = Number(run.output) / 1000;
  return all;
}

/** @param {string} folder @param {number} rounds */
function saved(folder, rounds) {
  const text = ['Active Internet connections (w/o servers)', 'Proto Recv-Q Send-Q Local Address           Foreign Address         State'];
  for (let at = 0; at < 100_000; at++)
    text.push(`tcp        0      0 192.0.2.1:443           198.18.${(at >> 5) & 255}.${at & 31}:${1024 + (at % 60_000)} ESTABLISHED`);
  const file = join(folder, 'netstat.txt');
  writeFileSync(file, `${text.join('\n')}\n`);
  const article = `cat ${file} | awk '{print $5}' | cut -d: -f1 | sort | uniq -c | sort -n`;
  return race([ours('active-connections connections', 'connections', '--from', file, '--json'), pipeline('the article', article)], rounds);
}
