// @ts-check
/**
 * `npm run bench [-- --megabytes N --files N --rounds N]`: whole programs against the article's pipelines, side by side in
 * one run, after a check that their answers are equal. Read the ratios; the seconds belong to this machine and this hour.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeCorpus } from './corpus.mjs';
import { pipeline, race, table } from './measure.mjs';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '200' },
    files: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '3' },
  },
});
const rounds = Number(values.rounds);
const bundle = resolve(dirname(fileURLToPath(import.meta.url)), '../../build/out/active-connections.cjs');
const folder = mkdtempSync(join(tmpdir(), 'active-connections-bench-'));

/** @param {string} name @param {string[]} words */
const ours = (name, ...words) => ({ name, command: [process.execPath, bundle, ...words] });

function logs() {
  const logFolder = join(folder, 'logs');
  makeCorpus({
    folder: logFolder,
    files: Number(values.files),
    megabytes: Number(values.megabytes),
    endEpoch: Math.floor(Date.now() / 1000),
  });
  const pages = `cat ${logFolder}/* | awk '{print $7}' | sort | uniq -c | sort -n`;
  samePages(logFolder);
  const utf8 = execFileSync('locale', ['-a'], { encoding: 'utf8' }).includes('en_US.utf8') ? 'en_US.utf8' : 'C.UTF-8';
  console.log(`\nAccess logs: ${values.megabytes} MB in ${values.files} files\n`);
  const contestants = [
    pipeline('wc -l', `cat ${logFolder}/* | wc -l`),
    ours('active-connections pages', 'pages', logFolder, '--json'),
    pipeline('the article, C locale', pages),
    pipeline(`the article, ${utf8}`, pages, utf8),
  ];
  console.log(table(race(contestants, rounds), 'active-connections pages'));
}

/** The pages of well-formed lines must be the pipeline's, one for one. @param {string} logFolder */
function samePages(logFolder) {
  const fair = `cat ${logFolder}/* | grep -E '^[0-9a-f.:]+ - - .*"[A-Z]+ [^ "]+ HTTP/[0-9.]+" [0-9]+' > ${folder}/fair.log`;
  execFileSync('/bin/bash', ['-c', fair]);
  const options = { encoding: /** @type {const} */ ('utf8'), maxBuffer: 1 << 30, env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' } };
  const counted = execFileSync('/bin/bash', ['-c', `awk '{print $7}' ${folder}/fair.log | sort | uniq -c`], options);
  const expected = new Map(
    counted.split('\n').flatMap((line) => {
      const match = /^ *(\d+) (.*)$/.exec(line);
      return match === null ? [] : [[match[2], Number(match[1])]];
    }),
  );
  const report = JSON.parse(execFileSync(process.execPath, [bundle, 'pages', `${folder}/fair.log`, '--json', '--top', 'all'], options));
  const bound = report.countErrorBound.pages;
  for (const { page, requests } of report.pages) {
    const truth = expected.get(page) ?? 0;
    if (requests > truth || requests + bound < truth) throw new Error(`different counts of ${page}: ${requests}, by the pipeline ${truth}`);
  }
  if (bound === 0 && report.pages.length !== expected.size)
    throw new Error(`different pages: ${report.pages.length}, by the pipeline ${expected.size}`);
  console.log(`equal: ${expected.size} pages of ${report.parsed} lines${bound > 0 ? ` (each count within the stated ${bound})` : ''}`);
}

function sockets() {
  const rows = 20_000;
  const text = ['Active Internet connections (w/o servers)', 'Proto Recv-Q Send-Q Local Address           Foreign Address         State'];
  for (let at = 0; at < rows; at++)
    text.push(`tcp        0      0 192.0.2.1:443           198.18.${(at >> 5) & 255}.${at & 31}:${1024 + at} ESTABLISHED`);
  const file = join(folder, 'netstat.txt');
  writeFileSync(file, `${text.join('\n')}\n`);
  console.log(`\nSaved netstat text: ${rows} rows\n`);
  const byAddress = `cat ${file} | awk '{print $5}' | cut -d: -f1 | sort | uniq -c | sort -n`;
  console.log(
    table(
      race([ours('active-connections connections', 'connections', '--from', file, '--json'), pipeline('the article', byAddress)], rounds),
      'the article',
    ),
  );
  console.log('\nThis machine\n');
  const live = [
    ours('active-connections connections', 'connections', '--json'),
    pipeline('the article', `netstat -ntu | awk '{print $5}' | cut -d: -f1 | sort | uniq -c | sort -n`),
    { name: 'bare Node', command: [process.execPath, '-e', '0'] },
  ];
  console.log(table(race(live, rounds), 'bare Node'));
}

try {
  console.log(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}, ${rounds} rounds`,
  );
  logs();
  sockets();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
