import { describe, expect, it } from 'vitest';
import type { JudgedAddress } from '../../../src/model/verdict-report.ts';
import {
  attacker,
  behaviour,
  behaviours,
  claims,
  connections,
  group,
  hit,
  hits,
  ip,
  judged,
  judgeOne,
  logins,
  peer,
  person,
  signs,
  site,
  verified,
} from '../../unit/classify/scenes.ts';

/** An attack, and next to it what looks alike and must be left alone. The bar: no innocent is ever called malicious. */

const scripts = (count: number, more: Parameters<typeof hit>[2] = {}): ReturnType<typeof hits> =>
  hits(count, 3, (at) => `/wp-content/plugins/p${String(at)}/upload.php`, more);
const rulesOf = ({ evidence }: JudgedAddress): readonly string[] => evidence.map(({ rule }) => rule);
const failedThenIn = (failuresBefore: number): { readonly epoch: number; readonly site: string; readonly failuresBefore: number } => ({
  epoch: 1_795_341_700,
  site: 'alice.example',
  failuresBefore,
});

describe('passwords', () => {
  it.each([200, 403, 406, 429, 500, 503])('attack: ten tries in ten minutes, answered %d', (status) => {
    const one = judgeOne(behaviour(attacker, { signs: signs({ login: logins(10, 60, status) }) }));
    expect([one.verdict, one.confidence, one.blockAdvice]).toEqual(['malicious', 'high', 'can-be-blocked']);
    expect(one.evidence[0]?.text).toBe('10 login tries on alice.example within 10 minutes.');
  });

  it('attack: XML-RPC and login form count together', () => {
    const one = judgeOne(behaviour(attacker, { signs: signs({ login: logins(5, 60), xmlrpc: hits(5, 60, () => '/xmlrpc.php') }) }));
    expect(one.verdict).toBe('malicious');
  });

  it('attack, slow: five tries in a day without any sign of a person', () => {
    expect(judgeOne(behaviour(attacker, { signs: signs({ login: logins(5, 15_000) }) })).verdict).toBe('suspicious');
    expect(judgeOne(behaviour(attacker, { signs: signs({ login: logins(4, 15_000) }) })).verdict).toBe('unknown');
    expect(judgeOne(behaviour(attacker, { signs: signs({ login: logins(30, 2800) }) })).verdict).toBe('malicious');
  });

  it('look-alike: an owner who forgot the password', () => {
    const owner = behaviour(attacker, { ...person, signs: signs({ login: logins(5, 20) }), loginsAfterFailures: [failedThenIn(4)] });
    const report = judged({ behaviours: behaviours([owner]) });
    expect(report.findings).toEqual([]);
    expect(report.addresses[0]?.verdict).not.toBe('malicious');
    expect(report.addresses[0]?.evidence.some(({ text }) => text.includes('forgot the password'))).toBe(true);
    expect(report.cause.id).toBe('nothing-stands-out');
  });

  it('look-alike: an office that logs in in the morning', () => {
    const office = behaviour(attacker, {
      assets: 600,
      pagesServed: 90,
      mostAgentsPerMinute: 14,
      worksInAdmin: true,
      loginsAtOnce: 14,
      signs: signs({ login: logins(20, 25, 302) }),
    });
    expect(judgeOne(office).verdict).toBe('legitimate');
  });

  it('look-alike: the app of an owner who works from the same address', () => {
    const owner = behaviour(attacker, {
      ...person,
      worksInAdmin: true,
      signs: signs({ xmlrpc: hits(9, 4000, () => '/xmlrpc.php', { status: 200 }) }),
    });
    expect(judgeOne(owner).verdict).toBe('unknown');
  });

  it('look-alike: Jetpack, verified, never becomes malicious', () => {
    const jetpack = behaviour(attacker, { signs: signs({ xmlrpc: hits(100, 5, () => '/xmlrpc.php', { status: 200 }) }) });
    expect(judgeOne(jetpack, { identities: { [attacker]: verified('Jetpack', 'monitor') } }).verdict).not.toBe('malicious');
  });

  it('look-alike: the server itself; said, since it may be a hidden proxy or a script', () => {
    const own = behaviour(ip('192.0.2.1'), { signs: signs({ login: logins(60, 5) }) });
    const report = judged({ behaviours: behaviours([own]) });
    expect(report.addresses[0]).toMatchObject({ verdict: 'legitimate', blockAdvice: 'own-or-private' });
    expect(report.findings.map(({ rule, severity }) => [rule, severity])).toEqual([['own-server-tries', 'warning']]);
  });
});

describe('a login that comes after failures', () => {
  it('attack: after many it is an alarm, on top and as evidence', () => {
    const one = behaviour(attacker, {
      worksInAdmin: true,
      signs: signs({ login: logins(60, 5) }),
      loginsAfterFailures: [failedThenIn(59)],
    });
    const report = judged({ behaviours: behaviours([one], { requests: 10_000 }) });
    expect(report.cause).toEqual({
      id: 'break-in',
      text: '1 address was let in on alice.example after up to 59 failed logins: a password was most likely guessed.',
    });
    expect(report.findings[0]).toMatchObject({
      rule: 'login-succeeded',
      severity: 'alarm',
      addresses: [attacker],
      about: ['alice.example'],
    });
    expect(report.addresses[0]).toMatchObject({ verdict: 'malicious', confidence: 'high' });
    expect(report.addresses[0]?.evidence[0]?.text).toBe('Let in on alice.example after 59 failed logins, and then used the admin area.');
  });

  it('attack: images loaded as a disguise do not excuse many failures', () => {
    expect(judgeOne(behaviour(attacker, { ...person, loginsAfterFailures: [failedThenIn(10)] })).verdict).toBe('malicious');
  });

  it('attack: few failures, but one of many addresses that try alike', () => {
    const members = Array.from({ length: 12 }, (_, at) => ip(`198.51.100.${String(at + 1)}`));
    const [first = attacker] = members;
    const report = judged({
      behaviours: behaviours([behaviour(first, { loginsAfterFailures: [failedThenIn(3)] })], { groups: [group(members)] }),
    });
    expect(report.findings.map(({ rule, severity }) => [rule, severity])).toContainEqual(['login-succeeded', 'alarm']);
  });

  it('doubtful: few failures without a browser are a warning, no alarm', () => {
    const report = judged({ behaviours: behaviours([behaviour(attacker, { loginsAfterFailures: [failedThenIn(3)] })]) });
    expect(report.findings.map(({ severity }) => severity)).toEqual(['warning']);
    expect(report.addresses[0]?.verdict).toBe('suspicious');
  });
});

describe('many addresses at one login', () => {
  const members = Array.from({ length: 12 }, (_, at) => ip(`198.51.${String(at)}.7`));

  it('attack: a dozen addresses with seven tries each', () => {
    const bots = members.map((address) => behaviour(address, { signs: signs({ login: logins(7, 6000) }) }));
    const report = judged({ behaviours: behaviours(bots, { groups: [group(members)] }) });
    expect(report.findings[0]).toMatchObject({ rule: 'distributed-login', addresses: [...members].sort(), about: ['alice.example'] });
    expect(report.judged).toEqual({ addresses: 12, malicious: 0, suspicious: 12, leftOut: 0 });
    expect(report.cause.text).toBe(
      'Login attack on alice.example by 12 addresses: 84 tries, 100% of the requests. Protect the login page for everybody (a second password, or known addresses only): blocking single addresses will not end it.',
    );
  });

  it('look-alike: customers of a shop with the same common browser', () => {
    const customers = members.map((address) => behaviour(address, { ...person, loginsAtOnce: 1, signs: signs({ login: logins(2, 30) }) }));
    const report = judged({ behaviours: behaviours(customers, { groups: [group(members, { requests: 24 })] }) });
    expect(report.findings).toEqual([]);
    expect(report.judged).toMatchObject({ malicious: 0, suspicious: 0 });
  });
});

describe('scans', () => {
  it('attack: ten missing scripts in ten minutes are certain, five suspicious', () => {
    expect(judgeOne(behaviour(attacker, { signs: signs({ 'missing-script': scripts(10) }) })).verdict).toBe('malicious');
    expect(judgeOne(behaviour(attacker, { signs: signs({ 'missing-script': scripts(5) }) })).verdict).toBe('suspicious');
    expect(judgeOne(behaviour(attacker, { requests: 5, signs: signs({ 'missing-script': scripts(4) }) })).verdict).toBe('unknown');
  });

  it('attack, slight: four missing scripts in a few seconds and nothing else', () => {
    const one = judgeOne(behaviour(attacker, { signs: signs({ 'missing-script': scripts(4) }) }));
    expect([one.verdict, one.confidence]).toEqual(['suspicious', 'low']);
    expect(judgeOne(behaviour(attacker, { signs: signs({ 'missing-script': scripts(3) }) })).verdict).toBe('unknown');
  });

  it('attack: the same name again and again is no scan, however often', () => {
    expect(judgeOne(behaviour(attacker, { signs: signs({ 'missing-script': hits(200, 1, () => '/old.php') }) })).verdict).toBe('unknown');
  });

  it('look-alike: fifty missing images of a hot-linked page', () => {
    const visitor = behaviour(attacker, { requests: 50, assets: 50, statuses: { 404: 50 }, mostPerMinute: 50 });
    expect(judgeOne(visitor).verdict).toBe('unknown');
  });

  it('look-alike: 700 missing pages of a verified crawler, some of them scripts', () => {
    const crawler = behaviour(attacker, {
      requests: 700,
      statuses: { 404: 700 },
      signs: signs({ 'missing-script': scripts(40), payload: [hit('sql', 0)] }),
    });
    const one = judgeOne(crawler, { identities: { [attacker]: verified('Bingbot', 'search') } });
    expect(one).toMatchObject({ verdict: 'legitimate', confidence: 'high', blockAdvice: 'verified-service' });
    expect(rulesOf(one)).toContain('script-scan');
  });

  it('the same without proof is an attack, and while DNS is asked a suspicion', () => {
    const crawler = behaviour(attacker, { signs: signs({ 'missing-script': scripts(40) }) });
    expect(judgeOne(crawler, { identities: { [attacker]: claims('Bingbot', 'unverified') } }).verdict).toBe('malicious');
    expect(judgeOne(crawler, { identities: { [attacker]: claims('Bingbot', 'fake') } }).verdict).toBe('malicious');
    expect(judgeOne(crawler, { identities: { [attacker]: claims('Bingbot', 'checking') } }).verdict).toBe('suspicious');
  });

  it('look-alike: an administrator whose broken site answers 500', () => {
    const admin = behaviour(attacker, {
      ...person,
      worksInAdmin: true,
      loginsAtOnce: 1,
      signs: signs({ 'missing-script': scripts(15, { status: 500 }) }),
    });
    expect(judgeOne(admin)).toMatchObject({ verdict: 'legitimate', confidence: 'medium' });
  });

  it('attack: a hunt for web shells, and one that is found', () => {
    const names = ['/wso.php', '/alfa.php', '/c99.php'];
    expect(judgeOne(behaviour(attacker, { signs: signs({ 'missing-script': hits(3, 4000, (at) => names[at] ?? '') }) })).verdict).toBe(
      'malicious',
    );
    const found = judged({
      behaviours: behaviours([behaviour(attacker, { signs: signs({ 'shell-answered': [hit('/wso.php', 0, { status: 200 })] }) })]),
    });
    expect(found.findings[0]).toMatchObject({ rule: 'shell-answered', severity: 'alarm', about: ['alice.example'] });
    expect(found.cause.id).toBe('site-alarm');
  });

  it('a leaked file is an alarm for the site, and does not make the one who fetched it an attacker', () => {
    const owner = behaviour(attacker, { ...person, signs: signs({ 'secret-answered': [hit('/backup.zip', 0, { status: 200 })] }) });
    const report = judged({ behaviours: behaviours([owner]) });
    expect(report.findings[0]).toMatchObject({ rule: 'secret-answered', severity: 'alarm' });
    expect(report.addresses[0]?.verdict).toBe('unknown');
  });

  it('one odd request is a warning, several kinds are an attack', () => {
    expect(judgeOne(behaviour(attacker, { signs: signs({ payload: [hit('sql', 0)] }) }))).toMatchObject({
      verdict: 'suspicious',
      confidence: 'low',
    });
    const kinds = ['sql', 'traversal', 'template'];
    expect(judgeOne(behaviour(attacker, { signs: signs({ payload: hits(3, 1, (at) => kinds[at] ?? '') }) })).verdict).toBe('malicious');
  });

  it('a tool by its name alone is suspicious, with deeds malicious', () => {
    const named = [hit('wpscan', 0, { status: 200 })];
    expect(judgeOne(behaviour(attacker, { signs: signs({ 'bad-agent': named }) })).verdict).toBe('suspicious');
    expect(judgeOne(behaviour(attacker, { signs: signs({ 'bad-agent': named, 'missing-script': scripts(3) }) })).verdict).toBe('malicious');
    expect(judgeOne(behaviour(attacker, { signs: signs({ 'bad-agent': named, payload: [hit('sql', 0)] }) })).verdict).toBe('malicious');
  });

  it('a false crawler by its name alone is suspicious, with deeds malicious', () => {
    const identities = { [attacker]: claims('Googlebot', 'fake') };
    expect(judgeOne(behaviour(attacker, { requests: 5 }), { identities }).verdict).toBe('suspicious');
    expect(judgeOne(behaviour(attacker, { signs: signs({ 'missing-script': scripts(3) }) }), { identities }).verdict).toBe('malicious');
  });

  it('lines that can be forged are never ground for malicious', () => {
    const forged = {
      'rule-hit': hits(400, 1, () => '942100', { forgeable: true }),
      'auth-failure': hits(400, 1, () => '/x', { forgeable: true }),
    };
    const one = judgeOne(behaviour(attacker, { signs: signs(forged) }));
    expect(one.verdict).toBe('suspicious');
    expect(one.evidence.every(({ forgeable }) => forgeable)).toBe(true);
  });

  it('addresses of one subnet that attack alike are named together, with its innocents', () => {
    const bots = [1, 2, 3].map((at) => behaviour(ip(`203.0.113.${String(at)}`), { signs: signs({ 'missing-script': scripts(12) }) }));
    const report = judged({ behaviours: behaviours([...bots, behaviour(ip('203.0.113.9'), { ...person })]) });
    expect(report.findings[0]).toMatchObject({
      rule: 'subnet-attack',
      about: ['203.0.113.0/24'],
      text: '3 addresses of 203.0.113.0/24 attack in the same manner; 1 other address of it does not.',
    });
  });
});

describe('much of something', () => {
  const flood = { requests: 5000, mostPerMinute: 700 } as const;

  it('is suspicious and never malicious', () => {
    const one = judgeOne(behaviour(attacker, flood), { behaviours: behaviours([behaviour(attacker, flood)], { sites: [site()] }) });
    expect(one).toMatchObject({ verdict: 'suspicious', causesLoad: true });
  });

  it('attack: the front page and nothing else, hundreds of times a minute', () => {
    const one = { ...flood, frontPages: 5000 };
    expect(judgeOne(behaviour(attacker, one), { behaviours: behaviours([behaviour(attacker, one)], { sites: [site()] }) }).verdict).toBe(
      'malicious',
    );
  });

  it('attack: random queries on top of it', () => {
    const one = behaviour(attacker, { ...flood, signs: signs({ 'cache-buster': hits(400, 0.1, () => '/') }) });
    expect(judgeOne(one, { behaviours: behaviours([one], { sites: [site()] }) }).verdict).toBe('malicious');
  });

  it.each([
    ['the own cron', ip('192.0.2.1'), undefined],
    ['a monitor', attacker, verified('UptimeRobot', 'monitor')],
    ['a verified crawler', attacker, verified('GPTBot', 'ai')],
  ])('look-alike: %s', (_name, address, identity) => {
    const busy = behaviour(address, { ...flood, frontPages: 5000 });
    const one = judgeOne(busy, {
      behaviours: behaviours([busy], { sites: [site()] }),
      identities: identity === undefined ? {} : { [address]: identity },
    });
    expect([one.verdict, one.causesLoad]).toEqual(['legitimate', true]);
  });

  it('look-alike: an office behind one address', () => {
    const office = behaviour(attacker, { requests: 5000, assets: 3800, pagesServed: 900, mostPerMinute: 420, mostAgentsPerMinute: 25 });
    const parts = {
      behaviours: behaviours([office], { sites: [site()] }),
      connections: connections([peer(attacker, { inbound: 160 }), ...others]),
    };
    expect(judgeOne(office, parts).verdict).toBe('legitimate');
  });
  const others = Array.from({ length: 6 }, (_, at) => peer(`198.51.100.${String(at + 1)}`, { inbound: 5 }));

  it('look-alike: an editor whose browser asks admin-ajax all day', () => {
    const editor = behaviour(attacker, {
      requests: 4000,
      assets: 500,
      pagesServed: 3400,
      worksInAdmin: true,
    });
    expect(judgeOne(editor).verdict).toBe('legitimate');
  });

  it('look-alike: a newsletter rush is a busy site and nobody to blame', () => {
    const readers = Array.from({ length: 50 }, (_, at) => behaviour(ip(`198.51.100.${String(at)}`), { assets: 30, pagesServed: 3 }));
    const report = judged({ behaviours: behaviours(readers, { sites: [site({ busiestMinute: 900, usualMinute: 12 })] }) });
    expect(report.judged).toMatchObject({ malicious: 0, suspicious: 0 });
    expect(report.findings.map(({ rule, severity }) => [rule, severity])).toEqual([['busy-site', 'note']]);
  });

  it('look-alike: a CDN in front is suspicious at most, and no address to block', () => {
    const edge = behaviour(attacker, { requests: 5000, signs: signs({ 'missing-script': scripts(40), login: logins(40, 5) }) });
    const report = judged({ behaviours: behaviours([edge]), identities: { [attacker]: verified('Cloudflare', 'cdn') } });
    expect(report.addresses[0]).toMatchObject({ verdict: 'suspicious', blockAdvice: 'proxy-in-front' });
    expect(report.findings.map(({ rule }) => rule)).toEqual(['only-proxies']);
  });

  it('a visitor who comes through a CDN cannot be blocked at the firewall', () => {
    const bot = behaviour(attacker, { signs: signs({ login: logins(30, 5) }) });
    const edge = peer('198.51.100.1', { inbound: 40 });
    const one = judgeOne(bot, { connections: connections([edge]), identities: { '198.51.100.1': verified('Cloudflare', 'cdn') } });
    expect(one).toMatchObject({ verdict: 'malicious', blockAdvice: 'proxy-in-front' });
  });

  it('look-alike: a backup to a remote database is nobody who comes to us', () => {
    const report = judged({
      connections: connections([peer('203.0.113.5', { inbound: 0, outbound: 300, connections: 300, localPorts: { 40001: 300 } })]),
    });
    expect(report.addresses).toEqual([]);
    expect(report.cause.id).toBe('nothing-stands-out');
  });

  it('what we refused ourselves is no evidence', () => {
    const blocked = behaviour(attacker, { ...flood, refusedByUs: 4900, frontPages: 5000 });
    expect(judgeOne(blocked, { behaviours: behaviours([blocked], { sites: [site()] }) }).verdict).toBe('unknown');
  });

  it('a private address is somebody hidden: suspicious at most', () => {
    const proxy = behaviour(ip('10.0.0.7'), { signs: signs({ login: logins(60, 5) }) });
    expect(judgeOne(proxy)).toMatchObject({ verdict: 'suspicious', blockAdvice: 'own-or-private' });
  });
});
