import fc from 'fast-check';
import { holeWords } from '../../src/scan/behaviour/exploit-paths.ts';
import { wordsInOrdinaryLetters } from '../../src/scan/behaviour/payload.ts';
import type { MadeRequest } from './slow-behaviour.ts';

/** What visitors ask for, and what only looks like it. */
const ordinary: readonly string[] = [
  ...['/', '/?s=shoes&page=2', '/index.php', '/index.php?p=7', '/article-1/', '/shop/?filter_colour=3&orderby=price', '/a.png'],
  ...[
    '/a.png?ver=6.4.2',
    '/style.css',
    '/feed/',
    '/page.html',
    '/wp-admin/admin-ajax.php?action=heartbeat',
    '/?wc-ajax=checkout',
    '/?wc-ajax=add_to_cart&p=1',
    '/wp-json/',
    '/old.php?id=7',
  ],
];
const nearMisses: readonly string[] = [
  ...[
    '/wp-admin/',
    '/wp-admin/index.php',
    '/wp-admin/post.php?post=1',
    '/?author=1',
    '/?author=name',
    '/Index.php?AUTHOR=7',
    '/shop/?author=7',
  ],
  ...[
    '/?rest_route=/wp/v2/users',
    '/wp-json/wp/v2/users',
    '/wp-json/wp/v2/users?page=2',
    '/id_rsa',
    '/.env',
    '/.git/config',
    '/backup.zip',
  ],
  ...[
    '/alice.zip',
    '/bob.zip?a=b',
    '/alfa.php',
    '/alfa.php?a=b',
    '/c99.PHP',
    '/solr/',
    '/solr/?q=a',
    '/powershell?a=b',
    '/powershell/?a=b',
  ],
  ...[
    '/autodiscover.json?a=b',
    '/downloader/index.php?a=b',
    '/cgi-bin/php?-d=b',
    '/shell?cd=a',
    '/p/?q=information_schema',
    '/p/?a=_cmdshell',
  ],
  ...[
    '/p/?x=InvokeFunction&y=z',
    '/p/?option=com_jce&task=plugin',
    '/p/?12345678',
    '/p/?x7f3k9q2',
    '/p/?QKDXZ=PWMRA',
    '/p/?a=..',
    '/p/?a=b..c',
  ],
  ...[
    '/p/?a=%2e%2e',
    '/p/?a=b/c',
    '/p/?',
    '/p/?a',
    '/p/?=',
    '/p/?A=B',
    '//double//?a=b',
    '/x/../y/?a=b',
    '/%2e%2e/?a=b',
    'http://x.example/?a=b',
  ],
  ...[
    '/wp-cron.php?doing_wp_cron=1.5',
    '/wp-login.php?action=logout',
    '/xmlrpc.php?for=jetpack',
    '/dump.sql?a=b',
    '/wp-config.php.bak?a=b',
  ],
  ...['/etc/passwd?a=b', '/a/${x}?a=b', '/ognl.?a=b', '/p/?a=ognl.x', '/remote.php/dav/x.sql?a=b', '/p/?a=b?c=d', '/é/?a=b', '/p/?é=b'],
];
export const words: readonly string[] = [...holeWords, ...wordsInOrdinaryLetters];
const anyWord = fc.constantFrom(...words);

const plainPart = fc.constantFrom('a', 's', 'q7', '1234567', 'Q', 'page', 'author', 'AUTHOR', 'rest_route', '-', '_', '.', '7');
const part = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom('s', 'q', 'S', 'search', 'terms', 'Keyword') },
  { weight: 9, arbitrary: plainPart },
  { weight: 1, arbitrary: anyWord },
  { weight: 1, arbitrary: anyWord.map((word) => word.toUpperCase()) },
  { weight: 1, arbitrary: anyWord.map((word) => word.slice(word.indexOf('?') + 1)) },
  { weight: 1, arbitrary: fc.constantFrom('/', '%2e', '%', "'", '+', '?', '\\', '<', '(', '=', '&') },
);

/** Queries of letters, digits and telling words. */
export const query: fc.Arbitrary<string> = fc
  .array(fc.tuple(part, fc.constantFrom('=', '=', '', '&'), part, fc.constantFrom('&', '')), { maxLength: 3 })
  .map((parts) => parts.flat().join('').replaceAll(' ', '%20'));

export const page: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('/', '/shop/', '/index.php', '/a.png'),
  fc.constantFrom(...ordinary, ...nearMisses).map((target) => target.split('?', 1)[0] ?? ''),
  anyWord.map((word) => `/x/${word.split('?', 1)[0] ?? ''}`.replaceAll(' ', '%20')),
  fc.constantFrom('', '/').chain((end) => anyWord.map((word) => `${word.split('?', 1)[0] ?? ''}${end}`.replaceAll(' ', '%20'))),
);

const target = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ordinary) },
  { weight: 4, arbitrary: fc.constantFrom(...nearMisses) },
  { weight: 1, arbitrary: fc.tuple(page, query).map(([path, after]) => `${path}?${after}`) },
  { weight: 1, arbitrary: anyWord.map((word) => word.replaceAll(' ', '%20')) },
);
const statuses = [200, 200, 200, 200, 200, 200, 304, 301, 304, 301, 302, 303, 206, 404, 403, 401, 408, 500, 502, 503];
const referers = [
  '-',
  'https://alice.example/',
  'https://alice.example/?q=a',
  'https://alice.example/wp-admin/post.php',
  '${jndi:ldap://x/}',
  '<script',
];
const agents = [
  'Jetpack by WordPress.com',
  'Mozilla/5.0',
  'Mozilla/5.0',
  'Mozilla/5.0',
  'curl/8.5.0',
  'Mozilla/5.0 (X11)',
  '-',
  'sqlmap/1.8',
  '${jndi:x',
  'WordPress/6.4; verifying pingback from 192.0.2.9',
];

const few = <Value>(values: readonly Value[]): fc.Arbitrary<Value[]> =>
  fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });

/** Much of few things, so that most lines are like one before. */
export const visits: fc.Arbitrary<MadeRequest[]> = fc
  .record({
    targets: fc.array(target, { minLength: 1, maxLength: 3 }),
    statuses: few(statuses),
    referers: few(referers),
    agents: few(agents),
    methods: few(['GET', 'GET', 'HEAD', 'POST', 'get']),
    sizes: few(['5123', '5123', '0', '-', '77', '9'.repeat(400)]),
    addresses: few(['192.0.2.7', '192.0.2.7', '2001:db8::7', '2001:DB8:0::7', '203.0.113.7']),
    users: few(['-', '-', '-', '-', '-', '-', 'alice', 'admin', 'jo ann']),
    looksAround: fc.boolean(),
    picks: fc.array(fc.nat({ max: 2 ** 30 }), { minLength: 20, maxLength: 120, size: 'max' }),
  })
  .map(({ picks, looksAround, ...pools }) => [
    ...pools.addresses.flatMap((address) => (looksAround ? pagesOf(address) : [])),
    ...picks.map((pick) => {
      const of = <Value>(pool: readonly Value[], shift: number): Value => pool[(pick >>> shift) % pool.length] as Value;
      return {
        address: of(pools.addresses, 0),
        epoch: 1_795_329_585 + ((pick >>> 2) % 5) * 40,
        method: of(pools.methods, 5),
        target: of(pools.targets, 7),
        status: of(pools.statuses, 13),
        size: of(pools.sizes, 15),
        referer: of(pools.referers, 17),
        agent: of(pools.agents, 19),
        user: of(pools.users, 23),
      };
    }),
  ]);

/** So many pages that nobody takes them for the work of somebody who sends forms: see `PostedForms`. */
const pagesOf = (address: string): MadeRequest[] =>
  Array.from({ length: 9 }, (_, at) => ({
    ...{ address, epoch: 1_795_329_585, method: 'GET', target: `/around-${String(at)}`, status: 200 },
    ...{ size: '5123', referer: '-', agent: 'Mozilla/5.0', user: '-' },
  }));
