import { describe, expect, it } from 'vitest';
import { judge, rulesAgainst, verdictOn } from './judged.ts';
import { browser, googlebot, reader, type Visit } from './log-lines.ts';

const foe = '203.0.113.66';
const friend = '192.0.2.33';
const login = { method: 'POST', target: '/wp-login.php' } as const;
const hunt = (number: number): string =>
  `/${['alfa', 'wso', 'up', 'cache', 'shell', 'x', 'class', 'new', 'old', 'mini', 'fox', 'lock'][number % 12] ?? ''}${String(number)}.php`;

const cloud = '/remote.php/dav/files/alice/project';
const adminPages = 'admin edit options index plugins themes users upload tools nav-menus widgets customize'.split(' ');
const wellKnown = [
  '/.well-known/change-password',
  '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200',
  '/.well-known/traffic-advice',
  '/apple-touch-icon.png',
  '/favicon.ico',
  '/ads.txt',
];

describe('attackers', () => {
  it.each<[string, readonly Visit[]]>([
    ['tries passwords fast, answered 200', [{ address: foe, ...login, times: 40, every: 3 }]],
    [
      'tries passwords where failures are redirected, behind a style sheet that is not there',
      [
        { address: foe, ...login, times: 200, every: 2, status: 302 },
        { address: foe, target: '/x.css', times: 400, every: 1, status: 404 },
      ],
    ],
    [
      'tries passwords beside an action that asks for a new one',
      [
        { address: foe, target: '/' },
        { address: foe, target: '/x.css', status: 404 },
        { address: foe, method: 'POST', target: '/wp-login.php?action=lostpassword', times: 490, every: 75 },
      ],
    ],
    [
      'attacks through a search',
      [
        { address: foe, target: '/x.css' },
        ...[
          '%27%20or%201=1--',
          '<script>alert(1)</script>',
          '../../../../etc/passwd',
          '${jndi:ldap://x.example/a}',
          ';cat%20/etc/x',
          '{{7*7}}',
        ].map((q, at): Visit => ({ address: foe, from: at * 120, target: `/?q=${q}` })),
      ],
    ],
    [
      'numbers its scripts',
      [
        { address: foe, target: '/' },
        { address: foe, target: '/x.css' },
        { address: foe, target: (n) => `/wp${String(n)}.php`, times: 300, every: 1, status: 404 },
      ],
    ],
    ['tries passwords fast, answered 403', [{ address: foe, ...login, times: 40, every: 3, status: 403 }]],
    [
      'tries passwords with // and %77',
      [{ address: foe, method: 'POST', target: (n) => (n % 2 ? '//wp-login.php' : '/%77p-login.php'), times: 40, every: 3 }],
    ],
    ['abuses XML-RPC', [{ address: foe, method: 'POST', target: '//xmlrpc.php', times: 30, every: 5, size: 370 }]],
    ['hunts for web shells', [{ address: foe, target: hunt, times: 30, every: 4, status: 404 }]],
    ['hunts where everything is forbidden', [{ address: foe, target: hunt, times: 30, every: 4, status: 403 }]],
    [
      'looks for secrets and holes',
      [
        {
          address: foe,
          target: (n) => ['/.env', '/.git/config', '/wp-config.php.bak', '/backup.sql', '/.aws/credentials'][n] ?? '/',
          times: 5,
          every: 5,
          status: 404,
        },
        { address: foe, from: 40, target: '/?id=1%20UNION%20SELECT%20user,pass%20FROM%20wp_users', times: 3, every: 4 },
        { address: foe, from: 80, target: '/index.php?f=../../../../etc/passwd', times: 2, every: 4, status: 400 },
      ],
    ],
    [
      'looks for plugins with known holes',
      [{ address: foe, target: (n) => `/wp-content/plugins/plugin-${String(n)}/readme.txt`, times: 20, every: 3, status: 404 }],
    ],
    [
      'looks in every folder for a WordPress',
      [{ address: foe, target: (n) => `/folder-${String(n)}/wp-includes/wlwmanifest.xml`, times: 12, every: 2, status: 404 }],
    ],
    [
      'hunts from a back door in the admin folder that everything is forbidden to',
      [
        { address: foe, target: '/wp-admin/alfa-up.php', times: 3, every: 4 },
        { address: foe, from: 20, target: (n) => `/page-${String(n)}.php`, times: 30, every: 4, status: 403 },
      ],
    ],
  ])('malicious: one that %s', async (_, visits) => {
    const report = await judge(visits);
    expect([verdictOn(report, foe), rulesAgainst(report, foe)]).toEqual(['malicious', expect.arrayContaining([expect.any(String)])]);
    expect(verdictOn(report, '198.51.100.10')).not.toMatch(/malicious|suspicious/);
  });

  it('at least suspicious: five tries a day, an hour apart', async () => {
    expect(verdictOn(await judge([{ address: foe, ...login, times: 7, every: 3600, agent: '' }]), foe)).toMatch(/malicious|suspicious/);
  });

  it.each<[string, Visit]>([
    ['scripts', { address: foe, from: 10, target: hunt, times: 30, every: 4, status: 403 }],
    ['secrets', { address: foe, from: 10, target: (n) => `/${String(n)}/.env`, times: 30, every: 4, status: 403 }],
  ])('at least suspicious: three images do not hide a hunt for %s', async (_, hunting) => {
    const report = await judge([
      { address: foe, target: '/' },
      { address: foe, target: (n) => `/theme/${String(n)}.png`, times: 3 },
      hunting,
    ]);
    expect(verdictOn(report, foe)).toMatch(/malicious|suspicious/);
  });

  it('never more than suspicious: an app of WordPress that writes much through XML-RPC', async () => {
    const phone = { address: friend, method: 'POST', target: '/xmlrpc.php', times: 25, every: 10, agent: 'wp-android/25.3 (Android 15)' };
    expect(verdictOn(await judge([phone]), friend)).not.toBe('malicious');
    expect(verdictOn(await judge([{ ...phone, status: 403 }]), friend)).toBe('malicious');
  });

  it('never more than suspicious: members behind one address who are all let in, with images and styles from elsewhere', async () => {
    const login = (more: Partial<Visit>): Visit => ({ address: friend, target: '/wp-login.php', times: 12, every: 40, ...more });
    const sent = login({ from: 9, method: 'POST', status: 302, size: 0 });
    const report = await judge([login({}), sent, login({ from: 10, target: '/members/' }), { ...sent, address: foe }]);
    expect([verdictOn(report, friend), verdictOn(report, foe)]).toEqual(['suspicious', 'malicious']);
  });

  it('an attack that is most of a small log is not called a small part of it', async () => {
    const { cause } = await judge([{ address: foe, ...login, times: 25, every: 20 }]);
    expect(cause.text).toBe('1 address attacks the sites, with 25 requests: too few to slow a server down. Block it.');
  });

  it('an alarm of its own: let in after many wrong passwords', async () => {
    const report = await judge([{ address: foe, ...login, times: 31, every: 5, status: (n) => (n < 30 ? 200 : 302) }]);
    expect(report.findings.find(({ severity }) => severity === 'alarm')?.addresses).toContain(foe);
    expect(verdictOn(report, foe)).toBe('malicious');
  });

  it('an alarm of its own: a web shell that answers', async () => {
    const report = await judge([
      { address: foe, target: hunt, times: 20, every: 4, status: 404 },
      { address: foe, from: 100, target: '/wp-content/uploads/alfa.php', size: 61_234 },
    ]);
    expect(report.findings.some(({ severity }) => severity === 'alarm')).toBe(true);
  });

  it('a slow attack by many addresses with one user agent is seen as one', async () => {
    const bots = Array.from({ length: 12 }, (_, n) => `203.0.113.${String(100 + n)}`);
    const report = await judge(
      bots.map((address, n) => ({ address, ...login, times: 7, every: 3000, from: n * 60, agent: 'Mozilla/5.0 (X11; Linux) old' })),
    );
    expect(report.findings.some(({ addresses }) => bots.every((bot) => addresses.includes(bot)))).toBe(true);
    for (const bot of bots) expect(verdictOn(report, bot)).toMatch(/malicious|suspicious/);
  });
});

describe('look-alikes', () => {
  it.each<[string, string, readonly Visit[], string?]>([
    [
      'an owner who forgot the password',
      friend,
      [
        { address: friend, target: '/wp-login.php' },
        { address: friend, from: 2, target: '/wp-admin/css/login.min.css', every: 20, times: 4 },
        {
          address: friend,
          from: 10,
          ...login,
          times: 4,
          every: 20,
          status: (n) => (n < 3 ? 200 : 302),
          referer: 'https://alice.example/wp-login.php',
        },
        { address: friend, from: 95, target: '/wp-admin/', referer: 'https://alice.example/wp-login.php' },
        { address: friend, from: 97, target: (n) => `/wp-admin/css/part-${String(n)}.css`, times: 8 },
      ],
    ],
    [
      'a visitor whose images are gone',
      friend,
      [...reader(friend), { address: friend, from: 3, target: (n) => `/old/picture-${String(n)}.jpg`, times: 60, status: 404 }],
    ],
    [
      'hot-linked images',
      friend,
      [{ address: friend, target: (n) => `/uploads/p${String(n)}.png`, times: 80, status: 403, referer: 'https://forum.example/t/1' }],
    ],
    [
      'a crawler in its published range that meets 700 missing pages',
      '66.249.66.1',
      [{ address: '66.249.66.1', target: (n) => `/gone/page-${String(n)}/`, times: 700, every: 5, status: 404, agent: googlebot }],
    ],
    [
      'WordPress that wakes its own cron',
      friend,
      [
        {
          address: friend,
          method: 'POST',
          target: (n) => `/wp-cron.php?doing_wp_cron=${String(n)}.1`,
          times: 300,
          every: 12,
          agent: 'WordPress/6.8; https://alice.example',
        },
      ],
    ],
    [
      'an editor whose browser beats',
      friend,
      [
        ...reader(friend),
        { address: friend, target: '/wp-admin/post.php?post=1&action=edit', every: 600, times: 5 },
        { address: friend, from: 5, target: (n) => `/wp-admin/js/part-${String(n % 7)}.js`, every: 15, times: 30 },
        {
          address: friend,
          method: 'POST',
          target: '/wp-admin/admin-ajax.php',
          every: 15,
          times: 240,
          referer: 'https://alice.example/wp-admin/post.php',
        },
        {
          address: friend,
          from: 8,
          target: '/wp-json/wp/v2/users?per_page=100',
          times: 4,
          every: 2,
          referer: 'https://alice.example/wp-admin/post.php',
        },
      ],
    ],
    [
      'an office behind one address',
      friend,
      Array.from({ length: 8 }, (_, n) =>
        reader(friend, n * 20).map((visit) => ({ ...visit, agent: `${browser} Edg/${String(120 + n)}` })),
      ).flat(),
    ],
    [
      'Jetpack',
      '192.0.80.10',
      [
        {
          address: '192.0.80.10',
          method: 'POST',
          target: '/xmlrpc.php?for=jetpack&token=x',
          times: 60,
          every: 20,
          agent: 'Jetpack by WordPress.com',
        },
      ],
    ],
    [
      'a feed reader',
      friend,
      [
        {
          address: friend,
          target: '/feed/',
          times: 96,
          every: 900,
          agent: 'Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers; like FeedFetcher-Google)',
        },
      ],
    ],
    [
      'an administrator on the way, whose site is guarded too strictly',
      friend,
      [
        { address: friend, target: '/wp-admin/post.php?post=1&action=edit', every: 20, times: 5 },
        { address: friend, from: 3, target: (n) => `/wp-admin/${adminPages[n] ?? ''}.php`, times: 12, every: 10, status: 403 },
      ],
    ],
    [
      'a cloud folder with a project in it',
      friend,
      [
        { address: friend, method: 'PUT', target: (n) => `${cloud}/.git/objects/${String(n)}`, times: 40, every: 2, status: 201 },
        { address: friend, method: 'PROPFIND', target: (n) => `${cloud}/part-${String(n)}.php`, times: 15, every: 2, status: 404 },
      ],
    ],
    [
      'the owner of a database at work in phpMyAdmin',
      friend,
      [
        { address: friend, target: (n) => `/phpmyadmin/js/part-${String(n)}.js`, times: 12 },
        {
          address: friend,
          target: (n) => `/phpmyadmin/index.php?sql_query=SELECT+a+FROM+information_schema.tables+LIMIT+${String(n)}`,
          times: 15,
          every: 5,
        },
        { address: friend, method: 'POST', target: '/phpmyadmin/index.php?route=/sql', times: 100, every: 3 },
      ],
    ],
    [
      'a busy site that wakes its own cron ten times a second',
      friend,
      [
        {
          address: friend,
          method: 'POST',
          target: (n) => `/wp-cron.php?doing_wp_cron=${String(n)}.1`,
          times: 1200,
          every: 0.1,
          agent: 'WordPress/6.8; https://alice.example',
        },
      ],
    ],
    [
      'a plugin that asks in vain for somebody who is not logged in',
      friend,
      [...reader(friend), { address: friend, method: 'POST', target: '/wp-admin/admin-ajax.php', times: 200, every: 3, status: 400 }],
    ],
    [
      'what browsers look for by themselves',
      friend,
      [...reader(friend), { address: friend, target: (n) => wellKnown[n % wellKnown.length] ?? '/', times: 12, every: 5, status: 404 }],
    ],
    [
      'the check of a certificate that is not there yet',
      friend,
      [{ address: friend, target: (n) => `/.well-known/acme-challenge/token-${String(n)}`, times: 30, status: 404 }],
    ],
    [
      'git, that asks whether a repository is there',
      friend,
      [
        {
          address: friend,
          target: (n) => ['/code.git/info/refs?service=git-upload-pack', '/code.git/HEAD'][n % 2] ?? '/',
          times: 30,
          status: (n) => (n % 3 ? 404 : 200),
          agent: 'git/2.43.0',
        },
      ],
    ],
    [
      'a program of a shop that is told no',
      friend,
      [
        {
          address: friend,
          method: 'POST',
          target: (n) => `/wp-json/wc/v3/orders/${String(n)}`,
          times: 500,
          every: 0.5,
          status: (n) => [200, 401, 403, 422][n % 4] ?? 200,
        },
      ],
    ],
    ['a monitor with a plain name', friend, [{ address: friend, method: 'HEAD', target: '/', times: 480, every: 60, agent: 'curl/8.5.0' }]],
  ])('never malicious, never suspicious: %s', async (_, address, visits) => {
    const report = await judge(visits);
    expect([verdictOn(report, address), rulesAgainst(report, address)]).not.toEqual([
      expect.stringMatching(/malicious|suspicious/),
      expect.anything(),
    ]);
    expect(report.findings.filter(({ severity }) => severity === 'alarm')).toEqual([]);
  });

  it('a newsletter: very many visitors, none of them an attacker', async () => {
    const readers = Array.from({ length: 150 }, (_, n) => reader(`192.0.2.${String(n + 1)}`, (n % 50) * 3)).flat();
    const report = await judge(readers);
    expect(report.judged).toMatchObject({ malicious: 0, suspicious: 0 });
  });

  it('a CDN in front: nobody behind it is offered for a block', async () => {
    const report = await judge([{ address: '173.245.48.7', ...login, times: 60, every: 2 }, ...reader('173.245.48.7')]);
    expect(report.addresses.find(({ address }) => address === '173.245.48.7')).toMatchObject({ blockAdvice: 'proxy-in-front' });
    expect(verdictOn(report, '173.245.48.7')).not.toBe('malicious');
  });
});

describe('the judgement', () => {
  it('is the same for an old log and for one line out of order', async () => {
    const visits: Visit[] = [{ address: foe, ...login, times: 20, every: 20 }];
    const report = await judge(visits);
    const shuffled = await judge([...visits].reverse());
    expect(shuffled.addresses).toEqual(report.addresses);
  });
});
