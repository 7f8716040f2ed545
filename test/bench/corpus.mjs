// @ts-check
/**
 * Makes access logs for benchmarks: the same bytes for the same seed, on every machine. Sites of very different size
 * (Zipf), a skewed choice of pages and addresses, unique queries, IPv6 (one address in seven), long user agents, a week of
 * stamps in the order requests end, and a few rubbish lines. Addresses and names are those reserved for documentation.
 */
import { closeSync, mkdirSync, openSync, utimesSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} CorpusOptions
 * @property {string} folder where the files go; made when missing
 * @property {number} files
 * @property {number} megabytes of all files together, about
 * @property {number} endEpoch newest stamp, seconds since 1970
 * @property {number} [days] how far back the stamps reach, 7 unless given
 * @property {number} [idleShare] share of sites that had no request in the last two hours, 0.5 unless given
 * @property {number} [seed]
 */

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const statuses = ['200', '200', '200', '200', '200', '200', '304', '301', '404', '403', '500'];
const meanLineBytes = 220;

/** Marsaglia's xorshift32: small, and good enough to draw traffic. @param {number} seed */
function randomFrom(seed) {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
}

/** @param {number} epoch */
function stamp(epoch) {
  const at = new Date(epoch * 1000);
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const day = `${two(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}`;
  return `${day}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
}

/** Rank 0 is the likeliest. @param {() => number} random @param {number} count */
const skewed = (random, count) => Math.floor(count ** random()) - 1;

/** @param {() => number} random */
function makeAgents(random) {
  const systems = [
    'Windows NT 10.0; Win64; x64',
    'Macintosh; Intel Mac OS X 10_15_7',
    'X11; Linux x86_64',
    'iPhone; CPU iPhone OS 18_1 like Mac OS X',
  ];
  const agents = Array.from({ length: 600 }, (_, at) => {
    const version = 60 + Math.floor(random() * 90);
    const system = systems[at % systems.length] ?? '';
    const browser = `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.${Math.floor(random() * 9000)}.0 Safari/537.36`;
    // Browsers inside apps say much more.
    return at % 5 === 2
      ? `${browser} [FBAN/FBIOS;FBAV/${version}.1.0.38.109;FBBV/${at};FBDV/iPhone14,2;FBMD/iPhone;FBSN/iOS;FBSV/18.1;FBSS/3;FBLC/en_US]`
      : browser;
  });
  return ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', '-', 'curl/8.5.0', ...agents];
}

/** @param {() => number} random */
function makeAddress(random) {
  const rank = skewed(random, 50_000);
  if (rank % 7 === 3) return `2001:db8:${(rank >> 8).toString(16)}:${(rank & 255).toString(16)}::${(1 + (rank % 9)).toString(16)}`;
  // 198.18.0.0/15 is reserved for benchmarks (RFC 2544).
  return `198.${18 + (rank >> 16)}.${(rank >> 8) & 255}.${rank & 255}`;
}

/** @param {() => number} random */
function makeRequest(random) {
  const draw = random();
  if (draw < 0.03) return 'POST /wp-login.php HTTP/1.1';
  if (draw < 0.05) return 'POST //xmlrpc.php HTTP/1.1';
  if (draw < 0.2) return 'GET / HTTP/1.1';
  if (draw < 0.4) return `GET /wp-content/uploads/2026/${1 + skewed(random, 12)}/image-${skewed(random, 4000)}.jpg HTTP/2.0`;
  if (draw < 0.6) return `GET /wp-includes/js/module-${skewed(random, 300)}.min.js?ver=6.${skewed(random, 9)} HTTP/2.0`;
  if (draw < 0.8) return `GET /article-${skewed(random, 20_000)}/ HTTP/1.1`;
  if (draw < 0.92) return `GET /shop/?filter_colour=${skewed(random, 90)}&orderby=price&page=${skewed(random, 400)} HTTP/1.1`;
  return `GET /?s=${Math.floor(random() * 1e9).toString(36)}&fbclid=${Math.floor(random() * 1e12).toString(36)} HTTP/1.1`;
}

const rubbish = ['\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xFC\\x03\\x03', '-', '', 'GET /with\\"quote HTTP/1.1', 'OPTIONS * HTTP/1.0'];

/** Writes the corpus; gives its files. @param {CorpusOptions} options */
export function makeCorpus({ folder, files, megabytes, endEpoch, days = 7, idleShare = 0.5, seed = 20261122 }) {
  mkdirSync(folder, { recursive: true });
  const random = randomFrom(seed);
  const agents = makeAgents(random);
  const weights = Array.from({ length: files }, (_, at) => 1 / (at + 3) ** 0.7);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight, at) => {
    const lines = Math.max(20, Math.round((megabytes * 1e6 * weight) / total / meanLineBytes));
    const path = join(folder, `site-${String(at).padStart(4, '0')}.example`);
    const idle = at % 100 >= 100 * (1 - idleShare);
    const last = endEpoch - (idle ? 2 * 3600 + Math.floor(random() * 20 * 3600) : Math.floor(random() * 30));
    writeSite(path, lines, last, days * 86_400, random, agents);
    utimesSync(path, last, last);
    return path;
  });
}

/** @param {string} path @param {number} lines @param {number} last @param {number} seconds @param {() => number} random @param {string[]} agents */
function writeSite(path, lines, last, seconds, random, agents) {
  const fd = openSync(path, 'w');
  let text = '';
  for (let at = 0; at < lines; at++) {
    const written = last - Math.floor(((lines - 1 - at) * seconds) / lines);
    // Stamped with the request's beginning, written at its end: a few take long.
    const took = random() < 0.02 ? Math.floor(random() ** 6 * 1800) : 0;
    const request = random() < 0.002 ? (rubbish[Math.floor(random() * rubbish.length)] ?? '-') : makeRequest(random);
    const agent = agents[skewed(random, agents.length)] ?? '-';
    const status = statuses[Math.floor(random() * statuses.length)] ?? '200';
    const user = random() < 0.001 ? 'john doe' : '-';
    text += `${makeAddress(random)} - ${user} [${stamp(written - took)}] "${request}" ${status} ${Math.floor(random() * 90_000)} "https://www.example/" "${agent}"\n`;
    if (random() < 0.0002) text += 'cut off in the mid\n';
    if (text.length > 1 << 20) {
      writeSync(fd, text);
      text = '';
    }
  }
  writeSync(fd, text);
  closeSync(fd);
}
