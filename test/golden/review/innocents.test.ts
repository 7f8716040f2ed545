import { describe, expect, it } from 'vitest';
import { judge } from './judged.ts';
import { browser, reader, type Visit } from './log-lines.ts';

const friend = '192.0.2.33';
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
const of =
  (list: readonly string[]) =>
  (n: number): string =>
    list[n % list.length] ?? '/';
const asks = (target: Visit['target'], more: Partial<Visit> = {}): Visit => ({ address: friend, target, ...more });
const twice =
  (first: number, then: number) =>
  (n: number): number =>
    n % 2 ? then : first;

describe('innocents', () => {
  it.each<[string, readonly Visit[], string?]>([
    [
      'a reader without images who follows old links to their new places',
      [asks((n) => (n % 2 ? `/new-${String(n)}/` : `/old-${String(n)}.php`), { times: 60, every: 4, status: (n) => (n % 2 ? 200 : 301) })],
    ],
    [
      'a site that is used for a flood by pingbacks',
      [asks('/', { times: 2000, every: 0.05, agent: 'WordPress/6.8; https://bob.example; verifying pingback from 203.0.113.9' })],
    ],
    [
      'a board that asks a tracker in its own language',
      [asks((n) => `/rest/api/2/search?jql=project+%3D+%22AB%22+AND+status+%3D+%22Open%22&startAt=${String(n)}`, { times: 40, every: 12 })],
    ],
    ['a monitor that logs in every minute', [asks('/login', { method: 'POST', times: 600, every: 60, status: 302, agent: 'Checkly/1.0' })]],
    [
      'a list of files that are gone',
      [asks((n) => `/download/${String(1000 + n)}.zip`, { times: 40, every: 3, status: 404, agent: 'Wget/1.21' })],
    ],
    [
      'a robot that says who it is, at a site under repair',
      [
        asks((n) => `/article-${String(n)}.php`, {
          times: 60,
          every: 5,
          status: 503,
          agent: 'Mozilla/5.0 (compatible; SomeBot/1.0; +https://bot.example/)',
        }),
      ],
    ],
    [
      'links that lead back',
      [asks((n) => `/redirect.php?url=http://alice.example/index-${String(n)}.php?`, { times: 40, every: 4, status: 302 })],
    ],
    [
      'phones behind one address, while an interface is broken',
      [
        asks('/api/start.php', {
          method: 'POST',
          times: 14,
          every: 40,
          status: 500,
          agent: (n) => `Dalvik/2.1.0 (Linux; U; Android 1${String(n)}; Phone ${String(n)})`,
        }),
      ],
    ],
    [
      'what a browser does not find in the folder of a shop',
      [...reader(friend), asks((n) => `/shop/item-${String(n)}/`, { times: 25, every: 2, status: 410 })],
    ],
    [
      'a monitor with HEAD every half minute',
      [asks('/', { method: 'HEAD', times: 2880, every: 30, agent: 'Better Uptime Bot Mozilla/5.0' })],
    ],
    ['a monitor of a site that is down', [asks('/health.php', { times: 1440, every: 60, status: 503, agent: 'curl/8.5.0' })]],
    [
      'the health checks of a load balancer',
      [asks('/healthz', { times: 2000, every: 5, status: 404, agent: 'ELB-HealthChecker/2.0' })],
      '10.0.0.7',
    ],
    [
      'a reader of feeds that are gone',
      [
        asks(of(['/feed/', '/rss.xml', '/atom.xml', '/index.xml', '/feed.json', '/blog/feed/', '/rss', '/feeds/all', '/comments/feed/']), {
          times: 90,
          every: 20,
          status: 404,
          agent: 'FreshRSS/1.24 (Linux; https://freshrss.org)',
        }),
      ],
    ],
    [
      'a checker of links, some of which are gone',
      [asks((n) => `/page-${String(n)}/`, { method: 'HEAD', times: 300, status: (n) => (n % 5 ? 200 : 404), agent: 'W3C-checklink/5.0' })],
    ],
    [
      'a robot of search engine people that says who it is',
      [
        asks((n) => `/topic-${String(n)}/`, {
          times: 300,
          every: 2,
          agent: 'Mozilla/5.0 (compatible; SomeSeoBot/7.0; +https://seo.example/robot/)',
        }),
      ],
    ],
    [
      'an inbox that posts to its followers',
      [asks('/inbox', { method: 'POST', times: 90, every: 1, status: 401, agent: 'http.rb/5.1 (Mastodon/4.3; +https://social.example/)' })],
    ],
    [
      'servers of a network that look at one post',
      Array.from({ length: 80 }, (_, n) =>
        asks('/article-1/', {
          address: `192.0.2.${String(n + 1)}`,
          from: n % 7,
          agent: `http.rb/5.1 (Mastodon/4.3; +https://s${String(n)}.example/) Bot`,
        }),
      ),
    ],
    [
      'what phones and browsers look for by themselves',
      [
        ...reader(friend),
        asks(
          of([
            '/apple-touch-icon-precomposed.png',
            '/apple-touch-icon-120x120.png',
            '/apple-app-site-association',
            '/.well-known/apple-app-site-association',
            '/.well-known/assetlinks.json',
            '/.well-known/change-password',
            '/.well-known/dnt-policy.txt',
            '/.well-known/webfinger',
            '/favicon.ico',
            '/browserconfig.xml',
            '/site.webmanifest',
            '/manifest.json',
          ]),
          { times: 36, every: 2, status: 404, agent: iphone },
        ),
      ],
    ],
    [
      'files of advertising and of robots',
      [
        asks(
          of([
            '/robots.txt',
            '/ads.txt',
            '/app-ads.txt',
            '/sellers.json',
            '/llms.txt',
            '/llms-full.txt',
            '/humans.txt',
            '/security.txt',
            '/.well-known/security.txt',
            '/sitemap.xml',
            '/sitemap_index.xml',
            '/sitemap.xml.gz',
          ]),
          { times: 24, every: 3, status: 404, agent: 'Mozilla/5.0 (compatible; AdsBot/1.0; +https://ads.example/bot)' },
        ),
      ],
    ],
    [
      'links in mail that are looked at before',
      [asks((n) => `/unsubscribe?id=${String(n)}`, { times: 40, every: 5, method: 'GET', agent: browser })],
    ],
    [
      'mail programs that look for their settings',
      [
        asks(
          of([
            '/autodiscover/autodiscover.xml',
            '/Autodiscover/Autodiscover.xml',
            '/mail/config-v1.1.xml',
            '/.well-known/autoconfig/mail/config-v1.1.xml',
          ]),
          {
            times: 60,
            every: 10,
            method: 'POST',
            status: 404,
            agent: 'Microsoft Office/16.0 (Windows NT 10.0; MAPI 16.0; Microsoft Outlook 16.0)',
          },
        ),
      ],
    ],
    [
      'autodiscover by its other interface',
      [
        asks('/autodiscover/autodiscover.json/v1.0/alice%40alice.example?Protocol=ActiveSync', {
          times: 3,
          every: 60,
          status: 404,
          agent: 'Microsoft Office/16.0',
        }),
      ],
    ],
    [
      'a calendar that is asked for a password first each time',
      [
        asks((n) => `/dav/calendars/alice/${String(Math.floor(n / 2))}.ics`, {
          method: 'PROPFIND',
          times: 200,
          every: 3,
          status: twice(401, 207),
          agent: 'DAVx5/4.4 (Android)',
        }),
      ],
    ],
    [
      'a calendar with an old password',
      [asks('/remote.php/dav/calendars/alice/', { method: 'PROPFIND', times: 300, every: 30, status: 401, agent: 'DAVx5/4.4 (Android)' })],
    ],
    [
      'a client of a cloud',
      [
        asks('/ocs/v2.php/apps/notifications/api/v2/notifications', {
          times: 500,
          every: 30,
          status: 304,
          agent: 'Mozilla/5.0 (Linux) mirall/3.13',
        }),
        asks((n) => `/remote.php/dav/files/alice/Photos/${String(n)}.jpg`, { method: 'PUT', times: 90, status: 201, agent: 'mirall/3.13' }),
      ],
    ],
    [
      'a client of a chat',
      [
        asks((n) => `/_matrix/client/v3/sync?since=s${String(n)}`, { times: 600, every: 2, agent: 'Element/1.11' }),
        asks('/_matrix/client/v3/login', { method: 'POST', times: 3, every: 60 }),
      ],
    ],
    [
      'git that is asked for a password first',
      [
        asks(of(['/group/code.git/info/refs?service=git-upload-pack', '/group/code.git/info/refs?service=git-upload-pack']), {
          times: 60,
          every: 10,
          status: twice(401, 200),
          agent: 'git/2.47.1',
        }),
        asks('/group/code.git/git-upload-pack', { method: 'POST', times: 30, every: 20, agent: 'git/2.47.1' }),
      ],
    ],
    [
      'Jetpack that does not say so, from its own addresses',
      [asks('/xmlrpc.php', { method: 'POST', times: 60, every: 20, agent: 'Jetpack by WordPress.com' })],
      '192.0.80.10',
    ],
    ['a program that polls with an old password', [asks('/private/status', { times: 300, every: 10, status: 401, agent: 'okhttp/4.12' })]],
    [
      'an interface that is polled with an old password',
      [asks('/api/v1/status', { times: 300, every: 2, status: 401, agent: 'okhttp/4.12' })],
    ],
    [
      'a phone app whose token ran out',
      [asks((n) => `/api/v2/items/${String(n)}`, { times: 80, every: 4, status: 401, agent: 'ShopApp/3.2 (iOS 18.5)' })],
    ],
    [
      'the basket of a shop',
      [
        ...reader(friend),
        asks('/?wc-ajax=get_refreshed_fragments', { method: 'POST', times: 90, every: 10 }),
        asks('/?wc-ajax=update_order_review', { method: 'POST', times: 30, every: 12 }),
        asks('/?wc-ajax=checkout', { method: 'POST', times: 3, every: 30 }),
      ],
    ],
    [
      'a payment that is called back again and again',
      [
        asks('/?wc-api=wc_gateway_paypal', {
          method: 'POST',
          times: 40,
          every: 60,
          status: 500,
          agent: 'PayPal IPN (https://www.paypal.com/ipn)',
        }),
      ],
    ],
    [
      'an editor of blocks',
      [
        ...reader(friend),
        asks('/wp-admin/post.php?post=7&action=edit', { times: 2, every: 60 }),
        asks(
          (n) => `/wp-json/wp/v2/${['users?context=edit', 'users/1', 'users/2', 'users/3', 'types', 'posts/7/autosaves'][n % 6] ?? ''}`,
          { times: 60, every: 3, referer: 'https://alice.example/wp-admin/post.php?post=7&action=edit' },
        ),
      ],
    ],
    [
      'a log-in with a mistake, from a site whose images lie elsewhere',
      [
        asks('/wp-login.php'),
        asks('/wp-login.php', { method: 'POST', times: 3, every: 20, from: 5, status: (n) => (n < 2 ? 200 : 302) }),
        asks('/wp-admin/', { from: 70, times: 5, every: 20 }),
      ],
    ],
    [
      'a certificate that is not proved yet',
      [
        asks((n) => `/.well-known/acme-challenge/t${String(n)}`, {
          times: 40,
          status: 404,
          agent: "Mozilla/5.0 (compatible; Let's Encrypt validation server; +https://www.letsencrypt.org)",
        }),
        asks((n) => `/.well-known/pki-validation/${String(n)}.txt`, { times: 40, status: 404, agent: 'COMODO DCV' }),
      ],
    ],
    [
      'pages fetched before they are wanted',
      [
        ...reader(friend),
        asks('/.well-known/traffic-advice', { status: 404, times: 4, every: 60, agent: 'Chrome Privacy Preserving Prefetch Proxy' }),
      ],
    ],
    [
      'what an extension of a browser looks for',
      [
        ...reader(friend),
        asks(of(['/meta.json', '/products.json', '/wp-json/', '/cart.js', '/graphql', '/api/health', '/_next/static/x.js']), {
          times: 14,
          every: 5,
          status: 404,
        }),
      ],
    ],
    [
      'a site under repair',
      [
        ...reader(friend).map((visit) => ({ ...visit, status: 503 })),
        asks((n) => `/page-${String(n)}.php`, { times: 9, every: 30, status: 503 }),
      ],
    ],
    [
      'a reader of a wiki of scripts',
      [
        asks((n) => `/w/index.php?title=Page_${String(n)}`, { times: 200, every: 3 }),
        asks((n) => `/w/load.php?modules=m${String(n)}`, { times: 100, every: 6 }),
      ],
    ],
    [
      'an office of ten, all let in one after the other',
      [
        ...reader(friend),
        asks('/wp-login.php', { times: 12, every: 20 }),
        asks('/wp-login.php', { method: 'POST', status: 302, from: 8, times: 12, every: 20, agent: (n) => `${browser} ${String(n)}` }),
        asks((n) => `/wp-admin/css/part-${String(n % 5)}.css`, {
          from: 9,
          times: 60,
          every: 4,
          referer: 'https://alice.example/wp-admin/',
        }),
        asks('/wp-admin/', { from: 10, times: 12, every: 20, size: 40_000 }),
      ],
    ],
    [
      'somebody who mistypes five times, and asks for a new password',
      [
        asks('/wp-login.php'),
        asks('/wp-admin/css/login.min.css', { from: 1 }),
        asks('/wp-login.php', { method: 'POST', from: 9, times: 5, every: 12 }),
        asks('/wp-login.php?action=lostpassword', { method: 'POST', status: 302, from: 90 }),
      ],
    ],
    [
      'two searches of somebody who reads about code, and the pages that answer them',
      [
        asks('/'),
        asks('/search?q=%3Cscript%3E+tag+tutorial', { from: 20 }),
        asks((n) => `/style-${String(n)}.css`, {
          from: 21,
          times: 8,
          every: 0,
          referer: 'https://alice.example/search?q=%3Cscript%3E+tag+tutorial',
        }),
        asks('/search?q=sleep(8)+hours', { from: 90 }),
        asks((n) => `/style-${String(n)}.css`, { from: 91, times: 8, every: 0, referer: 'https://alice.example/search?q=sleep(8)+hours' }),
      ],
    ],
    [
      'a gallery whose script for small images is gone',
      [
        asks('/gallery/'),
        asks('/css/main.css', { from: 1 }),
        asks((n) => `/gallery/thumb${String(n % 14)}.php?img=${String(n)}.jpg`, { from: 2, every: 0.5, times: 42, status: 404 }),
      ],
    ],
    [
      'somebody whose bookmarks lead into a forum that has moved',
      [
        asks(
          of(['/forum/showthread.php?t=4', '/forum/viewforum.php?f=2', '/forum/search.php', '/forum/member.php?u=3', '/forum/faq.php']),
          {
            times: 5,
            every: 20,
            status: 404,
          },
        ),
        asks('/css/main.css', { from: 1, times: 5, every: 20, referer: 'https://alice.example/forum/' }),
      ],
    ],
    [
      'a link checker that follows a wrong relative link',
      [
        asks((n) => `/page-${String(n)}.html`, { times: 20, agent: 'Screaming Frog SEO Spider/19.8' }),
        asks((n) => `/contact/${'contact/'.repeat(n)}index.php`, {
          from: 30,
          times: 14,
          status: 404,
          agent: 'Screaming Frog SEO Spider/19.8',
        }),
      ],
    ],
    [
      'readers of pages about secret files, and of a database to learn with',
      [
        asks(of(['/docs/.env-files-explained/', '/docs/ssh/id_rsa/', '/downloads/sample-database.sql', '/project/.env.example']), {
          times: 12,
          every: 40,
        }),
      ],
    ],
    [
      'a program that logs in before each question',
      [
        asks('/api/login', { method: 'POST', times: 90, every: 10, size: 34, agent: 'ERPSync/2.1' }),
        asks((n) => `/api/orders?since=${String(n)}`, { from: 1, times: 90, every: 10, agent: 'ERPSync/2.1' }),
      ],
    ],
    [
      'images of the own site through a script that is gone',
      [
        asks((n) => `/timthumb.php?src=https://alice.example/photo-${String(n)}.jpg&w=200`, {
          times: 20,
          every: 1,
          status: 404,
          referer: 'https://alice.example/',
        }),
        asks('/go?to=https%3A%2F%2Fshop.example%2F..%2Fa', { status: 302 }),
      ],
    ],
    [
      'the tiles of a map',
      [asks((n) => `/tiles/12/${String(n % 30)}/${String(n)}.png`, { times: 450, every: 0.05, referer: 'https://alice.example/map/' })],
    ],
  ])('neither malicious nor suspicious: %s', async (_, visits, address) => {
    const report = await judge(visits.map((visit) => ({ ...visit, address: address ?? visit.address })));
    const suspects = report.addresses.filter(({ verdict }) => verdict === 'malicious' || verdict === 'suspicious');
    expect(suspects.map(({ address: who, evidence }) => [who, evidence.map(({ text }) => text)])).toEqual([]);
    expect(report.findings.filter(({ severity }) => severity === 'alarm')).toEqual([]);
  });
});
