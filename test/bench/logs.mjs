// @ts-check
/** All of a week's access logs, by everybody. */
import { realpathSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { checkAnswers } from './answers.mjs';
import { named, peakOf, race, ratio } from './measure.mjs';
import { buildNativeCounter, isInstalled, onOneProcessor, ours, pipeline, utf8Locale } from './programs.mjs';

/** @param {import('./run.mjs').Bench} bench */
export async function benchLogs({ folder, rounds, report, corpus, goAccessMegabytes }) {
  const { folder: logFolder, files } = corpus();
  const bytes = sizeOf(files);
  report.section(`Access logs: ${Math.round(bytes / 1e6)} MB in ${files.length} files`);
  const native = buildNativeCounter(folder);
  report.say(`${checkAnswers(folder, logFolder, native)}\n`);

  const utf8 = utf8Locale(folder);
  const slow = Math.max(1, rounds - 1);
  const article = `cat ${logFolder}/* | awk '{print $7}' | sort | uniq -c | sort -n`;
  const pages = ours('ours', 'pages', logFolder, '--json');
  const onlyPages = ours('ours', 'pages', logFolder, '--only-pages', '--json');
  const [two, one, wc, counter, counterPages] = [
    'ours, 2 threads',
    'ours, 1 thread',
    'wc -l',
    'native C, 1 thread',
    'native C, pages only',
  ];
  const pagesOnly = 'ours, 2 threads, pages only';
  const [plain, localised] = ['the article, C', `the article, ${utf8.name}`];
  const measured = await race(
    [
      { name: wc, command: ['wc', '-l', ...files] },
      ...(availableParallelism() > 1 ? [{ ...pages, name: two }] : []),
      { ...onlyPages, name: pagesOnly },
      onOneProcessor(pages, one),
      ...(native === null ? [] : [onOneProcessor({ name: '', command: [native, ...files] }, counter)]),
      ...(native === null ? [] : [onOneProcessor({ name: '', command: [native, '-p', ...files] }, counterPages)]),
      pipeline(plain, article, { TMPDIR: folder }),
      { ...pipeline(localised, article, { ...utf8.environment, TMPDIR: folder }), mostRounds: slow },
    ],
    rounds,
  );
  const of = (/** @type {string} */ name) => named(measured, name);
  const best = measured.find(({ name }) => name === two) ?? of(one);
  report.race(measured, [of(wc), best]);
  report.say(
    `\nOurs counts pages, addresses, sites, agents, methods, statuses and time in its one pass; the article only pages, with ${awkHere()}.`,
  );

  report.atMost('all aggregates, 1 thread ÷ wc -l', ratio(of(one), of(wc)), 11, '×');
  report.atMost('all aggregates, 2 threads ÷ wc -l', ratio(best, of(wc)), 7.5, '×');
  if (native !== null) report.atMost('all aggregates, 1 thread ÷ native C', ratio(of(one), of(counter)), 1.4, '×');
  report.atMost('pages only, 2 threads ÷ wc -l', ratio(of(pagesOnly), of(wc)), 5, '×');
  report.atLeast('the article (C) ÷ pages only, 2 threads', ratio(of(plain), of(pagesOnly)), 7, '×');
  report.atLeast(`the article (${utf8.name}) ÷ pages only, 2 threads`, ratio(of(localised), of(pagesOnly)), 30, '×');
  if (isInstalled('goaccess')) await againstGoAccess(report, folder, files, goAccessMegabytes * 1e6);
}

/** @param {import('./report.mjs').Report} report @param {string} folder @param {readonly string[]} files @param {number} wanted bytes */
async function againstGoAccess(report, folder, files, wanted) {
  const every = Math.max(1, Math.round(sizeOf(files) / wanted));
  const part = files.filter((_, at) => at % every === every - 1 || every === 1);
  report.say(
    `\nAgainst GoAccess, on ${Math.round(sizeOf(part) / 1e6)} MB of them (it gets slower with size, and counts visitors, systems and referrers too):\n`,
  );
  const words = ['--no-global-config', '--log-format=COMBINED', '--no-progress', '-o', `${folder}/goaccess.json`];
  const measured = await race(
    [ours('ours', 'pages', ...part, '--json'), { name: 'goaccess', command: ['goaccess', ...part, ...words] }],
    1,
  );
  const [own, other] = [named(measured, 'ours'), named(measured, 'goaccess')];
  report.race(measured, [own]);
  report.atLeast('GoAccess ÷ all aggregates (of a part)', ratio(other, own), 60, '×');
  report.atLeast('memory of GoAccess ÷ ours (of a part)', peakOf(other) / peakOf(own), 15, '×');
}

/** @param {readonly string[]} files */
const sizeOf = (files) => files.reduce((sum, path) => sum + statSync(path).size, 0);

/** gawk or mawk: they differ much. */
const awkHere = () => basename(realpathSync('/usr/bin/awk'));
