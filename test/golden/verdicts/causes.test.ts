import { describe, expect, it } from 'vitest';
import {
  attacker,
  behaviour,
  behaviours,
  connections,
  errorGroup,
  errors,
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

/** The sentence on top: what it says, and that it claims no more than is known. */

const causeOf = (parts: SceneParts): string => `${judged(parts).cause.id}: ${judged(parts).cause.text}`;
const busy = { cores: 4, loadAverage: [12, 8, 4] } as const;
const quiet = { cores: 4, loadAverage: [0.4, 0.4, 0.4] } as const;
const now = { nowEpoch: noon + 600 } as const;

const attack = behaviour(attacker, { requests: 2000, signs: signs({ login: logins(500, 1) }) });
const visitors = Array.from({ length: 10 }, (_, at) => behaviour(ip(`198.51.100.${String(at)}`), { ...person }));
const attacked = behaviours([attack, ...visitors]);
const calm = behaviours(visitors);

describe('the cause', () => {
  it('is unknown when nothing could be read', () => {
    expect(causeOf({})).toBe('unknown: Neither connections nor logs could be read, so nothing can be said.');
    expect(causeOf({ behaviours: behaviours([]) })).toBe(
      'unknown: No request and no line of an error log was read, so nothing can be said.',
    );
  });

  it('calls no attack small that is most of what was read, and leaves its part out where no access log tells it', () => {
    const few = behaviour(attacker, { requests: 25, signs: signs({ login: logins(25, 10) }) });
    expect(causeOf({ behaviours: behaviours([few], { requests: 30 }) })).toBe(
      'attack-without-load: 1 address attacks the sites, with 25 requests: too few to slow a server down. Block it.',
    );
    const named = behaviour(attacker, { requests: 0, signs: signs({ payload: hits(12, 5, () => 'traversal', { status: null }) }) });
    expect(causeOf({ behaviours: behaviours([named], { requests: 0 }), errors: { ...errors(), lines: 12 } })).toMatch(
      /^attack-without-load: 1 address attacks the sites\. Block it\.$/,
    );
  });

  it('is that nothing is wrong, only where the load is known to be low', () => {
    expect(causeOf({ behaviours: calm, connections: connections([]), machine: quiet, ...now })).toBe(
      'nothing-wrong: Nothing is wrong: the server is not slow (load 0.4 on 4 cores), and no attack was found in 480 requests, 0 connections.',
    );
    expect(causeOf({ behaviours: calm })).toBe('nothing-stands-out: Nothing stands out in 480 requests. No connections were read.');
  });

  it('is a login attack; it makes the server slow only where the server is slow', () => {
    const what = 'login-attack: Login attack on alice.example by 1 address: 500 tries, 81% of the requests.';
    expect(causeOf({ behaviours: attacked })).toBe(`${what} Block it.`);
    expect(causeOf({ behaviours: attacked, machine: busy, ...now })).toBe(
      `${what} This is most likely why the server is slow (load 12.0 on 4 cores). Block it.`,
    );
    expect(causeOf({ behaviours: attacked, machine: quiet, ...now })).toBe(
      `${what} The server is not slow now (load 0.4 on 4 cores). Block it.`,
    );
  });

  it('is no attack that is too small for the load', () => {
    const small = behaviours([behaviour(attacker, { signs: signs({ login: logins(40, 10) }) })]);
    const report = judged({ behaviours: small, machine: busy, ...now });
    expect(`${report.cause.id}: ${report.cause.text}`).toBe(
      'not-web: The server is busy (load 12.0 on 4 cores), but the web is not: 4 requests a minute. Look at processes, disk and database. There are attacks, but they are too small to be the reason.',
    );
    expect(report.addresses[0]?.verdict).toBe('malicious');
  });

  it('is an attack beside the load when it makes less than a hundredth of the requests', () => {
    const report = judged({
      behaviours: behaviours([behaviour(attacker, { signs: signs({ login: logins(40, 10) }) })], { requests: 9000 }),
      machine: quiet,
      ...now,
    });
    expect(report.addresses[0]).toMatchObject({ verdict: 'malicious', causesLoad: false });
    expect(`${report.cause.id}: ${report.cause.text}`).toBe(
      'attack-without-load: 1 address attacks the sites, but makes less than 1% of the requests. The server is not slow now (load 0.4 on 4 cores). Block it.',
    );
  });

  it('is one address with most of the requests, known or not, where the server is slow', () => {
    const unknown = behaviours([behaviour(attacker, { requests: 3000 }), ...visitors]);
    expect(causeOf({ behaviours: unknown, machine: busy, ...now })).toBe(
      'one-address: One address, 203.0.113.66, makes 86% of the requests; whether it means harm is not known. This is most likely why the server is slow (load 12.0 on 4 cores). See what it asks for before you block it.',
    );
    expect(causeOf({ behaviours: unknown, machine: quiet, ...now })).toMatch(/^nothing-wrong/);
  });

  it('is the load of crawlers, which are no attack', () => {
    const crawled = {
      behaviours: behaviours([behaviour(attacker, { requests: 3000 }), ...visitors]),
      identities: { [attacker]: verified('GPTBot', 'ai') },
    };
    expect(causeOf({ ...crawled, machine: busy, ...now })).toBe(
      'crawler-load: Genuine crawlers (GPTBot) make 86% of the requests. This is most likely why the server is slow (load 12.0 on 4 cores). Slow them down with robots.txt rather than by a block.',
    );
  });

  const poolFull = errorGroup({
    source: 'php-fpm',
    message: 'server reached max_children setting (N), consider raising it',
    count: 3,
    sites: ['alice.example'],
  });

  it('is a full PHP pool, with its site, where nobody drives it', () => {
    expect(causeOf({ behaviours: calm, errors: errors(poolFull), machine: quiet, ...now })).toBe(
      'php-pool-full: All PHP workers of alice.example were busy, 3 times, the last a few minutes ago: visitors waited or got errors. This is most likely why visitors wait.',
    );
  });

  it('is no pool that was full yesterday', () => {
    const yesterday = { ...poolFull, last: new Date((noon - 80_000) * 1000).toISOString() };
    const report = judged({ behaviours: calm, errors: errors(yesterday), machine: quiet, ...now });
    expect([report.cause.id, report.findings[0]?.severity]).toEqual(['nothing-wrong', 'warning']);
  });

  it('is the attack behind a full pool, not the pool', () => {
    expect(judged({ behaviours: attacked, errors: errors(poolFull), machine: busy, ...now }).cause.id).toBe('login-attack');
  });

  it.each([
    ['web-server-full', { code: 'AH00484', message: 'AH00484: server reached MaxRequestWorkers setting' }],
    ['out-of-memory', { source: 'php-fpm', message: 'fork() failed: Cannot allocate memory (12)' }],
    ['php-not-running', { code: 'AH02454', message: '(2)No such file or directory: ' }],
    ['php-pool-full', { code: 'AH02454', message: '(11)Resource temporarily unavailable: ' }],
  ] as const)('is %s', (id, error) => {
    expect(judged({ behaviours: calm, errors: errors(errorGroup(error)), machine: quiet, ...now }).cause.id).toBe(id);
  });
});

describe('causes seen in sockets', () => {
  const scattered = Array.from({ length: 40 }, (_, at) =>
    peer(`198.51.100.${String(at)}`, { inbound: 1, halfOpen: 1, states: { SYN_RECV: 1 } }),
  );

  it('attack: a flood from forged addresses has nobody to block', () => {
    const report = judged({ connections: connections(scattered, { halfOpen: 900, inbound: 950, established: 50 }) });
    expect(report.cause.id).toBe('forged-syn-flood');
    expect(report.findings[0]).toMatchObject({ severity: 'alarm', addresses: [] });
    expect(report.judged.suspicious).toBe(0);
  });

  it('look-alike: a busy server, and one heavy source', () => {
    expect(judged({ connections: connections(scattered, { halfOpen: 500, established: 900 }) }).findings).toEqual([]);
    expect(judged({ connections: connections(scattered, { halfOpen: 600, established: 9000 }) }).findings).toEqual([]);
    const heavy = peer(attacker, { inbound: 900, halfOpen: 900, states: { SYN_RECV: 900 } });
    const report = judged({ connections: connections([heavy, ...scattered]) });
    expect(report.findings).toEqual([]);
    expect(report.addresses[0]).toMatchObject({ address: attacker, verdict: 'suspicious' });
    expect(report.addresses[0]?.evidence[0]?.forgeable).toBe(true);
  });

  it('attack: connections held open without a whole request', () => {
    const slow = behaviour(attacker, { signs: signs({ 'slow-request': hits(30, 5, () => '-', { status: 408 }) }) });
    const report = judged({ behaviours: behaviours([slow]), connections: connections([peer(attacker, { inbound: 200 })]) });
    expect([report.cause.id, report.addresses[0]?.verdict]).toEqual(['slowloris', 'malicious']);
  });

  it('attack: spam past the mail server names the account, and no victim', () => {
    const smtp = (owners: readonly { user: string | null; program: string | null; connections: number }[]): SceneParts => ({
      connections: connections([peer('203.0.113.25', { inbound: 0, outbound: 60, connections: 60 })], {
        outboundByPort: [{ port: 25, service: 'SMTP', connections: 60, addresses: 55, owners }],
      }),
    });
    const report = judged(smtp([{ user: 'bob', program: 'php-fpm', connections: 60 }]));
    expect(report.cause.id).toBe('spam-out');
    expect(report.findings[0]).toMatchObject({ severity: 'alarm', about: ['bob'], addresses: [] });
    expect(report.addresses).toEqual([]);
    expect(judged(smtp([{ user: 'mailnull', program: 'exim', connections: 60 }])).findings).toEqual([]);
    expect(judged(smtp([{ user: null, program: null, connections: 60 }])).findings).toEqual([]);
  });

  it('attack: spam through the mail server names the account that its log names', () => {
    const smtp = connections([], { outboundByPort: [{ port: 25, service: 'SMTP', connections: 150, addresses: 140, owners: [] }] });
    const mailSenders = { path: '/var/log/exim_mainlog', messages: 400, senders: [{ sender: 'alice', messages: 380 }] };
    expect(judged({ connections: smtp, mailSenders })).toMatchObject({
      cause: {
        text: '150 connections of the mail server to 140 other mail servers: a newsletter, or spam. By its log 380 of the last 400 messages handed to it came from alice.',
      },
      findings: [{ about: ['alice'], addresses: [] }],
    });
    expect(judged({ connections: smtp, mailSenders: { ...mailSenders, messages: 3 } }).findings[0]?.about).toEqual([]);
  });

  it('a pile of CLOSE_WAIT is our own program', () => {
    const report = judged({ connections: connections([], { byState: [{ state: 'CLOSE_WAIT', connections: 300 }] }) });
    expect(report.findings[0]?.rule).toBe('close-wait');
    expect(judged({ connections: connections([], { byState: [{ state: 'TIME_WAIT', connections: 9000 }] }) }).findings).toEqual([]);
  });

  it('a full accept queue is the server, and mail that waits is mail', () => {
    const port = {
      port: 443,
      service: 'HTTPS',
      connections: 9,
      listening: 1,
      inbound: 9,
      halfOpen: 0,
      receiveQueueBytes: 0,
      programs: ['httpd'],
    };
    const full = judged({
      connections: connections([], { byLocalPort: [{ ...port, acceptQueue: { waiting: 129, limit: 128, full: true } }] }),
    });
    expect(full.cause.text).toBe('httpd at port 443 (HTTPS) takes no more connections: 129 wait, and its queue is full.');
    const mail = judged({
      connections: connections([], { byLocalPort: [{ ...port, port: 25, service: 'SMTP', inbound: 120, acceptQueue: null }] }),
    });
    expect(mail.cause.id).toBe('mail-flood');
  });
});
