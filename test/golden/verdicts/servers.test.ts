import { describe, expect, it } from 'vitest';
import {
  attacker,
  behaviour,
  behaviours,
  connections,
  errorGroup,
  errors,
  group,
  hits,
  ip,
  judged,
  logins,
  noon,
  peer,
  person,
  type SceneParts,
  signs,
  verified,
} from '../../unit/classify/scenes.ts';

/** Whole servers, each with the sentence that its owner reads first: what is wrong, whether it is why the server is slow, what to do. */

const slow = { machine: { cores: 4, loadAverage: [12, 8, 4] }, nowEpoch: noon + 600 } as const;
const calm = { machine: { cores: 4, loadAverage: [0.4, 0.4, 0.4] }, nowEpoch: noon + 600 } as const;

const visitors = Array.from({ length: 20 }, (_, at) => behaviour(ip(`198.51.100.${String(at)}`), { ...person }));
const connected = visitors.map(({ address }) => peer(address, { inbound: 2 }));
const edges = [1, 2, 3, 4].map((at) => ip(`203.0.113.${String(at)}`));
const atCloudflare = Object.fromEntries(edges.map((address) => [address, verified('Cloudflare', 'cdn')]));
const poolFull = errorGroup({
  source: 'php-fpm',
  message: 'server reached max_children setting (N), consider raising it',
  count: 3,
  sites: ['alice.example'],
});

const says = (parts: SceneParts): string => judged(parts).cause.text;

describe('the sentence on top of', () => {
  it('a quiet server', () => {
    expect(says({ behaviours: behaviours(visitors), connections: connections(connected), ...calm })).toBe(
      'Nothing is wrong: the server is not slow (load 0.4 on 4 cores), and no attack was found in 960 requests, 40 connections.',
    );
  });

  it('a server flooded by one address', () => {
    const flood = behaviour(attacker, {
      requests: 9000,
      mostPerMinute: 900,
      signs: signs({ 'cache-buster': hits(500, 1, () => '/', { status: 200 }) }),
    });
    const hunt = { ...flood, signs: signs({ 'missing-script': hits(40, 5, (at) => `/old-${String(at)}.php`) }) };
    expect(says({ behaviours: behaviours([hunt, ...visitors]), connections: connections(connected), ...slow })).toMatch(
      /^One malicious address, 203\.0\.113\.66, makes 90% of the requests\. This is .* Block it\.$/,
    );
    expect(says({ behaviours: behaviours([flood, ...visitors]), connections: connections(connected), ...slow })).toBe(
      'One suspicious address, 203.0.113.66, makes 90% of the requests. This is most likely why the server is slow (load 12.0 on 4 cores). Look at it, and block it if it is none of yours.',
    );
  });

  it('a server flooded by a visitor that a CDN passes on', () => {
    const flood = behaviour(attacker, { requests: 9000, signs: signs({ login: logins(500, 1) }) });
    const report = judged({
      behaviours: behaviours([flood, ...visitors]),
      connections: connections(edges.map((address) => peer(address, { inbound: 100 }))),
      identities: atCloudflare,
      ...slow,
    });
    expect(report.cause.text).toBe(
      'Login attack on alice.example by 1 address: 500 tries, 90% of the requests. This is most likely why the server is slow (load 12.0 on 4 cores). It comes through a proxy or CDN, where a firewall does not meet it: block it there, or by a rule of the site.',
    );
  });

  it('a server whose log shows the CDN and not the visitors', () => {
    const report = judged({
      behaviours: behaviours(edges.map((address) => behaviour(address, { requests: 2000 }))),
      connections: connections(edges.map((address) => peer(address, { inbound: 100 }))),
      identities: atCloudflare,
      ...slow,
    });
    expect(report.cause.text).toBe(
      '100% of the requests come through Cloudflare, and the log does not say who is behind it. This is most likely why the server is slow (load 12.0 on 4 cores). Limit visitors there, and let the web server log their real addresses (mod_remoteip, real_ip_header).',
    );
    expect(report.judged.malicious).toBe(0);
  });

  it('a server whose login is attacked through a CDN: its addresses are not the attackers', () => {
    const report = judged({
      behaviours: behaviours(
        [...edges, ip('203.0.113.5')].map((address) => behaviour(address, { requests: 300, signs: signs({ login: logins(80, 5) }) })),
        { groups: [group([...edges, ip('203.0.113.5')], { requests: 400 })] },
      ),
      identities: { ...atCloudflare, '203.0.113.5': verified('Cloudflare', 'cdn') },
    });
    expect(report.cause.text).toMatch(/^Login attack on alice\.example through Cloudflare: 400 tries, /);
    expect(report.findings.find(({ rule }) => rule === 'distributed-login')?.text).toMatch(
      /^5 addresses of Cloudflare, behind which the visitors are, with the same user agent made 400 login tries /,
    );
  });

  it('a server whose PHP is slow, and nobody attacks', () => {
    const parts = { behaviours: behaviours(visitors), errors: errors(poolFull), connections: connections(connected) };
    expect(says({ ...parts, ...calm })).toBe(
      'All PHP workers of alice.example were busy, 3 times, the last a few minutes ago: visitors waited or got errors. This is most likely why visitors wait.',
    );
  });

  it('a server that crawlers keep busy', () => {
    const crawler = behaviour(attacker, { requests: 3000 });
    expect(
      says({ behaviours: behaviours([crawler, ...visitors]), identities: { [attacker]: verified('Googlebot', 'search') }, ...slow }),
    ).toBe(
      'Genuine crawlers (Googlebot) make 76% of the requests. This is most likely why the server is slow (load 12.0 on 4 cores). Slow them down with robots.txt rather than by a block.',
    );
  });

  it('a server flooded with mail', () => {
    const from = peer('203.0.113.25', { inbound: 90, localPorts: { 25: 90 } });
    const port = {
      port: 25,
      service: 'SMTP',
      connections: 110,
      listening: 1,
      inbound: 110,
      halfOpen: 0,
      receiveQueueBytes: 0,
      acceptQueue: null,
    };
    const report = judged({
      behaviours: behaviours(visitors),
      connections: connections([from, ...connected], { byLocalPort: [{ ...port, programs: ['exim'] }] }),
      ...calm,
    });
    expect(report.cause.text).toBe(
      '110 incoming mail connections at once, 1 address has unusually many; Exim usually takes 100 before mail has to wait.',
    );
    expect(report.addresses[0]).toMatchObject({ address: '203.0.113.25', verdict: 'suspicious' });
  });

  it('a server that asks itself', () => {
    const self = ip('192.0.2.1');
    const cron = behaviour(self, { requests: 3000, cronCalls: 2900 });
    const parts = { behaviours: behaviours([cron, ...visitors]), ownAddresses: [self] };
    expect(says({ ...parts, ...slow })).toBe(
      "This server asks itself: WordPress' planned tasks (wp-cron.php) are most of 76% of the requests. This is most likely why the server is slow (load 12.0 on 4 cores). Set DISABLE_WP_CRON and let a cron job run them; blocking would only break the sites.",
    );
    expect(says({ ...parts, ...calm })).toMatch(/^Nothing is wrong/);
  });

  it('a fresh machine without logs: what was not read is not called quiet', () => {
    // Error logs may tell of clients where no access log is there: a book without requests.
    const unread = { behaviours: behaviours([]), accessLogsRead: false, connections: connections(connected) };
    expect(says({ ...unread, ...calm })).toBe(
      'The server is not slow (load 0.4 on 4 cores), and nothing stands out in 40 connections. No access log was read, so what visitors ask for is not known.',
    );
    expect(says({ ...unread, ...slow })).toBe(
      'The server is busy (load 12.0 on 4 cores), but no access log was read: whether visitors are the reason is not known.',
    );
    expect(says({ ...unread, connections: null, ...calm })).toBe('Neither connections nor logs could be read, so nothing can be said.');
  });

  it('a server that works for somebody else: attacks that are not the reason are said to be none', () => {
    const small = behaviour(attacker, { signs: signs({ login: logins(40, 10) }) });
    expect(says({ behaviours: behaviours([small, ...visitors]), ...slow })).toMatch(
      /Look at processes, disk and database\. There are attacks, but they are too small to be the reason\.$/,
    );
  });

  it('a server with a hung program, which is worth more than "nothing"', () => {
    const closeWait = {
      byState: [{ state: 'CLOSE_WAIT' as const, connections: 250 }],
      closeWaitByOwner: [{ user: 'tomcat', program: 'java', connections: 240 }],
    };
    expect(says({ behaviours: behaviours(visitors), connections: connections(connected, closeWait), ...calm })).toBe(
      '250 connections are over for the other end, but java of tomcat does not close them (CLOSE_WAIT). This is no attack. The server is not slow now (load 0.4 on 4 cores).',
    );
  });

  it('a server under attack since a minute, in a log that is as old', () => {
    const young = behaviour(attacker, { requests: 200, lastEpoch: noon + 70, signs: signs({ login: logins(200, 0) }) });
    const parts = { machine: { cores: 2, loadAverage: [2.3, 1, 1] }, nowEpoch: noon + 70 } as const;
    const few = visitors.slice(0, 1).map((one) => ({ ...one, requests: 30 }));
    expect(says({ behaviours: behaviours([young, ...few], { toEpoch: noon + 70 }), ...parts })).toMatch(
      /^Login attack on alice\.example by 1 address: .* This is most likely why the server is slow \(load 2\.3 on 2 cores\)\. Block it\.$/,
    );
  });

  it('a server that is slow now, and was attacked half an hour ago', () => {
    const past = behaviour(attacker, {
      requests: 5000,
      signs: signs({ login: logins(500, 1) }),
      minutes: [{ fromEpoch: noon, requests: 5000 }],
    });
    const report = judged({ behaviours: behaviours([past]), ...slow, nowEpoch: noon + 2400 });
    expect(report.cause.text).not.toContain('why the server is slow');
    expect(report.addresses[0]).toMatchObject({ verdict: 'malicious', causesLoad: false });
  });

  it('a busy server with an attack beside the load: nobody claims that nobody stands out', () => {
    const small = behaviour(attacker, { requests: 60, signs: signs({ login: logins(60, 10) }) });
    const report = judged({ behaviours: behaviours([small, ...visitors], { requests: 9000 }), ...slow });
    expect(report.cause.text).toBe(
      'The server is busy (load 12.0 on 4 cores) with 900 requests a minute: look at the busiest sites and pages. There are attacks, but they are too small to be the reason.',
    );
  });

  it('a server where a proxy’s addresses are busier suspects: who can be blocked stands before them', () => {
    const busy = edges.map((address) => behaviour(address, { requests: 3000, signs: signs({ login: logins(80, 5) }) }));
    const lone = behaviour(attacker, { requests: 6, signs: signs({ login: logins(6, 15_000) }) });
    const { addresses } = judged({ behaviours: behaviours([...busy, lone]), identities: atCloudflare });
    expect(addresses.map(({ address, verdict }) => [address, verdict])).toEqual([
      [attacker, 'suspicious'],
      ...edges.map((address) => [address, 'suspicious']),
    ]);
  });
});
