import type { PostedForm } from '../../../../src/model/behaviour.ts';
import { noIdentity } from '../../../../src/model/identity.ts';
import {
  behaviour,
  claims,
  connections,
  behaviours,
  attacker,
  hit,
  hits,
  ip,
  logins,
  peer,
  person,
  type SceneParts,
  signs,
  site,
  verified,
} from '../scenes.ts';

/** For each rule a scene in which it speaks of {@link attacker}, and its look-alike, of which it says nothing against. */
export interface RuleSample {
  readonly speaks: SceneParts;
  readonly lookAlike: SceneParts;
}

const alone = (more: Parameters<typeof behaviour>[1], parts: SceneParts = {}): SceneParts => ({
  behaviours: behaviours([behaviour(attacker, more)]),
  ...parts,
});

const holding = (more: Parameters<typeof peer>[1], others = 8): SceneParts => ({
  connections: connections([
    peer(attacker, more),
    ...Array.from({ length: others }, (_, at) => peer(`198.51.100.${String(at + 1)}`, { inbound: 4 })),
  ]),
});

/** 200 requests for one page that asks for a password. */
const locked = (more: Parameters<typeof behaviour>[1]): Parameters<typeof behaviour>[1] => ({
  ...{
    requests: 200,
    statuses: { '401': 200 },
    methods: { GET: 200 },
    distinctRefusedPaths: 1,
    refusedPaths: [{ path: '/private/', requests: 200 }],
  },
  ...more,
});

const archives = ['zip', 'rar', '7z', 'tgz', 'tar.gz', 'sql', 'bak'] as const;

/** Three neighbours who did the same, or each what `more` says. */
const subnet = (more: Parameters<typeof behaviour>[1] | ((at: number) => Parameters<typeof behaviour>[1])): SceneParts => ({
  behaviours: behaviours(
    [attacker, ip('203.0.113.67'), ip('203.0.113.68')].map((address, at) =>
      behaviour(address, typeof more === 'function' ? more(at) : more),
    ),
  ),
});

/** Thirty strangers, {@link attacker} among them. */
const botnet = (more: (at: number) => Parameters<typeof behaviour>[1]): SceneParts => ({
  behaviours: behaviours(
    [attacker, ...Array.from({ length: 29 }, (_, at) => ip(`198.51.100.${String(at * 8 + 1)}`))].map((address, at) =>
      behaviour(address, more(at)),
    ),
  ),
});

/** Six neighbours, {@link attacker} among them. */
const neighbours = (more: (at: number) => Parameters<typeof behaviour>[1]): SceneParts => ({
  behaviours: behaviours(Array.from({ length: 6 }, (_, at) => behaviour(ip(`203.0.113.${String(66 + at)}`), more(at)))),
});

/** Asked for on eight sites, one after another. */
const onSites = (scripts: readonly string[]): ReturnType<typeof hits> =>
  Array.from({ length: 8 }, (_, at) => scripts.map((what) => hit(what, at * 20, { site: `site-${String(at)}.example` }))).flat();

const form = (more: Partial<PostedForm>): PostedForm => ({
  ...{ site: 'alice.example', path: '/contact', posts: 1, others: 0, refused: 0, withoutReferer: 0, fromItself: 0 },
  ...{ meanBytes: 4900, deviationBytes: 4, firstEpoch: 0, lastEpoch: 600 },
  ...more,
});

const missing = (count: number, every = 5, status = 404): ReturnType<typeof hits> =>
  hits(count, every, (at) => `/old-${String(at)}.php`, { status });

export const samples: Readonly<Record<string, RuleSample>> = {
  'login-attack': {
    speaks: alone({ signs: signs({ login: logins(12, 20, 403) }) }),
    lookAlike: alone({ ...person, loginsAtOnce: 1, signs: signs({ login: logins(4, 20) }) }),
  },
  'other-logins': {
    speaks: alone({ signs: signs({ 'other-login': hits(20, 5, () => '/user/login', { method: 'POST', status: 403 }) }) }),
    lookAlike: alone({ ...person, signs: signs({ 'other-login': hits(20, 5, () => '/user/login', { method: 'POST', status: 303 }) }) }),
  },
  'password-tries': {
    speaks: alone(locked({ mostPerMinute: 200 })),
    lookAlike: alone(locked({ mostPerMinute: 8 })),
  },
  'user-names': {
    speaks: alone({ requests: 16, userNames: { refused: 8, tries: 16, guessed: ['admin', 'root', 'test'], letIn: 0 } }),
    lookAlike: alone({ requests: 90, distinctAgents: 6, userNames: { refused: 6, tries: 40, guessed: [], letIn: 4 } }),
  },
  'spread-logins': {
    speaks: botnet((at) => ({ signs: signs({ login: [hit('/wp-login.php', at * 60, { method: 'POST', status: 200 })] }) })),
    lookAlike: botnet((at) => ({ requests: 2, signs: signs({ login: [hit('/wp-login.php', at * 60, { method: 'POST', status: 200 })] }) })),
  },
  'scan-of-sites': {
    speaks: alone({ signs: signs({ 'missing-script': onSites(['/up.php', '/fm.php']) }) }),
    lookAlike: alone({ requests: 40, signs: signs({ 'missing-script': onSites(['/status.php']) }) }),
  },
  'subnet-probes': {
    speaks: neighbours((at) => ({ signs: signs({ 'missing-script': hits(3, 90_000, (one) => `/old-${String(at)}-${String(one)}.php`) }) })),
    lookAlike: neighbours(() => ({ signs: signs({ 'missing-script': missing(3, 90_000) }) })),
  },
  'search-flood': {
    speaks: alone({ signs: signs({ search: hits(240, 0.25, () => '/') }) }),
    lookAlike: alone({ ...person, signs: signs({ search: hits(40, 2, () => '/') }) }),
  },
  'goes-on': {
    speaks: alone({ requests: 600, mostPerMinute: 240, statuses: { '200': 300, '503': 300 } }),
    lookAlike: alone({ requests: 600, mostPerMinute: 60, statuses: { '503': 600 } }),
  },
  'spread-flood': {
    speaks: botnet(() => ({ signs: signs({ 'cache-buster': hits(12, 2, () => '/') }) })),
    lookAlike: botnet(() => ({ signs: signs({ 'cache-buster': hits(2, 2, () => '/') }) })),
  },
  'front-page-flood': {
    speaks: alone({ requests: 2500, frontPages: 2500, mostPerTenMinutes: 2500 }),
    lookAlike: alone({ ...person, requests: 2500, frontPages: 2400, mostPerTenMinutes: 2500 }),
  },
  'same-form': {
    speaks: alone({ requests: 40, forms: [form({ posts: 40, withoutReferer: 40 })] }),
    lookAlike: alone({ requests: 40, forms: [form({ path: '/find', posts: 40, deviationBytes: 900 })] }),
  },
  'script-burst': {
    speaks: alone({ requests: 4, signs: signs({ 'missing-script': missing(4, 3) }) }),
    lookAlike: alone({ requests: 5, signs: signs({ 'missing-script': missing(4, 3) }) }),
  },
  'subnet-logins': {
    speaks: subnet({ signs: signs({ login: logins(4, 20) }) }),
    lookAlike: subnet({ ...person, loginsAtOnce: 1, signs: signs({ login: logins(4, 20) }) }),
  },
  'subnet-scripts': {
    speaks: subnet((at) => ({ signs: signs({ 'missing-script': hits(4, 5, (one) => `/old-${String(at)}-${String(one)}.php`) }) })),
    lookAlike: subnet({ signs: signs({ 'missing-script': missing(4) }) }),
  },
  'backup-hunt': {
    speaks: alone({ signs: signs({ backup: hits(7, 5, (at) => `/backup.${archives[at] ?? ''}`) }) }),
    lookAlike: alone({ signs: signs({ backup: hits(7, 5, (at) => `/backup.${archives[at] ?? ''}`, { status: 200 }) }) }),
  },
  'missing-pages': {
    speaks: alone({
      requests: 40,
      statuses: { '404': 40 },
      distinctRefusedPaths: 40,
      mostPerMinute: 40,
      refusedPaths: ['/portal', '/console', '/api/v1', '/status'].map((path) => ({ path, requests: 10 })),
    }),
    lookAlike: alone({
      requests: 40,
      assets: 40,
      statuses: { '404': 40 },
      distinctRefusedPaths: 40,
      mostPerMinute: 40,
      refusedPaths: ['/a.png', '/b/a.png', '/c/a.png'].map((path) => ({ path, requests: 10 })),
    }),
  },
  'proxy-tries': {
    speaks: alone({ signs: signs({ 'proxy-try': hits(3, 5, (at) => `host-${String(at)}.example`) }) }),
    lookAlike: alone({ signs: signs({ 'proxy-try': hits(30, 5, () => 'other-name.example', { site: null, status: 200 }) }) }),
  },
  'comment-spam': {
    speaks: alone({ signs: signs({ comment: hits(40, 9, () => '/wp-comments-post.php', { method: 'POST', status: 302 }) }) }),
    lookAlike: alone({
      ...person,
      methods: { GET: 20, POST: 4 },
      signs: signs({ comment: hits(4, 90, () => '/wp-comments-post.php', { method: 'POST', status: 302 }) }),
    }),
  },
  nameless: {
    speaks: {
      behaviours: behaviours([
        behaviour(attacker, {
          requests: 6,
          agents: [{ agent: '-', requests: 6 }],
          signs: signs({ 'missing-script': missing(6), secret: missing(1) }),
        }),
        behaviour(ip('198.51.100.9')),
      ]),
    },
    lookAlike: alone({ requests: 6, agents: [{ agent: '-', requests: 6 }], signs: signs({ 'missing-script': missing(6, 5, 500) }) }),
  },
  pingbacks: {
    speaks: alone({ signs: signs({ pingback: hits(30, 5, () => '/', { status: 200 }) }) }),
    lookAlike: alone({ requests: 30 }),
  },
  'login-succeeded': {
    speaks: alone({
      signs: signs({ login: logins(40, 5) }),
      loginsAfterFailures: [{ epoch: 1, site: 'alice.example', failuresBefore: 39 }],
    }),
    lookAlike: alone({
      ...person,
      signs: signs({ login: logins(4, 20) }),
      loginsAfterFailures: [{ epoch: 1, site: 'alice.example', failuresBefore: 3 }],
    }),
  },
  'shell-answered': {
    speaks: alone({ signs: signs({ 'shell-answered': [hit('/wp-content/wso.php', 0, { method: 'POST', status: 200 })] }) }),
    lookAlike: alone({ signs: signs({ 'missing-script': [hit('/cache.php', 0)] }) }),
  },
  'shell-hunt': {
    speaks: alone({ signs: signs({ 'missing-script': [hit('/wso.php', 0), hit('/x/alfa.php', 60), hit('/c99.php', 9000)] }) }),
    lookAlike: alone({ signs: signs({ 'missing-script': [hit('/up.php', 0), hit('/shellfish-recipes.php', 1), hit('/wso.png', 2)] }) }),
  },
  'script-scan': {
    speaks: alone({ signs: signs({ 'missing-script': missing(10) }) }),
    lookAlike: alone({ ...person, signs: signs({ 'missing-script': missing(12, 5, 500) }), worksInAdmin: true, loginsAtOnce: 1 }),
  },
  'secrets-asked': {
    speaks: alone({ signs: signs({ secret: hits(3, 1, (at) => ['/.env', '/.git/config', '/wp-config.php.bak'][at] ?? '') }) }),
    lookAlike: alone({ requests: 20 }),
  },
  payloads: {
    speaks: alone({ signs: signs({ payload: hits(3, 1, (at) => ['sql', 'traversal', 'template'][at] ?? '') }) }),
    lookAlike: alone({ ...person }),
  },
  'user-enumeration': {
    speaks: alone({ signs: signs({ 'user-enumeration': hits(3, 2, (at) => `?author=${String(at + 1)}`) }) }),
    lookAlike: alone({
      ...person,
      worksInAdmin: true,
      signs: signs({ 'user-enumeration': hits(4, 2, (at) => `/wp-json/wp/v2/users/${String(at)}`) }),
    }),
  },
  'changing-agents': {
    speaks: alone({ requests: 40, mostAgentsPerMinute: 12 }),
    lookAlike: alone({ ...person, mostAgentsPerMinute: 12 }),
  },
  'attack-tool': {
    speaks: alone({ signs: signs({ 'bad-agent': [hit('attack-tool: sqlmap', 0)] }) }),
    lookAlike: alone({ signs: signs({ 'bad-agent': [hit('scraper: mj12bot', 0)] }) }),
  },
  'fake-crawler': {
    speaks: alone({ requests: 9 }, { identities: { [attacker]: claims('Googlebot', 'fake') } }),
    lookAlike: alone({ requests: 9 }, { identities: { [attacker]: claims('Baiduspider', 'unverified') } }),
  },
  'cache-busting': {
    speaks: alone({ signs: signs({ 'cache-buster': hits(40, 1, () => '/') }) }),
    lookAlike: alone({ signs: signs({ 'cache-buster': hits(40, 10, () => '/') }) }),
  },
  'http-flood': {
    speaks: { behaviours: behaviours([behaviour(attacker, { requests: 900, mostPerMinute: 500 })], { sites: [site()] }) },
    lookAlike: {
      behaviours: behaviours([behaviour(attacker, { requests: 900, mostPerMinute: 500 })], { sites: [site({ usualMinute: 400 })] }),
    },
  },
  'slow-requests': {
    speaks: { ...alone({ signs: signs({ 'slow-request': hits(15, 10, () => '-', { status: 408 }) }) }), ...holding({ inbound: 80 }) },
    lookAlike: alone({ ...person, signs: signs({ 'slow-request': hits(3, 60, () => '/upload', { status: 408 }) }) }),
  },
  'many-connections': {
    speaks: holding({ inbound: 150 }),
    lookAlike: holding({ inbound: 150, states: { TIME_WAIT: 140, ESTABLISHED: 10 } }),
  },
  'half-open': {
    speaks: holding({ inbound: 60, halfOpen: 60, states: { SYN_RECV: 60 } }),
    lookAlike: holding({ inbound: 6, halfOpen: 2 }),
  },
  'mail-flood': {
    speaks: holding({ inbound: 30, localPorts: { 25: 30 } }),
    lookAlike: { ...holding({ inbound: 30, localPorts: { 25: 30 } }), identities: { [attacker]: verified('Gmail', 'mail') } },
  },
  'not-web': {
    speaks: alone({ signs: signs({ 'not-web': hits(6, 2, () => 'tls') }) }),
    lookAlike: alone({ signs: signs({ 'not-web': hits(2, 2, () => 'tls') }) }),
  },
  'wrong-passwords': {
    speaks: alone({ signs: signs({ 'auth-failure': hits(8, 20, () => '/admin', { status: null }) }) }),
    lookAlike: alone({ signs: signs({ 'auth-failure': hits(3, 20, () => '/admin', { status: null }) }) }),
  },
  'firewall-hits': {
    speaks: alone({ signs: signs({ 'rule-hit': hits(6, 20, () => '942100', { status: null }) }) }),
    lookAlike: alone({ signs: signs({ 'rule-hit': hits(2, 20, () => '942100', { status: null }) }) }),
  },
  'own-server': { speaks: alone({ requests: 5 }, { ownAddresses: [attacker] }), lookAlike: alone({ requests: 5 }) },
  'verified-service': {
    speaks: alone({ requests: 5 }, { identities: { [attacker]: verified('Bingbot', 'search') } }),
    lookAlike: alone({ requests: 5 }, { identities: { [attacker]: noIdentity } }),
  },
  'proxy-in-front': {
    speaks: alone({ requests: 5 }, { identities: { [attacker]: verified('Cloudflare', 'cdn') } }),
    lookAlike: alone({ requests: 5 }),
  },
  'works-in-admin': { speaks: alone({ ...person, worksInAdmin: true }), lookAlike: alone({ pagesServed: 9, worksInAdmin: true }) },
  'ordinary-visitor': { speaks: alone({ ...person }), lookAlike: alone({ pagesServed: 9 }) },
};
