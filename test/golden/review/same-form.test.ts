import { describe, expect, it } from 'vitest';
import { judge, rulesAgainst, verdictOn } from './judged.ts';
import { browser, common, reader, type Visit } from './log-lines.ts';

const foe = '203.0.113.66';
const friend = '192.0.2.33';
const page = 'https://alice.example';
const sent = (target: Visit['target'], more: Partial<Visit> = {}): Visit => ({
  address: foe,
  method: 'POST',
  target,
  times: 30,
  every: 3,
  ...more,
});
const own = (target: Visit['target'], more: Partial<Visit> = {}): Visit =>
  sent(target, { address: friend, times: 120, every: 20, ...more });

describe('a form that a machine sends', () => {
  it.each<[string, Visit]>([
    ['of an account', sent('/my-account/', { size: 6000 })],
    ['of an administration, answered with a redirect', sent('/admin/', { status: 302, size: 0 })],
    ['of an administration, answered with the form', sent('/admin/')],
    ['of TYPO3', sent('/typo3/index.php?route=%2Flogin', { status: 303, size: 0 })],
    ['of Moodle', sent('/login/index.php', { status: 303, size: 0 })],
    ['of Ghost', sent('/ghost/api/admin/session/', { status: 422, size: 200 })],
    ['of Discourse', sent('/session', { size: 90 })],
    ['of Outlook', sent('/owa/auth.owa', { status: 302, size: 0 })],
    ['of phpMyAdmin, with the password in the address', sent('/phpmyadmin/index.php?pma_username=root&pma_password=123456&server=1')],
    ['of an interface, refused', sent('/oauth/token', { status: 400, size: 80, times: 60 })],
    ['by the door of plugins', sent('/wp-admin/admin-ajax.php', { size: 60 })],
    ['of cards at a shop', sent('/?wc-ajax=checkout', { times: 60, every: 5, size: 300 })],
    ['of coupons at a shop', sent('/?wc-ajax=apply_coupon', { times: 200, every: 1, size: 120 })],
    ['for contact', sent('/contact/', { size: 7000 })],
    ['for registration', sent('/ucp.php?mode=register', { size: 6000 })],
    ['for contact, with a referer that somebody wrote', sent('/contact/', { size: 7000, referer: `${page}/` })],
    ['of coupons, with a referer that somebody wrote', sent('/?wc-ajax=apply_coupon', { times: 200, every: 1, referer: `${page}/cart/` })],
    ['for a new password, by a program', sent('/forgot-password', { status: 302, size: 0, times: 60, agent: 'python-requests/2.31.0' })],
    ['for registration, from another page', sent('/register', { size: 6000, every: 200, referer: `${page}/` })],
    ['with another user agent each time', sent('/my-account/', { every: 150, agent: (n) => `${browser} Edg/${String(n)}` })],
    ['at Joomla, slowly', sent('/administrator/index.php', { times: 120, every: 180, size: 5000 })],
    ['at Joomla, a few times', sent('/administrator/index.php', { times: 15, size: 5000 })],
    ['at phpMyAdmin, slowly', sent('/phpmyadmin/index.php', { times: 100, every: 300, size: 5000 })],
  ])('suspicious: %s', async (_, visit) => {
    const report = await judge([visit]);
    expect([verdictOn(report, foe), rulesAgainst(report, foe)]).toEqual(['suspicious', expect.arrayContaining(['same-form'])]);
  });

  it('suspicious: a form that is shown before each time', async () => {
    const report = await judge([
      { address: foe, target: '/login', times: 40, every: 9, size: 6000 },
      sent('/login', { from: 1, times: 40, every: 9, status: 302, size: 0, referer: `${page}/login` }),
    ]);
    expect([verdictOn(report, foe), rulesAgainst(report, foe)]).toEqual(['suspicious', expect.arrayContaining(['same-form'])]);
  });

  it('suspicious: cards tried at a shop, one basket after another', async () => {
    const basket: Partial<Visit> = { times: 12, every: 15, agent: (n) => `${browser} Edg/${String(n % 4)}` };
    const report = await judge([
      sent('/?wc-ajax=add_to_cart', { ...basket, referer: `${page}/` }),
      sent('/checkout/', { ...basket, method: 'GET', from: 1, referer: `${page}/cart/` }),
      sent('/?wc-ajax=checkout', { ...basket, from: 3, referer: `${page}/checkout/` }),
    ]);
    expect([verdictOn(report, foe), rulesAgainst(report, foe)]).toEqual(['suspicious', expect.arrayContaining(['same-form'])]);
  });

  it('suspicious: where the log names neither user agents nor referers, a form that only people fill in', async () => {
    const report = await judge([sent('/forgot-password'), own('/store.php', { size: 2 })], undefined, common);
    expect([verdictOn(report, foe), rulesAgainst(report, foe), verdictOn(report, friend)]).toEqual([
      'suspicious',
      ['same-form'],
      'unknown',
    ]);
  });

  it.each<[string, readonly Visit[]]>([
    ['leads that a program hands on as they come', [own('/kontakt.php', { times: 60, every: 900, agent: 'GuzzleHttp/7' })]],
    ['machines that enrol themselves', [own('/register', { times: 90, every: 30, agent: 'EdgeAgent/2.4' })]],
    [
      'somebody who orders, pays wrongly a few times and draws the shop',
      [...reader(friend), own('/?wc-ajax=checkout', { times: 12, every: 60, referer: `${page}/checkout/` })],
    ],
    [
      'the pulse of an editor that was left open',
      [own('/wp-admin/admin-ajax.php', { size: 90, referer: `${page}/wp-admin/post.php?post=7&action=edit` })],
    ],
    ['the pulse of an editor whose browser tells no page', [own('/wp-admin/admin-ajax.php', { size: 90, every: 15 })]],
    ['a cart in a page that was left open', [own('/?wc-ajax=get_refreshed_fragments', { size: 300, referer: `${page}/shop/` })]],
    ['a cart in a page whose browser tells no page', [own('/?wc-ajax=get_refreshed_fragments', { size: 300 })]],
    ['a page of livewire', [...reader(friend), own('/livewire/update', { size: 900, referer: `${page}/dashboard` })]],
    ['a page of livewire that was left open', [own('/livewire/update', { size: 900, referer: `${page}/dashboard` })]],
    ['a game in a page that was left open', [own('/next-move', { size: 60, referer: `${page}/game` })]],
    ['signs of life that a browser sends', [own('/collect', { status: 204, size: 0, referer: `${page}/` })]],
    ['what a payment service tells', [own('/?wc-api=wc_gateway', { size: 20, agent: 'PaymentHooks/1.0 (+https://pay.example/hooks)' })]],
    ['what a payment service tells under the name of a browser', [own('/payments/webhook', { size: 20 })]],
    ['a program at an interface', [own('/api/v2/orders', { size: 200, agent: 'okhttp/4.12' })]],
    ['a page that asks an interface by itself', [own('/api/status', { size: 200 })]],
    [
      'a program with an interface of .NET',
      [own('/Service.asmx', { size: 800, agent: 'Mozilla/4.0 (compatible; MSIE 6.0; MS Web Services Client Protocol 4.0)' })],
    ],
    ['a thing that tells its temperature', [own('/store.php', { size: 2, agent: '-' })]],
    ['a planned task', [own('/tasks/run', { size: 2, agent: 'Wget/1.21' })]],
    [
      'an app that shows pages',
      [
        own('/messages', {
          size: 60,
          agent: 'Mozilla/5.0 (Linux; Android 15; Pixel 9; wv) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36',
        }),
      ],
    ],
    [
      'a monitor that fills in a form',
      [own('/contact', { size: 4000, agent: 'Mozilla/5.0 (compatible; SomeMonitor/2.0; +https://monitor.example/)' })],
    ],
    [
      'somebody who searches a catalogue, with all images from elsewhere',
      [
        own('/search.php', { size: 9000, referer: `${page}/search.php` }),
        own('/search.php', { size: 14_000, from: 7, referer: `${page}/search.php` }),
      ],
    ],
    [
      'a clerk who enters one order after another',
      [
        own('/orders/new', { status: 302, size: 0, referer: `${page}/orders/new` }),
        own((n) => `/orders/${String(n)}`, { method: 'GET', from: 1 }),
        own('/orders/new', { method: 'GET', from: 3 }),
      ],
    ],
    ['somebody who registers and mistypes', [...reader(friend), own('/my-account/', { times: 4, referer: `${page}/my-account/` })]],
  ])('look-alike: %s', async (_, visits) => {
    const report = await judge(visits);
    expect(report.judged).toMatchObject({ malicious: 0, suspicious: 0 });
  });
});
