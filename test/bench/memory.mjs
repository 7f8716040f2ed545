// @ts-check
/** A flood of URLs that are all different, over a trickle of real pages whose counts are known. */
import { closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { named, peakOf, race } from './measure.mjs';
import { onOneProcessor, ours } from './programs.mjs';

/** Page `at` of the real ones is asked for `busiest / (at + 1)` times. */
const realPages = 50;
const busiest = 20_000;

/** @param {import('./run.mjs').Bench} bench */
export async function benchMemory({ folder, report, floodUrls }) {
  const log = join(folder, 'flood.example');
  const truth = writeFlood(log, floodUrls);
  report.section(`Memory: ${floodUrls.toLocaleString('en')} distinct URLs in ${Math.round(statSync(log).size / 1e6)} MB`);
  const pages = { ...ours('ours', 'pages', log, '--json'), tells: true };
  const measured = await race([{ ...pages, name: 'ours, 2 threads' }, onOneProcessor(pages, 'ours, 1 thread')], 1);
  report.race(measured, []);
  for (const { name, runs } of measured) {
    const answer = JSON.parse(runs[0]?.output ?? '');
    report.say(`\n${name}: stated error bound ${answer.countErrorBound.pages}; ${worstError(answer, truth)}.`);
  }
  report.atMost('memory under the flood, 1 thread', peakOf(named(measured, 'ours, 1 thread')), 128, 'MiB');
  report.atMost('memory under the flood, 2 threads', peakOf(named(measured, 'ours, 2 threads')), 128, 'MiB');
  rmSync(log);
}

/** @param {string} path @param {number} urls */
function writeFlood(path, urls) {
  /** @type {Map<string, number>} */
  const truth = new Map();
  const real = Array.from({ length: realPages }, (_, at) => `/article-${at}/`).flatMap((page, at) => {
    const count = Math.floor(busiest / (at + 1));
    truth.set(page, count);
    return Array.from({ length: count }, () => page);
  });
  const fd = openSync(path, 'w');
  const line = (/** @type {number} */ at, /** @type {string} */ page) =>
    `198.18.${(at >> 8) & 255}.${at & 255} - - [22/Nov/2026:10:00:00 +0000] "GET ${page} HTTP/1.1" 200 512 "-" "Mozilla/5.0 (X11; Linux x86_64)"\n`;
  const every = Math.max(1, Math.floor(urls / real.length));
  let text = '';
  let put = 0;
  for (let at = 0; at < urls; at++) {
    text += line(at, `/?s=${((at * 2_654_435_761) % 4_294_967_296).toString(36)}&n=${at}`);
    // A step that is prime to their number spreads each page over the whole log.
    if (at % every === 0 && put < real.length) text += line(at, real[(put++ * 7919) % real.length] ?? '/');
    if (text.length > 1 << 20) {
      writeSync(fd, text);
      text = '';
    }
  }
  for (; put < real.length; put++) text += line(put, real[(put * 7919) % real.length] ?? '/');
  writeSync(fd, text);
  closeSync(fd);
  return truth;
}

/** @param {{ pages: { page: string, requests: number }[], countErrorBound: { pages: number } }} answer @param {ReadonlyMap<string, number>} truth */
function worstError({ pages, countErrorBound }, truth) {
  const got = new Map(pages.map(({ page, requests }) => [page, requests]));
  let worst = 0;
  for (const [page, count] of [...truth].slice(0, pages.length)) {
    const error = count - (got.get(page) ?? 0);
    if (error < 0 || (error > countErrorBound.pages && count > countErrorBound.pages))
      throw new Error(`${page}: ${got.get(page) ?? 0} instead of ${count}`);
    worst = Math.max(worst, error);
  }
  return `the ${Math.min(pages.length, truth.size)} busiest are too low by ${worst} at most`;
}
