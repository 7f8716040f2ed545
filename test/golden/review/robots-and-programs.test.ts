import { describe, expect, it } from 'vitest';
import { judge, rulesAgainst, verdictOn } from './judged.ts';
import { browser, common, googlebot, type Visit } from './log-lines.ts';

const foe = '203.0.113.66';
const friend = '192.0.2.33';
/** Published as Googlebot's. */
const google = '66.249.66.1';
const names = 'guestbook gallery imprint links news team shop forum search wiki map contact poll stats board archive'.split(' ');
const old = (n: number): string => `/old/${names[n % 16] ?? ''}.php`;
const robot = 'Mozilla/5.0 (compatible; oldpagesbot/1.0; +https://oldpages.example/bot)';
const hex = (n: number, length: number): string => ((n + 1) * 2654435761).toString(16).repeat(9).slice(0, length);
const stored = (n: number): string => `/tool/.git/objects/${hex(n, 2)}/${hex(n, 38)}`;

describe('old links that a crawler follows', () => {
  const visits = (address: string, agent: string): readonly Visit[] => [
    { address, target: old, status: 404, times: 16, every: 9, agent },
    { address, target: '/alfa.php', status: 404, times: 3, every: 9, agent },
  ];

  it('make the same hunt of anybody, and nothing of the crawler, though the log names no user agent', async () => {
    const report = await judge([...visits(google, googlebot), ...visits(foe, browser)], undefined, common);
    expect([verdictOn(report, google), verdictOn(report, foe)]).toEqual(['legitimate', 'malicious']);
  });

  it('are not certain where the address is published as a crawler’s and its user agent is a browser’s', async () => {
    const report = await judge([...visits(google, browser), ...visits(foe, browser)]);
    expect([verdictOn(report, google), verdictOn(report, foe)]).toEqual(['suspicious', 'malicious']);
  });

  it.each<[string, 'malicious' | 'suspicious', number]>([
    ['mostly answered', 'suspicious', 60],
    ['hardly answered', 'malicious', 6],
  ])('of a robot that says whose it is and is %s: %s', async (_, verdict, answered) => {
    const report = await judge([
      { address: foe, target: old, status: 404, times: 16, every: 30, agent: robot },
      { address: foe, target: (n) => `/article-${String(n)}/`, times: answered, every: 8, agent: robot },
    ]);
    expect([verdictOn(report, foe), rulesAgainst(report, foe)]).toEqual([verdict, expect.arrayContaining(['script-scan'])]);
  });
});

describe('files of people', () => {
  it('a folder of a Mac: its own notes beside each file are asked for, and there are none', async () => {
    const beside = (n: number): string => `/dav/web/._${names[n % 16] ?? ''}.php`;
    const agent = 'WebDAVFS/3.0.0 (03008000) Darwin/23.4.0 (arm64)';
    const report = await judge([
      { address: friend, method: 'PROPFIND', target: beside, status: 404, times: 32, agent },
      { address: foe, target: beside, status: 404, times: 32, agent },
    ]);
    expect([verdictOn(report, friend), verdictOn(report, foe)]).toEqual(['unknown', 'malicious']);
  });

  it('a folder of version control that is served as it lies: fetched by git it is no hunt for scripts', async () => {
    const agent = 'git/2.39.2';
    const report = await judge([
      { address: friend, target: '/tool/.git/info/refs', agent },
      { address: friend, target: stored, status: (n) => (n % 3 === 0 ? 404 : 200), size: 900, times: 60, from: 1, agent },
    ]);
    expect([verdictOn(report, friend), rulesAgainst(report, friend)]).toEqual(['suspicious', ['secrets-asked']]);
  });
});

describe('what pages report of their readers', () => {
  const titled = (n: number): string =>
    `/matomo.php?action_name=%3Cscript%3E%20and%20..%2F..%2F..%2Fetc%2Fpasswd&idsite=1&rec=1&r=${String(n)}&url=https%3A%2F%2Falice.example%2Fxss`;

  it('quotes the words of an article about attacks, and is none', async () => {
    const report = await judge([
      { address: friend, method: 'POST', target: titled, status: 204, size: 0, times: 30, every: 15, referer: 'https://alice.example/' },
      { address: foe, target: (n) => `/matomo.php?idsite=${String(n)}%3Cscript%3Ealert(1)%3C/script%3E`, times: 30, every: 15 },
    ]);
    expect([verdictOn(report, friend), verdictOn(report, foe)]).toEqual(['unknown', 'malicious']);
  });
});
