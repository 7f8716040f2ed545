import { describe, expect, it } from 'vitest';
import { judge, rulesAgainst, verdictOn } from './judged.ts';
import { browser, reader, type Visit } from './log-lines.ts';

const foe = '203.0.113.66';
const friend = '192.0.2.33';
const address = (n: number): string => `198.51.100.${String(20 + n)}`;
const many = (count: number, visits: (address: string, n: number) => readonly Visit[]): Visit[] =>
  Array.from({ length: count }, (_, n) => visits(address(n), n)).flat();
const word = (n: number): string => `w${String((n * 7919) % 99_991)}x`;
const half = (n: number): number => (n % 2 ? 503 : 200);

describe('floods that are smaller than most', () => {
  it.each<[string, string, Visit]>([
    ['searches', 'search-flood', { address: foe, target: (n) => `/?s=${word(n)}`, times: 600, every: 0.25 }],
    ['searches at a shop', 'search-flood', { address: foe, target: (n) => `/catalogsearch/result/?q=${word(n)}`, times: 600, every: 0.25 }],
    ['the front page, four times a second', 'front-page-flood', { address: foe, target: '/', times: 1200, every: 0.25 }],
    ['pages, while the site gives up', 'goes-on', { address: foe, target: '/', times: 1200, every: 0.25, status: half }],
    [
      'searches, far more than a flood needs',
      'search-flood',
      { address: foe, target: (n) => (n ? `/search?q=${word(n)}` : '/'), times: 1500, every: 0.07 },
    ],
  ])('suspicious: %s', async (_, rule, visit) => {
    const report = await judge([visit]);
    expect([verdictOn(report, foe), rulesAgainst(report, foe)]).toEqual(['suspicious', expect.arrayContaining([rule])]);
  });

  it.each<[string, readonly Visit[]]>([
    [
      'somebody who types into a search that answers each letter',
      [{ address: friend, target: (n) => `/?s=${'abcdefghijkl'.slice(0, n % 12)}`, times: 60, every: 0.3 }],
    ],
    [
      'a program that looks up articles',
      [{ address: friend, target: (n) => `/api/search?q=${word(n)}`, times: 600, every: 0.3, agent: 'okhttp/4.12' }],
    ],
    [
      'a robot that says who it is and reads what was searched for',
      [
        {
          address: friend,
          target: (n) => `/?s=${word(n)}`,
          times: 400,
          every: 0.5,
          agent: 'Mozilla/5.0 (compatible; SomeBot/1.0; +https://bot.example/)',
        },
      ],
    ],
    ['pictures of people by size', [{ address: friend, target: (n) => `/avatar/${String(n)}?s=96`, times: 400, every: 0.3 }]],
    [
      'somebody who reloads a page of tickets',
      [...reader(friend), { address: friend, target: '/tickets', times: 200, every: 1, status: 503 }],
    ],
    ['a page that asks on by itself', [...reader(friend), { address: friend, target: '/events', times: 600, every: 0.3, status: 503 }]],
    ['a front page that loads itself anew each second', [{ address: friend, target: '/', times: 1500, every: 1 }]],
    [
      'a page of prices that asks on by itself',
      [...reader(friend), { address: friend, target: '/', times: 2400, every: 0.25, referer: 'https://alice.example/' }],
    ],
    ['a monitor of a site that is down', [{ address: friend, target: '/', times: 400, every: 30, status: 503, agent: 'curl/8.5.0' }]],
  ])('look-alike: %s', async (_, visits) => {
    const report = await judge(visits);
    expect(report.judged).toMatchObject({ malicious: 0, suspicious: 0 });
  });
});

describe('a flood by many addresses', () => {
  const digits = (n: number): string => `/?${String(1_000_000_000 + ((n * 123_457) % 8_999_999))}`;

  it('is told with what they have in common, and each that does nothing else is suspicious', async () => {
    const report = await judge(
      many(120, (who, n) => [{ address: who, from: n % 20, every: 20, times: 12, target: (at) => digits(n * 12 + at), status: half }]),
    );
    const found = report.findings.find(({ rule }) => rule === 'spread-flood');
    expect(found?.figures).toMatchObject({ addresses: 120, requests: 1440 });
    expect(found?.text).toMatch(
      /^120 addresses ask for \/ of alice.example with a random query, .* all with one user agent: at least 1,440 requests\.$/,
    );
    expect(report.judged).toMatchObject({ malicious: 0, suspicious: 120 });
    expect(report.cause.id).toBe('attack');
  });

  it('that ask for the front page alone is suspicious, though each asks little', async () => {
    const report = await judge(many(60, (who, n) => [{ address: who, from: n % 20, every: 2, times: 90, target: '/' }]));
    expect(report.judged).toMatchObject({ malicious: 0, suspicious: 60 });
    expect(rulesAgainst(report, address(0))).toEqual(['front-page-flood']);
  });

  it('look-alike: the places a load balancer looks from', async () => {
    const report = await judge(
      many(60, (who, n) => [{ address: who, from: n % 20, every: 5, times: 300, target: '/', agent: 'Health/1' }]),
    );
    expect(report.judged).toMatchObject({ malicious: 0, suspicious: 0 });
  });

  it('without anything in common: the site that fails is told of, and nobody is blamed', async () => {
    const report = await judge(
      many(120, (who, n) => [
        { address: who, from: n % 20, every: 20, times: 12, target: (at) => `/page-${String((n * at) % 90)}/`, status: half },
      ]),
    );
    expect(report.judged).toMatchObject({ malicious: 0, suspicious: 0 });
    expect(report.cause.id).toBe('failing-site');
  });

  it('look-alike: gateways that look at each link of a letter', async () => {
    const report = await judge(many(120, (who, n) => [{ address: who, from: n % 9, times: 3, target: (at) => digits(n * 3 + at) }]));
    expect(report.judged).toMatchObject({ malicious: 0, suspicious: 0 });
  });

  it('look-alike: a letter whose readers come by links with numbers', async () => {
    const readers = many(120, (who, n) => [
      { address: who, from: n % 9, times: 12, target: (at) => digits(n * 12 + at), agent: browser },
      { address: who, from: (n % 9) + 1, target: '/wp-content/uploads/photo.jpg', agent: browser },
    ]);
    expect((await judge(readers)).judged).toMatchObject({ malicious: 0, suspicious: 0 });
  });
});
