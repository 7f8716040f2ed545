import { describe, expect, it } from 'vitest';
import {
  attacker,
  behaviour,
  behaviours,
  connections,
  group,
  hit,
  hits,
  ip,
  judged,
  judgeOne,
  logins,
  noon,
  peer,
  person,
  signs,
  verified,
} from '../../unit/classify/scenes.ts';

/** What decides between two verdicts that lie close together. */

const members = Array.from({ length: 6 }, (_, at) => ip(`198.51.${String(at)}.7`));

describe('close calls', () => {
  it('logins that are all let in excuse a person, not a script', () => {
    const all = { loginsAtOnce: 12, signs: signs({ login: logins(12, 20, 302) }) };
    expect(judgeOne(behaviour(attacker, all)).verdict).toBe('malicious');
    expect(judgeOne(behaviour(attacker, { ...person, ...all })).verdict).toBe('unknown');
  });

  it('a few people who log in over the day are people', () => {
    const office = behaviour(attacker, { ...person, loginsAtOnce: 6, signs: signs({ login: logins(6, 9000, 302) }) });
    expect(judgeOne(office)).toMatchObject({ verdict: 'legitimate', confidence: 'low' });
  });

  it('ten slow tries are certain as one of many at the login form, not beside an XML-RPC group', () => {
    const bot = behaviour(attacker, { signs: signs({ login: logins(12, 5000) }) });
    const beside = (sign: 'login' | 'xmlrpc'): string =>
      judgeOne(bot, { behaviours: behaviours([bot], { groups: [group([...members, attacker], { sign })] }) }).verdict;
    expect([beside('login'), beside('xmlrpc')]).toEqual(['malicious', 'suspicious']);
  });

  it('to look at a shell is suspicious, to send something to it malicious', () => {
    const shell = (method: string): string =>
      judgeOne(behaviour(attacker, { signs: signs({ 'shell-answered': [hit('/x-shell-of-theirs.php', 0, { method, status: 200 })] }) }))
        .verdict;
    expect([shell('GET'), shell('POST')]).toEqual(['suspicious', 'malicious']);
  });

  it('a robot that costs is not an attacker for its name, not even beside missing pages', () => {
    const robot = { 'bad-agent': [hit('scraper: mj12bot', 0)], 'missing-script': hits(4, 60, (at) => `/p${String(at)}.php`) };
    expect(judgeOne(behaviour(attacker, { signs: signs(robot) })).verdict).toBe('unknown');
  });

  it('authors asked for by number are different requests, also where the hit names the front page only', () => {
    const verdict = (what: string): string =>
      judgeOne(behaviour(attacker, { signs: signs({ 'user-enumeration': hits(3, 2, () => what) }) })).verdict;
    expect([verdict('/'), verdict('/wp-json/wp/v2/users')]).toEqual(['suspicious', 'unknown']);
  });

  it('deeds of two families are one attack, two of one family are not', () => {
    const enumeration = hits(3, 2, (at) => `?author=${String(at)}`);
    const scripts = hits(5, 2, (at) => `/p${String(at)}.php`);
    const verdict = (of: Parameters<typeof signs>[0]): string => judgeOne(behaviour(attacker, { signs: signs(of) })).verdict;
    expect(verdict({ 'user-enumeration': enumeration, 'missing-script': scripts })).toBe('suspicious');
    expect(verdict({ 'user-enumeration': enumeration, login: logins(5, 9000) })).toBe('malicious');
  });

  it('a verified fetcher that guesses passwords stays suspicious: a person may be behind it', () => {
    const one = behaviour(attacker, { signs: signs({ login: logins(20, 5) }) });
    expect(judgeOne(one, { identities: { [attacker]: verified('Fetcher', 'fetcher') } }).verdict).toBe('suspicious');
  });

  it('a CDN is never legitimate by being one, nor when only DNS or only a range says so', () => {
    const quiet = behaviour(attacker, { requests: 5 });
    expect(judgeOne(quiet, { identities: { [attacker]: verified('Cloudflare', 'cdn') } }).verdict).toBe('unknown');
    const byDns = { ...verified('Cloudflare', 'cdn'), by: 'reverse-dns' as const, ranges: [] };
    expect(judgeOne(quiet, { identities: { [attacker]: byDns } })).toMatchObject({ verdict: 'unknown', blockAdvice: 'proxy-in-front' });
    const crawlerInside = { ...verified('Crawler', 'search'), ranges: [{ service: 'Cloudflare', kind: 'cdn' as const }] };
    expect(judgeOne(quiet, { identities: { [attacker]: crawlerInside } })).toMatchObject({
      verdict: 'unknown',
      blockAdvice: 'proxy-in-front',
    });
  });

  it('three neighbours that are private, proxies or this server are no attacking subnet and no cause', () => {
    const bad = { signs: signs({ login: logins(60, 5) }) };
    const inside = judged({ behaviours: behaviours([1, 2, 3].map((at) => behaviour(ip(`10.0.0.${String(at)}`), bad))) });
    expect([inside.findings, inside.cause.id]).toEqual([[], 'nothing-stands-out']);
    const edges = [1, 2, 3].map((at) => ip(`203.0.113.${String(at)}`));
    const identities = Object.fromEntries(edges.map((address) => [address, verified('Cloudflare', 'cdn')]));
    const cdn = judged({
      behaviours: behaviours(
        edges.map((address) => behaviour(address, bad)),
        { requests: 900 },
      ),
      identities,
    });
    expect([cdn.findings.map(({ rule }) => rule), cdn.cause.id]).toEqual([[], 'nothing-stands-out']);
  });

  it('an address that the socket table knows as ours is ours', () => {
    const one = behaviour(attacker, { signs: signs({ login: logins(60, 5) }) });
    expect(judgeOne(one, { connections: connections([peer(attacker, { own: true })]) }).verdict).toBe('legitimate');
  });

  it('groups are named largest first, however they were read', () => {
    const groups = [group(members), group(members, { site: 'bob.example', requests: 900, lastEpoch: noon + 60 })];
    const bots = members.map((address) => behaviour(address));
    const named = [groups, [...groups].reverse()].map((list) =>
      judged({ behaviours: behaviours(bots, { groups: list }) }).findings.map(({ about }) => about),
    );
    expect(named).toEqual([[['bob.example', 'alice.example']], [['bob.example', 'alice.example']]]);
  });
});
