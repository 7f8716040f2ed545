import { describe, expect, it } from 'vitest';
import type { VerdictReport } from '../../../src/model/verdict-report.ts';
import { judge, rulesAgainst, verdictOn } from './judged.ts';
import { browser, reader, type Visit } from './log-lines.ts';

const address = (n: number): string => `${['192.0.2', '198.51.100', '203.0.113'][n % 3] ?? ''}.${String(20 + Math.floor(n / 3))}`;
const many = (count: number, visits: (address: string, n: number) => readonly Visit[]): Visit[] =>
  Array.from({ length: count }, (_, n) => visits(address(n), n)).flat();
const post = (target: string, more: Partial<Visit> = {}) => ({ method: 'POST', target, size: 4900, ...more });
const finding = ({ findings }: VerdictReport) => findings.find(({ rule }) => rule === 'distributed-login');

describe('a login attack spread over many addresses', () => {
  it.each<[string, number, readonly Visit[]]>([
    ['one try each, one user agent', 30, many(30, (who, n) => [{ address: who, from: n * 60, ...post('/wp-login.php') }])],
    [
      'three tries each, another user agent each time',
      24,
      many(24, (who, n) => [
        {
          address: who,
          from: n * 60,
          times: 3,
          every: 3000,
          ...post('/wp-login.php'),
          agent: (at) => `${browser} Edg/${String(n * 3 + at)}`,
        },
      ]),
    ],
    ['one a day, for two weeks', 12, many(12, (who, n) => [{ address: who, from: n * 86_400, ...post('/wp-login.php') }])],
    ['through XML-RPC', 60, many(60, (who, n) => [{ address: who, from: n * 60, times: 3, every: 4000, ...post('/xmlrpc.php') }])],
    ['at Joomla', 40, many(40, (who, n) => [{ address: who, from: n * 60, times: 3, every: 4000, ...post('/administrator/index.php') }])],
    [
      'at Joomla, which sends everybody back',
      40,
      many(40, (who, n) => [{ address: who, from: n * 60, ...post('/administrator/index.php', { status: 303 }) }]),
    ],
    [
      'with the form fetched before, and nothing it is drawn with',
      24,
      many(24, (who, n) => [
        { address: who, from: n * 600, target: '/wp-login.php', agent: `${browser} Edg/${String(n)}` },
        { address: who, from: n * 600 + 2, ...post('/wp-login.php'), agent: `${browser} Edg/${String(n)}` },
      ]),
    ],
    ['at a shop', 40, many(40, (who, n) => [{ address: who, from: n * 60, ...post('/my-account/') }])],
  ])('%s', async (_, addresses, visits) => {
    const report = await judge(visits);
    expect(finding(report)?.figures).toMatchObject({ addresses });
    expect([verdictOn(report, address(0)), rulesAgainst(report, address(0))]).toEqual([
      'suspicious',
      expect.arrayContaining(['spread-logins']),
    ]);
    expect(report.judged).toMatchObject({ malicious: 0, suspicious: addresses });
    expect(report.cause.id).not.toBe('nothing-stands-out');
  });

  it('at many sites is told once', async () => {
    const report = await judge(
      many(40, (who, n) =>
        ['bob.example', 'carol.example'].map((site) => ({ address: who, from: n * 60, site, ...post('/wp-login.php') })),
      ),
      'all.log',
    );
    expect(report.findings.filter(({ rule }) => rule === 'distributed-login').map(({ text, about }) => [text, about])).toEqual([
      [
        'Login attack spread over 40 addresses that do nothing else at /wp-login.php of 2 sites (bob.example and carol.example), 80 tries within 39 minutes at each, with the same user agent.',
        ['bob.example', 'carol.example'],
      ],
    ]);
  });

  const member = (who: string, n: number, page: string, status: number): readonly Visit[] => [
    { address: who, from: n * 50, target: page },
    { address: who, from: n * 50 + 1, target: '/wp-admin/css/login.min.css', times: 2, referer: `https://alice.example${page}` },
    { address: who, from: n * 50 + 20, method: 'POST', target: page, status, agent: browser },
    { address: who, from: n * 50 + 21, target: '/members/' },
  ];

  it.each<[string, readonly Visit[]]>([
    ['members who log in, each once', many(60, (who, n) => member(who, n, '/wp-login.php', 302))],
    ['members of whom some mistype', many(60, (who, n) => member(who, n, '/wp-login.php', n % 4 ? 302 : 200))],
    ['customers of a shop', many(60, (who, n) => member(who, n, '/my-account/', n % 4 ? 302 : 200))],
    [
      'a form at another server, whose answers lead back there',
      many(60, (who, n) => [{ address: who, from: n * 50, ...post('/login', { status: 303 }) }]),
    ],
    [
      'an app that logs in at its interface',
      many(60, (who, n) => [{ address: who, from: n * 50, ...post('/api/login', { agent: 'MyShop/3.2 (iPhone; iOS 18.5)' }) }]),
    ],
    [
      'apps of WordPress that write from everywhere',
      many(60, (who, n) => [{ address: who, from: n * 50, ...post('/xmlrpc.php', { agent: `${browser} wp-android/25.1`, times: 2 }) }]),
    ],
    [
      'other sites that tell of a link',
      many(60, (who, n) => [
        { address: who, from: n * 50, ...post('/xmlrpc.php', { agent: `WordPress/6.8; https://s${String(n)}.example` }) },
      ]),
    ],
    [
      'programs of a company that are let in',
      many(30, (who, n) => [{ address: who, from: n * 50, ...post('/wp-login.php', { status: 302 }) }]),
    ],
    [
      'some whose browser has the styles of the form, and mistype',
      many(15, (who, n) => [
        { address: who, from: n * 600, target: '/wp-login.php' },
        { address: who, from: n * 600 + 2, ...post('/wp-login.php') },
      ]),
    ],
    ['a few strangers, each with one try', many(6, (who, n) => [{ address: who, from: n * 50, ...post('/wp-login.php') }])],
    ['a school that logs in to a course', [...reader('192.0.2.9'), ...many(60, (who, n) => member(who, n, '/login/index.php', 303))]],
  ])('look-alike: %s', async (_, visits) => {
    const report = await judge(visits);
    expect(report.judged).toMatchObject({ malicious: 0, suspicious: 0 });
    expect(finding(report)).toBeUndefined();
  });
});
