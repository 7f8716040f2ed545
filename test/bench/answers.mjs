// @ts-check
/** Whoever is compared must have counted the same: on well-formed lines all programs agree, key for key. */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnvironment } from './measure.mjs';
import { bundle } from './programs.mjs';

const options = { encoding: /** @type {const} */ ('utf8'), maxBuffer: 1 << 30, env: cleanEnvironment };

/**
 * Compares the product with the article's pipeline (every page) and with the native counter (the busiest of every list).
 * Throws at the first difference; gives a sentence about what was equal.
 *
 * @param {string} folder for a passing copy @param {string} logFolder @param {string | null} nativeCounter
 */
export function checkAnswers(folder, logFolder, nativeCounter) {
  const fair = join(folder, 'fair.log');
  const wellFormed = '^[0-9a-f.:]+ - - .*"[A-Z]+ [^ "]+ HTTP/[0-9.]+" [0-9]+';
  execFileSync('/bin/bash', ['-c', `cat ${logFolder}/* | grep -E '${wellFormed}' > ${fair}`], options);
  const report = JSON.parse(execFileSync(process.execPath, [bundle, 'pages', fair, '--json', '--top', 'all'], options));
  const bound = report.countErrorBound;
  const pages = keyed(report.pages, 'page');

  const expected = countsOf(execFileSync('/bin/bash', ['-c', `awk '{print $7}' ${fair} | sort | uniq -c`], options).split('\n'));
  for (const [page, truth] of expected) compare('page', page, truth, pages.get(page) ?? 0, bound.pages);
  if (bound.pages === 0 && pages.size !== expected.size)
    throw new Error(`different pages: ${pages.size}, by the pipeline ${expected.size}`);

  if (nativeCounter !== null) {
    const lists = nativeLists(execFileSync(nativeCounter, ['-t', '1000', fair], options));
    const own = {
      pages: { counts: pages, bound: bound.pages },
      addresses: { counts: keyed(report.addresses, 'address'), bound: bound.addresses },
      agents: { counts: keyed(report.agents, 'agent'), bound: bound.agents },
      methods: { counts: new Map(Object.entries(report.methods)), bound: 0 },
    };
    for (const [list, { counts, bound: within }] of Object.entries(own))
      for (const [key, truth] of lists.get(list) ?? new Map()) compare(list, key, truth, counts.get(key) ?? 0, within);
  }
  rmSync(fair);
  const within = bound.pages > 0 ? ` (page counts within the stated ${bound.pages})` : '';
  return `Answers are equal: ${expected.size} pages of ${report.parsed} well-formed lines${within}.`;
}

/** A count may be too low by the stated bound, and never too high. @param {string} what @param {string} key @param {number} truth @param {number} got @param {number} bound */
function compare(what, key, truth, got, bound) {
  if (got > truth || got + bound < truth)
    throw new Error(`different counts (${what} ${key}): ${got}, should be ${truth}, stated bound ${bound}`);
}

/** @param {readonly Record<string, unknown>[]} rows @param {string} name @returns {Map<string, number>} */
const keyed = (rows, name) => new Map(rows.map((row) => [String(row[name]), Number(row['requests'])]));

/** Lines of "count key". @param {readonly string[]} lines @returns {Map<string, number>} */
function countsOf(lines) {
  return new Map(
    lines.flatMap((line) => {
      const match = /^ *(\d+) (.*)$/.exec(line);
      return match === null ? [] : [[match[2] ?? '', Number(match[1])]];
    }),
  );
}

/** The native counter's lists: a line "title distinct", then lines of "count key". @param {string} text @returns {Map<string, Map<string, number>>} */
function nativeLists(text) {
  const lists = new Map();
  for (const section of text.split(/^(?=[a-z])/m)) {
    const [title = '', ...rows] = section.split('\n');
    lists.set(title.split(' ')[0] ?? '', countsOf(rows));
  }
  return lists;
}
