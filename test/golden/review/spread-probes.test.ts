import { describe, expect, it } from 'vitest';
import type { VerdictReport } from '../../../src/model/verdict-report.ts';
import { judge, rulesAgainst, verdictOn } from './judged.ts';
import type { Visit } from './log-lines.ts';

const foe = '203.0.113.66';
const names = 'edit gif chosen radio simple ioxi moon themes buy goods network bless dropdown atom cloud repeater'.split(' ');
const script = (n: number): string => `/${names[n % names.length] ?? ''}.php`;
const neighbours = (visits: (address: string, n: number) => Visit, count = 12): Visit[] =>
  Array.from({ length: count }, (_, n) => visits(`203.0.113.${String(10 + n * 3)}`, n));
const suspects = ({ judged }: VerdictReport): number => judged.malicious + judged.suspicious;

describe('probes of a subnet that takes its time', () => {
  it('are seen as one: three names each, over a week', async () => {
    const report = await judge(
      neighbours((address, n) => ({ address, from: n * 50_000, every: 9, times: 3, target: (at) => script(n * 3 + at), status: 404 })),
    );
    expect([verdictOn(report, '203.0.113.10'), rulesAgainst(report, '203.0.113.10')]).toEqual([
      'suspicious',
      expect.arrayContaining(['subnet-probes']),
    ]);
    expect(suspects(report)).toBe(12);
  });

  it.each<[string, readonly Visit[]]>([
    [
      'visitors of other people’s pages that draw in what is gone here',
      neighbours((address, n) => ({ address, from: n * 5000, times: 4, target: (at) => script(at), status: 404 })),
    ],
    [
      'a robot without a name that reads a site that has moved',
      neighbours((address, n) => ({
        address,
        ...{ from: n * 5000, every: 300, times: 40, target: (at) => (at % 4 ? `/topic-${String(n * at)}/` : script(at + n)) },
        status: (at) => (at % 4 ? 200 : 404),
      })),
    ],
  ])('look-alike: %s', async (_, visits) => {
    const report = await judge(visits);
    expect(Object.values(report.addresses).flatMap(({ address }) => rulesAgainst(report, address))).not.toContain('subnet-probes');
  });
});

describe('the same few scripts on many sites', () => {
  const sites = Array.from({ length: 8 }, (_, n) => `site-${String(n)}.example`);

  it('are a scan', async () => {
    const report = await judge(
      sites.map((site, n): Visit => ({ address: foe, site, from: n * 60, times: 2, target: (at) => script(at), status: 404 })),
    );
    expect([verdictOn(report, foe), rulesAgainst(report, foe)]).toEqual(['suspicious', expect.arrayContaining(['scan-of-sites'])]);
  });

  it.each<[string, readonly Visit[]]>([
    [
      'a monitor that asks each site for the same page',
      [...sites, ...sites.map((site) => `www.${site}`)].map((site, n) => ({
        address: foe,
        site,
        from: n,
        every: 60,
        times: 60,
        target: '/status.php',
        status: 404,
        agent: 'curl/8.5.0',
      })),
    ],
    [
      'a robot that says who it is, with old links',
      sites.map((site, n) => ({
        ...{ address: foe, site, from: n * 5, times: 3, target: script, status: 404 },
        agent: 'Mozilla/5.0 (compatible; SomeBot/1.0; +https://bot.example/)',
      })),
    ],
  ])('look-alike: %s', async (_, visits) => {
    expect(rulesAgainst(await judge(visits), foe)).not.toContain('scan-of-sites');
  });
});

describe('a few scripts at once', () => {
  const burst = (more: Partial<Visit> = {}): Visit => ({ address: foe, target: script, times: 4, every: 3, status: 404, ...more });

  it('are suspicious where nothing else was asked for', async () => {
    const report = await judge([burst()]);
    expect([verdictOn(report, foe), rulesAgainst(report, foe)]).toEqual(['suspicious', expect.arrayContaining(['script-burst'])]);
  });

  it.each<[string, readonly Visit[]]>([
    ['somebody who opens some old bookmarks', [burst(), { address: foe, target: '/favicon.ico' }]],
    ['somebody who tries where the administration may be', [burst({ every: 9 })]],
    ['a thing that lost its server', [burst({ agent: 'Gauge/1.4', times: 400 })]],
    ['a thing with the name of a browser that lost its server', [burst({ target: (n) => script(n % 4), times: 400 })]],
    ['visitors of a page elsewhere that draws in what is gone here', neighbours((address, n) => burst({ address, from: n * 90 }))],
  ])('look-alike: %s', async (_, visits) => {
    const report = await judge(visits);
    expect(report.addresses.flatMap(({ address }) => rulesAgainst(report, address))).not.toContain('script-burst');
  });
});
