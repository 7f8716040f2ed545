// @ts-check
/**
 * Who asks for what: visitors, who keep their browser and are answered as the page is; crawlers; and a small share of robots
 * that guess passwords or look for holes. Addresses and names are those reserved for documentation.
 */
import { oneOf, skewed } from './random.mjs';

/** @typedef {{ address: string, request: string, status: string, agent: string }} Drawn */
/**
 * Parts of all lines that are rubbish or by guessers, scanners and crawlers; the rest are visitors'. `searches`: the part of what
 * nobody else asks for that is a search, the others bear the mark of an advertisement.
 * @typedef {{ rubbish: number, guessers: number, scanners: number, crawlers: number, searches: number }} Shares
 */

/** As in the corpus that the figures to reach were measured on. @type {Shares} */
export const underAttack = { rubbish: 0.002, guessers: 0.045, scanners: 0.008, crawlers: 0.045, searches: 1 };
/** What robots try all day, everywhere. @type {Shares} */
export const calm = { rubbish: 0.002, guessers: 0.003, scanners: 0.002, crawlers: 0.043, searches: 0.07 };

const addresses = 50_000;
const [crawlers, guessers, scanners] = [60, 300, 40];
const crawlerAgents = [
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36',
  'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)',
];
const scannerAgents = ['-', 'curl/8.5.0', 'python-requests/2.31.0', 'Mozilla/5.0 zgrab/0.x'];
const rubbish = ['\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xFC\\x03\\x03', '-', '', 'GET /with\\"quote HTTP/1.1', 'OPTIONS * HTTP/1.0'];

export class Traffic {
  #random;
  #agents;
  #shares;

  /** @param {() => number} random @param {Shares} shares */
  constructor(random, shares) {
    this.#random = random;
    this.#agents = browsers(random);
    this.#shares = shares;
  }

  /** The next request of anybody. @returns {Drawn} */
  next() {
    const random = this.#random;
    const { rubbish: broken, guessers: guesses, scanners: scans, crawlers: crawls } = this.#shares;
    const draw = random();
    if (draw < broken) return { ...this.#visitor(), request: oneOf(random, rubbish), status: '400' };
    if (draw < broken + guesses) return this.#guesser();
    if (draw < broken + guesses + scans) return this.#scanner();
    if (draw < broken + guesses + scans + crawls) return this.#crawler();
    return this.#visitor();
  }

  /** @returns {Drawn} */
  #visitor() {
    const random = this.#random;
    const rank = skewed(random, addresses);
    const request = requestOfVisitor(random, this.#shares.searches);
    return { address: addressOf(rank), request, status: statusOf(random, request), agent: this.#agentOf(rank) };
  }

  /** @returns {Drawn} */
  #crawler() {
    const random = this.#random;
    const number = skewed(random, crawlers);
    const request = requestOfVisitor(random, this.#shares.searches);
    return {
      address: addressOf(addresses + number),
      request,
      status: statusOf(random, request),
      agent: crawlerAgents[number % crawlerAgents.length] ?? '-',
    };
  }

  /** @returns {Drawn} */
  #guesser() {
    const random = this.#random;
    const number = skewed(random, guessers);
    const request = random() < 0.6 ? 'POST /wp-login.php HTTP/1.1' : 'POST //xmlrpc.php HTTP/1.1';
    return { address: addressOf(addresses + crawlers + number), request, status: '200', agent: this.#agentOf(number * 7 + 5) };
  }

  /** @returns {Drawn} */
  #scanner() {
    const random = this.#random;
    const number = skewed(random, scanners);
    const path = oneOf(random, ['/.env', '/.git/config', '/wp-config.php.bak', `/wp-content/plugins/plugin-${skewed(random, 900)}/up.php`]);
    return {
      address: addressOf(addresses + crawlers + guessers + number),
      request: `GET ${path} HTTP/1.1`,
      status: '404',
      agent: scannerAgents[number % scannerAgents.length] ?? '-',
    };
  }

  /** Most addresses have one browser, some a second; one in fifty is a gateway with a dozen people behind it. @param {number} rank */
  #agentOf(rank) {
    const people = rank % 50 === 7 ? 12 : rank % 5 === 3 ? 2 : 1;
    const one = people === 1 ? 0 : skewed(this.#random, people);
    // A number that has nothing in common with that of the browsers spreads neighbours over all of them.
    return this.#agents[skewedBy((rank * 7919 + one * 104_729) % 10_007, this.#agents.length)] ?? '-';
  }
}

/** A few browsers are everybody's: a rank from any number below 10,007. @param {number} number @param {number} count */
const skewedBy = (number, count) => Math.floor(count ** (number / 10_007)) - 1;

/** @param {() => number} random */
function browsers(random) {
  const systems = [
    'Windows NT 10.0; Win64; x64',
    'Macintosh; Intel Mac OS X 10_15_7',
    'X11; Linux x86_64',
    'iPhone; CPU iPhone OS 18_1 like Mac OS X',
  ];
  return Array.from({ length: 600 }, (_, at) => {
    const version = 60 + Math.floor(random() * 90);
    const system = systems[at % systems.length] ?? '';
    const browser = `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.${Math.floor(random() * 9000)}.0 Safari/537.36`;
    // Browsers inside apps say much more.
    return at % 5 === 2
      ? `${browser} [FBAN/FBIOS;FBAV/${version}.1.0.38.109;FBBV/${at};FBDV/iPhone14,2;FBMD/iPhone;FBSN/iOS;FBSV/18.1;FBSS/3;FBLC/en_US]`
      : browser;
  });
}

/** @param {number} rank */
function addressOf(rank) {
  if (rank % 7 === 3) return `2001:db8:${(rank >> 8).toString(16)}:${(rank & 255).toString(16)}::${(1 + (rank % 9)).toString(16)}`;
  // 198.18.0.0/15 is reserved for benchmarks (RFC 2544).
  return `198.${18 + (rank >> 16)}.${(rank >> 8) & 255}.${rank & 255}`;
}

/**
 * As varied as the corpus that the figures to reach were measured on: about one line in seven asks for something nobody else asks for
 * (searches, marks of advertisements), and nearly one in five for something that was not asked for before.
 * @param {() => number} random @param {number} searches
 */
function requestOfVisitor(random, searches) {
  const draw = random();
  if (draw < 0.16) return 'GET / HTTP/1.1';
  if (draw < 0.36) return `GET /wp-content/uploads/2026/${1 + skewed(random, 12)}/image-${skewed(random, 4000)}.jpg HTTP/2.0`;
  if (draw < 0.56) return `GET /wp-includes/js/module-${skewed(random, 300)}.min.js?ver=6.${skewed(random, 9)} HTTP/2.0`;
  if (draw < 0.74) return `GET /article-${skewed(random, 20_000)}/ HTTP/1.1`;
  if (draw < 0.85) return `GET /shop/?filter_colour=${skewed(random, 90)}&orderby=price&page=${skewed(random, 5000)} HTTP/1.1`;
  const before = searches === 1 || random() < searches ? 's' : 'm';
  return `GET /?${before}=${Math.floor(random() * 1e9).toString(36)}&fbclid=${Math.floor(random() * 1e12).toString(36)} HTTP/1.1`;
}

/** The same page is answered the same way, but for what the browser has already and for an error now and then. @param {() => number} random @param {string} request */
function statusOf(random, request) {
  const draw = random();
  if (draw < 0.002) return '500';
  const kept = request.endsWith('HTTP/2.0') && draw < 0.3;
  if (kept) return '304';
  const page = pageNumber(request) % 100;
  return page < 3 ? '404' : page < 5 ? '301' : page < 6 ? '403' : '200';
}

/** A number out of a page's name; 50 of one that has none. @param {string} request */
const pageNumber = (request) => Number(/^GET \/[^? ]*?-(\d+)/.exec(request)?.[1] ?? 47) + 10;
