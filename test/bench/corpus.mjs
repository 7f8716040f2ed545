// @ts-check
/**
 * Makes access logs for benchmarks: the same bytes for the same seed, on every machine. Sites of very different size
 * (Zipf), a skewed choice of pages and addresses, unique queries, IPv6 (one address in seven), long user agents, a week of
 * stamps in the order requests end, and a few rubbish lines. Who asks for what is in `traffic.mjs`.
 */
import { closeSync, mkdirSync, openSync, utimesSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { randomFrom } from './random.mjs';
import { Traffic, underAttack } from './traffic.mjs';

/**
 * @typedef {object} CorpusOptions
 * @property {string} folder where the files go; made when missing
 * @property {number} files
 * @property {number} megabytes of all files together, about
 * @property {number} endEpoch newest stamp, seconds since 1970
 * @property {number} [days] how far back the stamps reach, 7 unless given
 * @property {number} [idleShare] share of sites that had no request in the last two hours, 0.5 unless given
 * @property {number} [seed]
 * @property {import('./traffic.mjs').Shares} [shares] under attack unless given
 */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const meanLineBytes = 220;

/** @param {number} epoch */
function stamp(epoch) {
  const at = new Date(epoch * 1000);
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const day = `${two(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
  return `${day}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
}

/** Writes the corpus; gives its files. @param {CorpusOptions} options */
export function makeCorpus({ folder, files, megabytes, endEpoch, days = 7, idleShare = 0.5, seed = 20261122, shares = underAttack }) {
  mkdirSync(folder, { recursive: true });
  const random = randomFrom(seed);
  const traffic = new Traffic(random, shares);
  const weights = Array.from({ length: files }, (_, at) => 1 / (at + 3) ** 0.7);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, at) => {
    const lines = Math.max(20, Math.round((megabytes * 1e6 * weight) / total / meanLineBytes));
    const path = join(folder, `site-${String(at).padStart(4, '0')}.example`);
    const idle = at % 100 >= 100 * (1 - idleShare);
    const last = endEpoch - (idle ? 2 * 3600 + Math.floor(random() * 20 * 3600) : Math.floor(random() * 30));
    writeSite(path, lines, last, days * 86_400, random, traffic);
    utimesSync(path, last, last);
    return path;
  });
}

/** @param {string} path @param {number} lines @param {number} last @param {number} seconds @param {() => number} random @param {Traffic} traffic */
function writeSite(path, lines, last, seconds, random, traffic) {
  const fd = openSync(path, 'w');
  let text = '';
  for (let at = 0; at < lines; at++) {
    const written = last - Math.floor(((lines - 1 - at) * seconds) / lines);
    // Stamped with the request's beginning, written at its end: a few take long.
    const took = random() < 0.02 ? Math.floor(random() ** 6 * 1800) : 0;
    const { address, request, status, agent } = traffic.next();
    const user = random() < 0.001 ? 'john doe' : '-';
    text += `${address} - ${user} [${stamp(written - took)}] "${request}" ${status} ${Math.floor(random() * 90_000)} "https://www.example/" "${agent}"\n`;
    if (random() < 0.0002) text += 'cut off in the mid\n';
    if (text.length > 1 << 20) {
      writeSync(fd, text);
      text = '';
    }
  }
  writeSync(fd, text);
  closeSync(fd);
}
