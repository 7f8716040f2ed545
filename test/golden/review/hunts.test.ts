import { describe, expect, it } from 'vitest';
import { judge, rulesAgainst, verdictOn } from './judged.ts';
import { browser, common, reader, type Visit } from './log-lines.ts';

const foe = '203.0.113.66';
const friend = '192.0.2.33';
const scripts = (n: number): string =>
  `/${['up', 'cache', 'x', 'lock', 'class', 'new', 'radio', 'about', 'admin', 'wp-blog'][n % 10] ?? ''}${String(n)}.php`;
const odd = (n: number): string =>
  ['/wp-includes/css/a.php', '/wp-content/uploads/b.php', '/images/c.php', '/.well-known/d.php'][n % 4]?.replace(
    '.php',
    `${String(n)}.php`,
  ) ?? '';
const forum = 'viewtopic viewforum ucp posting search memberlist faq app report feed download style'.split(' ');
const backups = [
  'backup.zip',
  'site.tar.gz',
  'dump.sql',
  'db.sql.gz',
  'www.rar',
  'alice.example.zip',
  'alice.zip',
  'public_html.7z',
  'old.zip',
  'backup-2024.tgz',
  '1.zip',
  'wwwroot.rar',
];
const doors = [
  '/administrator/index.php',
  '/user/login',
  '/phpmyadmin/index.php',
  '/admin/login',
  '/login.php',
  '/index.php?route=account/login',
  '/j_spring_security_check',
];
const pages = (n: number): string =>
  `/${['console', 'portal', 'cgi', 'remote', 'api', 'v1', 'status', 'owa', 'jenkins', 'grafana', 'nexus', 'sdk', 'ws', 'soap', 'rpc', 'druid'][n % 16] ?? ''}/${String(n)}`;

const post = (target: Visit['target'], more: Partial<Visit> = {}): Visit => ({ address: foe, method: 'POST', target, ...more });
const hunt = (target: Visit['target'], more: Partial<Visit> = {}): Visit => ({ address: foe, target, times: 30, every: 2, ...more });
/** Many addresses, each with the same visits a little later. */
const many = (count: number, visits: (address: string, n: number) => readonly Visit[], net = '203.0.113'): Visit[] =>
  Array.from({ length: count }, (_, n) => visits(`${net}.${String(10 + n)}`, n)).flat();

describe('hunts', () => {
  it.each<[string, string, readonly Visit[]]>([
    [
      'scripts, after so many requests for one that they fill all room for hits',
      'script-scan',
      [hunt('/x.php', { status: 404, times: 1100, every: 20 }), hunt(odd, { status: 404, from: 23_000 })],
    ],
    ['backups, not there', 'backup-hunt', [hunt((n) => `/${backups[n % 12] ?? ''}`, { status: 404, times: 12 })]],
    ['backups, while the site is down', 'backup-hunt', [hunt((n) => `/${backups[n % 12] ?? ''}`, { status: 502, times: 12 })]],
    ['backups, sent to https', 'backup-hunt', [hunt((n) => `/${backups[n % 12] ?? ''}`, { status: 301, times: 12 })]],
    ['comments in a row', 'comment-spam', [post('/wp-comments-post.php', { times: 60, every: 20, status: 302 })]],
    ['comments that are refused', 'comment-spam', [post('/wp-comments-post.php', { times: 60, every: 60, status: 403 })]],
  ])('malicious: %s', async (_, rule, visits) => {
    const report = await judge(visits);
    expect([verdictOn(report, foe), rulesAgainst(report, foe)]).toEqual(['malicious', expect.arrayContaining([rule])]);
  });

  it.each<[string, string, readonly Visit[]]>([
    // A plugin may keep a program there that others are told to call.
    ['a back door among pictures that is used', 'payloads', [post('/wp-content/uploads/2026/05/a1.php', { times: 20, every: 5 })]],
    ...[301, 302, 401, 429, 503].map((status): [string, string, readonly Visit[]] => [
      `scripts, answered with nothing but ${String(status)}`,
      'script-scan',
      [hunt(scripts, { status })],
    ]),
    ['back doors in folders of files, sent to https', 'script-scan', [hunt(odd, { status: 301 })]],
    ...doors.map((door): [string, string, readonly Visit[]] => [
      `passwords at ${door}`,
      'other-logins',
      [post(door, { times: 20, every: 5, status: 200, agent: 'Mozilla/5.0 (X11; Linux) old' })],
    ]),
    [
      'passwords in the address of phpMyAdmin',
      'other-logins',
      [hunt((n) => `/phpmyadmin/index.php?pma_username=root&pma_password=p${String(n)}&server=1`, { status: 200 })],
    ],
    ['passwords at a login, refused', 'other-logins', [post('/api/login', { times: 20, every: 5, status: 401 })]],
    ['pages of all sorts of software', 'missing-pages', [hunt(pages, { status: 404, every: 1 })]],
    [
      'an open proxy, by several names',
      'proxy-tries',
      [hunt((n) => `http://host-${String(n % 4)}.example.net/judge`, { times: 8, status: 404 })],
    ],
    ['an open proxy, with CONNECT', 'proxy-tries', [{ address: foe, method: 'CONNECT', target: 'mail.example.net:25', status: 405 }]],
    [
      'scripts, with another user agent each time and slowly',
      'changing-agents',
      [
        hunt(scripts, {
          status: 404,
          every: 700,
          times: 14,
          agent: (n) => `Mozilla/5.0 (Windows NT ${String(n)}.0) Firefox/${String(60 + n)}`,
        }),
      ],
    ],
    ['passwords at a locked folder', 'password-tries', [hunt('/private/', { status: 401, times: 300, every: 0.3 })]],
    ['miners of coins', 'not-web', [{ address: foe, method: 'X', target: '/', times: 8, status: 400 }]],
    ['a file from elsewhere', 'payloads', [hunt((n) => `/index.php?page=http://evil.example.net/${String(n)}.txt?`, { times: 3 })]],
  ])('at least suspicious: %s', async (_, rule, visits) => {
    const report = await judge(visits);
    expect([verdictOn(report, foe), rulesAgainst(report, foe)]).toEqual([
      expect.stringMatching(/malicious|suspicious/),
      expect.arrayContaining([rule]),
    ]);
  });

  it('malicious: a handful of scripts and a secret asked for by whom has no name', async () => {
    const report = await judge([hunt((n) => (n === 3 ? '/.env' : scripts(n)), { status: 404, times: 6, agent: '-' })]);
    expect([verdictOn(report, foe), rulesAgainst(report, foe)]).toEqual(['malicious', expect.arrayContaining(['nameless', 'script-scan'])]);
  });

  it('suspicious: the same where the log names no user agents', async () => {
    const report = await judge([hunt((n) => (n === 3 ? '/.env' : scripts(n)), { status: 404, times: 6 })], undefined, common);
    expect([verdictOn(report, foe), rulesAgainst(report, foe)]).toEqual(['suspicious', expect.not.arrayContaining(['nameless'])]);
  });

  it('a subnet that shares a hunt, three scripts each', async () => {
    const report = await judge(
      many(5, (address, n) => [{ address, target: (at) => scripts(n * 3 + at), times: 3, every: 9, from: n * 5, status: 404 }]),
    );
    for (let n = 0; n < 5; n++) expect(rulesAgainst(report, `203.0.113.${String(10 + n)}`)).toContain('subnet-scripts');
    expect(verdictOn(report, '203.0.113.10')).toBe('suspicious');
  });

  it('a subnet that shares the guessing, three tries each', async () => {
    const report = await judge(many(5, (address, n) => [{ ...post('/wp-login.php'), address, times: 3, every: 9, from: n * 5 }]));
    expect([verdictOn(report, '203.0.113.12'), rulesAgainst(report, '203.0.113.12')]).toEqual([
      'suspicious',
      expect.arrayContaining(['subnet-logins']),
    ]);
  });

  it('a flood by pingbacks is told of, and no site that is used for it is blamed', async () => {
    const agent = (n: number): string =>
      `WordPress/6.${String(n % 9)}; https://site-${String(n)}.example; verifying pingback from 203.0.113.200`;
    const report = await judge(many(40, (address, n) => [{ address, target: '/', times: 12, every: 5, agent: agent(n) }], '192.0.2'));
    expect(report.findings.find(({ rule }) => rule === 'pingback-flood')?.figures).toMatchObject({ addresses: 40 });
    expect(report.judged).toMatchObject({ malicious: 0, suspicious: 0 });
  });
});

describe('look-alikes of hunts', () => {
  it.each<[string, readonly Visit[]]>([
    [
      'styles that a script among uploads writes',
      [{ address: friend, target: '/wp-content/uploads/dynamic/styles.php?ver=3', times: 40, every: 20 }],
    ],
    [
      'work in a database, with its names in the address',
      [
        ...reader(friend),
        { address: friend, target: (n) => `/phpmyadmin/index.php?route=/sql&db=shop&table=t${String(n)}`, times: 40, every: 20 },
      ],
    ],
    [
      'a visitor who downloads from a list of files',
      [{ address: friend, target: (n) => `/files/data-${String(2000 + n)}.zip`, times: 20, every: 3, agent: 'Wget/1.21' }],
    ],
    [
      'a list of packages that has moved',
      [
        {
          address: friend,
          target: (n) => `/debian/dists/stable/part-${String(n)}/Packages.gz`,
          times: 30,
          status: 404,
          agent: 'Debian APT-HTTP/1.3',
        },
      ],
    ],
    [
      'one download that is gone, asked for all day',
      [{ address: friend, target: '/files/backup.tar.gz', times: 60, every: 600, status: 404, agent: 'Wget/1.21' }],
    ],
    [
      'a reader of an old site whose pages have moved',
      [
        ...reader(friend),
        { address: friend, target: (n) => `/about-${String(n)}.php`, times: 15, every: 8, status: 301 },
        { address: friend, from: 1, target: (n) => `/about-${String(n)}/`, times: 15, every: 8 },
      ],
    ],
    [
      'a robot that follows old links to their new places',
      [
        {
          address: friend,
          target: (n) => `/${n % 2 ? 'new' : 'old'}-${String(Math.floor(n / 2))}.php`,
          times: 60,
          every: 4,
          status: (n) => (n % 2 ? 200 : 301),
          agent: 'Mozilla/5.0 (compatible; SomeBot/1.0; +https://bot.example/)',
        },
      ],
    ],
    [
      'an administrator of Joomla at work',
      [
        { address: friend, target: (n) => `/media/part-${String(n)}.css`, times: 20 },
        { address: friend, method: 'POST', target: '/administrator/index.php', status: 303, times: 2, every: 20 },
        {
          address: friend,
          method: 'POST',
          target: '/administrator/index.php?option=com_content&layout=edit&id=7',
          from: 60,
          status: 303,
          times: 60,
          every: 9,
        },
      ],
    ],
    [
      'an office that logs in at a shop in the morning',
      many(1, () => [
        ...reader(friend),
        {
          address: friend,
          method: 'POST',
          target: '/login',
          times: 25,
          every: 20,
          status: 302,
          agent: (n) => `${browser} Edg/${String(100 + n)}`,
        },
      ]),
    ],
    [
      'a program that logs in every hour',
      [{ address: friend, method: 'POST', target: '/api/login', times: 24, every: 3600, agent: 'okhttp/4.12' }],
    ],
    [
      'somebody who reads and comments',
      [
        ...reader(friend),
        { address: friend, from: 100, method: 'POST', target: '/wp-comments-post.php', times: 6, every: 90, status: 302 },
      ],
    ],
    [
      'a monitor that asks by the whole address of the site',
      [{ address: friend, target: 'http://www.alice.example/', times: 60, every: 60, agent: 'check_http/v2.3 (monitoring-plugins 2.3)' }],
    ],
    [
      'pingbacks of a few sites that an article links to',
      many(
        4,
        (address) => [{ address, target: '/article-1/', agent: 'WordPress/6.8; https://bob.example; verifying pingback from 192.0.2.1' }],
        '192.0.2',
      ),
    ],
    [
      'a partner whose program has no name, while our site is broken',
      [{ address: friend, method: 'POST', target: (n) => `/api/part-${String(n % 4)}.php`, times: 40, every: 10, status: 500, agent: '-' }],
    ],
    [
      'avatars that are not there, asked for by a program',
      [{ address: friend, target: (n) => `/avatars/${String(n)}`, times: 90, status: 404, agent: 'okhttp/4.12' }],
    ],
  ])('never malicious, never suspicious: %s', async (_, visits) => {
    const report = await judge(visits);
    const suspects = report.addresses.filter(({ verdict }) => verdict === 'malicious' || verdict === 'suspicious');
    expect(suspects.map(({ address, evidence }) => [address, evidence.map(({ text }) => text)])).toEqual([]);
  });

  it.each<[string, readonly Visit[]]>([
    [
      'a program that lost its password and does not wait',
      [{ address: friend, method: 'POST', target: '/login', times: 400, every: 1, status: 401, agent: 'okhttp/4.12' }],
    ],
    [
      'somebody with old links, whose browser does not follow them',
      [{ address: friend, method: 'HEAD', target: scripts, times: 40, every: 3, status: 301 }],
    ],
    [
      'a neighbour of hunters who forgot the password',
      [
        ...many(4, (address, n) => [{ address, target: (at) => scripts(n * 5 + at), times: 5, status: 404 }], '192.0.2'),
        { address: friend, method: 'POST', target: '/wp-login.php', times: 5, every: 30 },
        { address: friend, from: 9, target: '/old.php', status: 404 },
      ],
    ],
    [
      'a program that lost its password and tries again',
      [{ address: friend, method: 'POST', target: '/api/login', times: 200, every: 30, status: 401, agent: 'okhttp/4.12' }],
    ],
    [
      'a robot with a list of pages that are gone',
      [{ address: friend, target: (n) => `/${String(n)}-gone/`, times: 200, every: 1, status: 404 }],
    ],
    [
      'phones behind one address with an app',
      [
        {
          address: friend,
          method: 'POST',
          target: '/api/login',
          times: 80,
          every: 5,
          agent: (n) => `Dalvik/2.1.0 (Linux; Android ${String(n % 40)})`,
        },
      ],
    ],
    [
      'a class that comments on one page',
      [...reader(friend), { address: friend, method: 'POST', target: '/wp-comments-post.php', times: 30, every: 10, status: 302 }],
    ],
    [
      'a reader of a forum that is closed, where only its styles are served',
      [
        { address: friend, target: (n) => `/${forum[n % 12] ?? ''}.php?t=${String(n)}`, times: 24, every: 20, status: 403 },
        { address: friend, from: 1, target: (n) => `/style-${String(n)}.css`, times: 24, every: 20 },
      ],
    ],
    [
      'a robot that says whose it is, while the forum is down',
      [
        {
          ...{ address: friend, target: (n) => `/${forum[n % 12] ?? ''}.php?t=${String(n)}`, times: 40, every: 20, status: 500 },
          agent: 'Mozilla/5.0 (compatible; forumbot/1.0; +https://forumbot.example/bot)',
        },
      ],
    ],
  ])('never malicious: %s', async (_, visits) => {
    expect(verdictOn(await judge(visits), friend)).not.toBe('malicious');
  });
});
