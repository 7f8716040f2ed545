/** One kind of request that somebody made again and again: the raw material of the fake access log. */
export interface Traffic {
  readonly address: string;
  readonly site: string;
  readonly page: string;
  readonly method: string;
  readonly status: string;
  readonly agent: string;
  /** Requests by how many minutes ago. */
  readonly minutesAgo: ReadonlyMap<number, number>;
}

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0';
const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
const crawler = 'Mozilla/5.0 (compatible; ExampleBot/2.1; +https://crawler.example/bot.html)';

export const hostileStrings = {
  script: '/<script>alert(1)</script>',
  attribute: '/"onmouseover="alert(1)"x="',
  rightToLeft: '/invoice\u202efdp.exe',
  zeroWidth: '/log\u200bin\u2060.php',
  control: '/\x16\x03\x01\x02\x1b[31mred\x1b[0m',
  handlebars: '/{{constructor.constructor "alert(1)"}}',
  invalid: '/caf\udce9\udcff',
  long: `/shop/filter/${'colour-red,size-xl,brand-acme/'.repeat(40)}?session=${'0123456789abcdef'.repeat(20)}&end=here`,
  scriptAgent: '<img src=x onerror=alert(1)> Mozilla/5.0',
  longAgent: `Mozilla/5.0 (${'compatible; '.repeat(180)}) end-of-a-very-long-agent/9.9`,
} as const;

export const sites = [
  'shop.example',
  'blog.example',
  'forum.example',
  'www.bakery.example',
  'photos.example',
  'clinic.example',
  'xn--mnchen-3ya.example',
  'a-very-long-customer-name-with-many-words.subdomain.hosting-customers.example',
  'school.example',
  'radio.example',
  'club.example',
  'garage.example',
  'law.example',
  'music.example',
  'travel.example',
  'wiki.example',
  'books.example',
  'garden.example',
] as const;

const ordinaryPages = [
  '/',
  '/contact/',
  '/products/',
  '/about-us/',
  '/blog/2026/11/autumn-news/',
  '/feed/',
  '/wp-content/themes/plain/style.css?ver=6.8.1',
  '/wp-includes/js/jquery/jquery.min.js?ver=3.7.1',
  '/wp-content/uploads/2026/10/front-1024x683.webp',
  '/robots.txt',
  '/favicon.ico',
  '/cart/',
  '/checkout/',
  '/product/oak-table-180cm/',
  '/product/linen-curtain/?attribute_pa_colour=sand',
  '/category/news/page/2/',
  '/wp-admin/admin-ajax.php',
  '/search?q=opening+hours',
  '/wp-json/wp/v2/posts?per_page=10&_embed=1',
  '/sitemap_index.xml',
] as const;

/** A seeded generator (mulberry32): the same picture on every run. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A shared server with ordinary visitors, a crawler, a wp-login attack since 26 minutes, a slow botnet and a scanner. */
export function busyTraffic(): readonly Traffic[] {
  const random = randomNumbers(20261122);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() ** 1.7 * list.length)] as T;
  const spread = (from: number, to: number, perMinute: number): Map<number, number> => {
    const minutes = new Map<number, number>();
    for (let ago = from; ago < to; ago += 1) {
      const requests = Math.floor(perMinute * (0.6 + 0.8 * random()) + random());
      if (requests > 0) minutes.set(ago, requests);
    }
    return minutes;
  };
  const visitors = Array.from(
    { length: 900 },
    (_, n): Traffic => ({
      address:
        n % 4 === 0
          ? `2001:db8:${(0x40 + (n % 90)).toString(16)}:${(n % 7) + 1}::${(n * 7).toString(16)}`
          : `192.0.2.${1 + ((n * 37) % 250)}`,
      site: pick(sites),
      page: pick(ordinaryPages),
      method: 'GET',
      status: random() < 0.9 ? '200' : random() < 0.6 ? '304' : '404',
      agent: pick([chrome, iphone, firefox]),
      minutesAgo: spread(Math.floor(random() * 50), 60 + Math.floor(random() * 1380), 0.02 + random() * 0.25),
    }),
  );
  const attack: Traffic[] = [
    {
      address: '203.0.113.77',
      site: 'shop.example',
      page: '/wp-login.php',
      method: 'POST',
      status: '200',
      agent: chrome,
      minutesAgo: spread(0, 26, 310),
    },
    {
      address: '203.0.113.77',
      site: 'shop.example',
      page: '/wp-login.php',
      method: 'POST',
      status: '503',
      agent: chrome,
      minutesAgo: spread(0, 12, 44),
    },
    {
      address: '203.0.113.77',
      site: 'shop.example',
      page: '/wp-login.php?redirect_to=https%3A%2F%2Fshop.example%2Fwp-admin%2F&reauth=1',
      method: 'GET',
      status: '200',
      agent: chrome,
      minutesAgo: spread(0, 26, 12),
    },
  ];
  const botnet = Array.from(
    { length: 46 },
    (_, n): Traffic => ({
      address: `198.51.100.${3 + n * 5}`,
      site: 'blog.example',
      page: '/xmlrpc.php',
      method: 'POST',
      status: n % 9 === 0 ? '405' : '200',
      agent: 'Apache-HttpClient/4.5.13 (Java/11.0.20)',
      minutesAgo: spread(0, 60 * 20, 0.9),
    }),
  );
  const scraper = Array.from(
    { length: 12 },
    (_, n): Traffic => ({
      address: `2001:db8:bad:9::${(n + 1).toString(16)}f`,
      site: 'shop.example',
      page: n === 0 ? hostileStrings.long : `/shop/?add-to-cart=${4100 + n}&orderby=price&filter_colour=red,blue&min_price=${n}0`,
      method: 'GET',
      status: '200',
      agent: n === 0 ? hostileStrings.longAgent : crawler,
      minutesAgo: spread(0, 180, 3),
    }),
  );
  const scanner = [
    '/.env',
    '/.git/config',
    '/wp-config.php.bak',
    '/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php',
    hostileStrings.script,
    hostileStrings.attribute,
    hostileStrings.rightToLeft,
    hostileStrings.zeroWidth,
    hostileStrings.control,
    hostileStrings.handlebars,
    hostileStrings.invalid,
  ].map(
    (page, n): Traffic => ({
      address: '203.0.113.199',
      site: n % 2 === 0 ? 'forum.example' : 'clinic.example',
      page,
      method: n === 3 ? 'POST' : 'GET',
      status: n % 5 === 4 ? '500' : '404',
      agent: n % 3 === 0 ? hostileStrings.scriptAgent : 'curl/8.11.0',
      minutesAgo: spread(2, 40, 1.2 + n / 10),
    }),
  );
  return [...attack, ...botnet, ...scraper, ...scanner, ...visitors];
}
