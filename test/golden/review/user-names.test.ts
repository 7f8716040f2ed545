import { describe, expect, it } from 'vitest';
import { judge, rulesAgainst, verdictOn } from './judged.ts';
import { browser, reader, type Visit } from './log-lines.ts';

const foe = '203.0.113.66';
const friend = '192.0.2.33';
const of =
  (...names: readonly string[]) =>
  (n: number): string =>
    names[n % names.length] ?? '-';
const robots = of('admin', 'root', 'test', 'manager', 'guest', 'tomcat', 'user', 'oracle');
const five = of('admin', 'root', 'test', 'anna', 'office');
const staff = (n: number): string => `name${String(n % 12)}`;

describe('user names that are all refused', () => {
  it.each<[string, 'malicious' | 'suspicious', Visit]>([
    ['eight that robots try', 'malicious', { address: foe, target: '/admin/', status: 401, times: 16, every: 2, user: robots }],
    ['slowly, over seven hours', 'suspicious', { address: foe, target: '/admin/', status: 401, times: 200, every: 120, user: five }],
    [
      'at people’s own files',
      'suspicious',
      {
        ...{ address: foe, method: 'PROPFIND', target: (n) => `/remote.php/dav/files/${five(n)}/`, status: 401, times: 40, every: 2 },
        ...{ user: five, agent: 'python-requests/2.31.0' },
      },
    ],
    ['of one company, by one program', 'suspicious', { address: foe, target: '/', status: 401, times: 60, every: 5, user: staff }],
  ])('%s: %s', async (_, verdict, visit) => {
    const report = await judge([visit]);
    expect([verdictOn(report, foe), rulesAgainst(report, foe)]).toEqual([verdict, expect.arrayContaining(['user-names'])]);
  });

  it('an open page asked for under each name lets nobody in', async () => {
    const report = await judge([
      { address: foe, target: '/private/', status: 401, times: 32, every: 2, user: robots },
      { address: foe, target: '/about/', from: 1, times: 16, every: 4, user: robots },
    ]);
    expect([verdictOn(report, foe), rulesAgainst(report, foe)]).toEqual(['malicious', expect.arrayContaining(['user-names'])]);
  });

  it('shows the names that robots try, and no other', async () => {
    const report = await judge([{ address: foe, target: '/', status: 401, times: 10, user: five }]);
    const text = report.addresses.find(({ address }) => address === foe)?.evidence.find(({ rule }) => rule === 'user-names')?.text;
    expect(text).toBe('5 different user names given in 10 tries and refused, none let in: admin, root and 3 more.');
  });

  it.each<[string, readonly Visit[]]>([
    [
      'version control, asked for the password first each time',
      [
        {
          ...{ address: friend, target: '/repo.git/info/refs?service=git-upload-pack', times: 80, every: 30, agent: 'git/2.43.0' },
          ...{ status: (n) => (n % 2 ? 200 : 401), user: (n) => (n % 2 ? 'dev' : '-') },
        },
      ],
    ],
    [
      'a phone with an old password',
      [
        {
          ...{ address: friend, method: 'OPTIONS', target: '/Microsoft-Server-ActiveSync?User=anna&Cmd=Sync', times: 200, every: 60 },
          ...{ status: 401, agent: 'Apple-iPhone14C5/2105.79', user: () => 'anna' },
        },
      ],
    ],
    [
      'several people behind one address who all get in after a wrong password',
      [
        {
          ...{ address: friend, target: '/intern/', times: 48, every: 40, user: staff, agent: (n) => `${browser} Edg/${String(n % 12)}` },
          status: (n) => (n < 12 ? 401 : 200),
        },
      ],
    ],
    [
      'several people who mistype at the door of the whole site, and read elsewhere',
      [
        { address: friend, target: '/', status: 401, times: 12, every: 40, user: staff },
        { address: friend, target: (n) => `/${['plan', 'menu'][n % 2] ?? ''}/`, from: 10, times: 24, every: 40, user: staff },
      ],
    ],
    [
      'an office while whatever knows the passwords is down',
      [
        {
          ...{ address: friend, target: '/intern/', times: 60, every: 40, user: staff, status: 401 },
          agent: (n) => `${browser} Edg/${String(n % 12)}`,
        },
      ],
    ],
    [
      'colleagues who are known, but not let into one folder',
      [
        { address: friend, target: '/files/board/', times: 12, every: 60, user: staff, status: 403 },
        { address: friend, target: '/files/', from: 20, times: 12, every: 60, user: staff },
      ],
    ],
    [
      'an owner who does not know any more what it was called',
      [
        { address: friend, target: '/stats/', times: 6, every: 9, user: of('admin', 'owner', 'alice'), status: 401 },
        ...reader(friend, 100),
      ],
    ],
  ])('look-alike: %s', async (_, visits) => {
    const report = await judge(visits);
    expect(report.judged).toMatchObject({ malicious: 0, suspicious: 0 });
  });
});
