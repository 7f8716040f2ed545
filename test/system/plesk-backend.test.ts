import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundlePath } from '../../build/bundle.mjs';
import { version } from '../../build/pack-folder.mjs';
import { because, needs } from '../needs.ts';
import { busySites, logsOf, makeBusyServer, marksOf } from '../stand-ins/plesk/busy-server.mjs';
import { accessLine } from '../stand-ins/whm/server-root.mjs';

const [alice, bob] = busySites as unknown as readonly [(typeof busySites)[number], (typeof busySites)[number]];
const root = mkdtempSync(join(tmpdir(), 'active-connections-plesk-'));

interface Said {
  readonly code: number | null;
  readonly complaint: string;
  /** The raw answer, empty where there is none. */
  readonly raw: string;
  readonly answer: Readonly<Record<string, unknown>> & {
    readonly status: number;
    readonly body: string;
    readonly location: string | null;
    readonly changedSites: readonly string[];
  };
}

function say(text: string | Buffer, words: readonly string[] = ['--root', root]): Said {
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundlePath, 'plesk', ...words], { input: text, encoding: 'utf8', env });
  return { code: status, complaint: stderr, raw: stdout, answer: (stdout === '' ? {} : JSON.parse(stdout)) as Said['answer'] };
}

const domain = (site: typeof alice, id: number, change = {}): object => ({
  id,
  name: site.name,
  displayName: site.name,
  owner: site.name.split('.')[0],
  systemUser: site.user,
  documentRoot: `/var/www/vhosts/${site.name}/httpdocs`,
  logs: `/var/www/vhosts/system/${site.name}/logs`,
  mayBlock: true,
  ...change,
});

const operator = (role: string, name: string): object => ({
  id: { admin: 1, alice: 3, bob: 4 }[name] ?? 9,
  role,
  name,
  address: '192.0.2.200',
  session: 'a'.repeat(64),
  actsFor: null,
});

const base = { page: '/modules/active-connections/index.php/index/index', assets: '/modules/active-connections/assets/' };
const common = { schema: 1, version, site: null, mayBlock: true, ownAddresses: ['192.0.2.1', 'no address'], base };
const page = { ...common, ask: 'page', method: 'GET', query: '', form: '' };
const byAdmin = { ...page, operator: operator('admin', 'admin'), domains: null };
const byAlice = { ...page, operator: operator('customer', 'alice'), domains: [domain(alice, 11)] };
const asked = (question: object, change: object = {}): Said => say(JSON.stringify({ ...question, ...change }));

const everyPage = ['', 'page=overview', 'page=pages', 'page=errors', 'page=blocks', 'page=sources', `page=site&site=${bob.name}`];

describe.skipIf(!needs.root)(`the backend of the Plesk extension${because(needs.root, 'needs root')}`, () => {
  beforeAll(() => {
    makeBusyServer(root, Date.now());
  });
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('answers in the agreed shape, our part of the page alone', () => {
    const { code, complaint, answer } = asked(byAdmin);
    expect([code, complaint]).toEqual([0, '']);
    expect(answer).toMatchObject({ schema: 1, version, status: 200, location: null, title: 'Overview', changedSites: [], task: null });
    expect(Object.keys(answer).sort()).toEqual(['body', 'changedSites', 'location', 'schema', 'status', 'task', 'title', 'version']);
    // Handlebars escapes the sign of equality too.
    const body = answer.body.replaceAll('&#x3D;', '=');
    expect(body).toMatch(
      /^\s*<link rel="stylesheet" href="\/modules\/active-connections\/assets\/app\.css\?v=[\da-f]{12}">\s*<div class="active-connections">/,
    );
    expect(body).not.toMatch(/<script|<html|<body|<!DOCTYPE|data-scheme|ac-waiting/i);
    expect(body.match(/<div class="active-connections"/g)).toHaveLength(1);
    expect([...body.matchAll(/<div\b|<\/div>/g)].reduce((open, [tag]) => open + (tag === '</div>' ? -1 : 1), 0)).toBe(0);
    // Links are queries, to stay in the panel's page; pictures come from where PHP says.
    for (const [, href] of body.matchAll(/ (?:href|action)="([^"]*)"/g))
      expect(href).toMatch(/^(\?|#|\/modules\/active-connections\/assets\/)/);
    for (const [, src] of body.matchAll(/ src="([^"]*)"/g)) expect(src).toMatch(/^\/modules\/active-connections\/assets\//);
  });

  it('shows the administrator every site', () => {
    const { body } = asked(byAdmin).answer;
    for (const { name, attacker } of busySites) expect([name, body.includes(attacker)]).toEqual([name, true]);
    for (const { attacker } of busySites) expect(body).toContain(attacker);
  });

  it.each(everyPage)('shows a customer nothing of a neighbour: ?%s', (query) => {
    const { code, answer } = asked(byAlice, { query });
    expect([code, answer.status]).toEqual([0, 200]);
    // The site that was asked for by name may be named back; no more.
    const [name, ...marks] = marksOf(bob);
    for (const mark of [...(query.includes(bob.name) ? [] : [name]), ...marks, '203.0.113.99', '198.51.100.26', 'server-only-page'])
      expect([mark, answer.body.includes(mark ?? '')]).toEqual([mark, false]);
  });

  it('shows a customer their own', () => {
    const { body } = asked(byAlice).answer;
    for (const mark of [alice.attacker, alice.visitor]) expect(body).toContain(mark);
    expect(asked(byAlice, { query: 'page=errors' }).answer.body).toContain(alice.error);
    // Of the connections only what certainly is theirs: their own user's.
    expect(body).toContain('198.51.100.25');
  });

  it('shows a reseller the domains that PHP names', () => {
    const both = { domains: [domain(alice, 11), domain(bob, 12)], operator: operator('reseller', 'rita') };
    const { body } = asked(byAlice, both).answer;
    for (const { attacker } of busySites) expect(body).toContain(attacker);
    expect(body).not.toContain('203.0.113.99');
  });

  it.each(['customer', 'admin'])('leads the card of a domain to that domain: %s', (role) => {
    const { answer } = asked(byAlice, { site: 11, operator: operator(role, role) });
    expect(answer).toMatchObject({ status: 200, title: alice.name });
    for (const mark of [alice.page, alice.attacker, alice.error]) expect(answer.body).toContain(mark);
    expect(answer.body).not.toContain(bob.attacker);
    // Judged by what was asked of this site.
    expect(/id="ac-suspects"[^]*?<\/table>/.exec(answer.body)?.[0]).toContain(alice.attacker);
  });

  it('judges the visitors of one site by that site alone', () => {
    const { body } = asked(byAdmin, { query: `page=site&site=${alice.name}` }).answer;
    const suspects = /id="ac-suspects"[^]*?<\/table>/.exec(body)?.[0] ?? '';
    expect([suspects.includes(alice.attacker), suspects.includes(bob.attacker)]).toEqual([true, false]);
    expect(suspects).toMatch(/data-ac-label="connections">–</);
  });

  it('offers no block of what is left of an address in an anonymised log', () => {
    const offered = (address: string): boolean => {
      appendFileSync(
        join(logsOf(root, bob.name), 'access_ssl_log'),
        accessLine({ address, request: 'POST /wp-login.php', epochMs: Date.now() }).repeat(130),
      );
      const { body } = asked(byAdmin, { query: `page=site&site=${bob.name}&top=50` }).answer;
      expect([address, body.includes(address)]).toEqual([address, true]);
      return new RegExp(`ac-block-link" href="[^"]*target=${address}[&"]`).test(body.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'));
    };
    expect(offered('198.51.100.201')).toBe(true);
    expect(offered('198.51.100.0')).toBe(false);
    expect(asked(byAdmin, { query: 'page=address&address=198.51.100.0' }).answer.body).toContain('anonymised log');
  });

  it('leaves a wildcard out, and shows the rest', () => {
    const { code, answer } = asked(byAlice, { domains: [domain(alice, 11), domain(alice, 13, { name: '*.alice.example', logs: '/x' })] });
    expect([code, answer.body.includes(alice.attacker)]).toEqual([0, true]);
  });

  describe('what is not agreed', () => {
    const hostile = '"><script>alert(1)</script>\u0000\u001b[31m../../etc/passwd';
    it.each<[string, object]>([
      ['another schema', { schema: 2 }],
      ['another version', { version: '9.9.9' }],
      ['a hostile version', { version: hostile.slice(0, 60) }],
      ['an unknown question', { ask: 'shell' }],
      ['an unknown role', { operator: operator('root', 'x') }],
      ['no session', { operator: { ...operator('customer', 'alice'), session: '' } }],
      ['another method', { method: 'PUT' }],
      ['the whole server for a customer', { domains: null }],
      ['one domain that is not among them', { site: 12 }],
      ['one domain of the whole server', { domains: null, operator: operator('admin', 'admin'), site: 11 }],
      ['a name that is none', { domains: [domain(alice, 11, { name: hostile })] }],
      ['a name with a way up', { domains: [domain(alice, 11, { name: '../bob.example' })] }],
      ['a name in capitals', { domains: [domain(alice, 11, { name: 'Alice.example' })] }],
      ['the log folder of a neighbour', { domains: [domain(alice, 11, { logs: `/var/www/vhosts/system/${bob.name}/logs` })] }],
      ['a log folder anywhere', { domains: [domain(alice, 11, { logs: '/etc' })] }],
      ['a log folder with a way up', { domains: [domain(alice, 11, { logs: '/var/www/vhosts/system/alice.example/x/../logs' })] }],
      ['too long a query', { query: 'x'.repeat(8193) }],
      ['too long a form', { form: 'x'.repeat(65_537) }],
      ['an id that is a text', { domains: [domain(alice, 11, { id: '11' })] }],
    ])('gets an exit code and one plain line: %s', (_, change) => {
      const { code, raw, complaint } = asked(byAlice, change);
      expect([code, raw]).toEqual([2, '']);
      // One line of printable ASCII.
      expect(complaint).toMatch(/^active-connections: [ -~]+\n$/);
      expect(complaint).not.toContain('<');
    });

    it.each<[string, string | Buffer]>([
      ['nothing', ''],
      ['no JSON', 'hello'],
      ['a JSON of another kind', '[]'],
      ['null', 'null'],
      ['bytes', Buffer.from([0xff, 0xfe, 0, 1, 2])],
      ['deep nesting', '['.repeat(200_000)],
      ['more than is ever asked', Buffer.alloc(33 * 1024 * 1024, 0x20)],
    ])('is refused too: %s', (_, text) => {
      const { code, raw, complaint } = say(text);
      expect([code, raw]).toEqual([2, '']);
      expect(complaint).toMatch(/^active-connections: [ -~]+\n$/);
    });

    it.each([[['--root']], [['--root', 'relative']], [['--root', '/', 'more']], [['--help']]])('goes for words too: %j', (words) => {
      expect(say(JSON.stringify(byAdmin), words)).toMatchObject({ code: 2, raw: '' });
    });

    it('may stand in names and queries without harm', () => {
      const { code, answer } = asked(byAlice, {
        query: new URLSearchParams({ page: 'pages', only: hostile }).toString(),
        operator: { ...operator('customer', hostile), actsFor: hostile },
        domains: [domain(alice, 11, { displayName: hostile, owner: hostile, systemUser: 'root' })],
      });
      expect(code).toBe(0);
      expect(answer.body).not.toMatch(/<script|\u0000|\u001b/i);
      const { answer: wrong } = asked(byAlice, { query: `page=${encodeURIComponent(hostile)}` });
      expect(wrong.status).toBe(404);
      expect(wrong.body).not.toMatch(/<script|\u0000|\u001b/i);
    });
  });

  describe('a block', () => {
    const attacked = `page=block&target=${alice.attacker}&site=${alice.name}`;
    const tokenOn = ({ body }: Said['answer']): string => /name="token" value="([^"]+)"/.exec(body)?.[1] ?? '';
    const send = (fields: Record<string, string>, change: object = {}): Said =>
      asked(byAlice, { method: 'POST', query: attacked, form: new URLSearchParams(fields).toString(), ...change });
    const rules = (): unknown => {
      const path = join(root, 'usr/local/psa/var/modules/active-connections/site-rules.json');
      try {
        return { mode: statSync(path).mode & 0o777, ...(JSON.parse(readFileSync(path, 'utf8')) as object) };
      } catch {
        return null;
      }
    };
    beforeAll(() => {
      spawnSync('mkdir', ['-p', join(root, 'usr/local/psa/var/modules/active-connections')]);
    });

    it('is offered by GET, which changes nothing', () => {
      const { answer } = asked(byAlice, { query: attacked });
      expect(answer).toMatchObject({ status: 200, changedSites: [] });
      expect(answer.body).toContain('<input type="hidden" name="token"');
      expect(asked(byAlice, { query: `${attacked}&do=block` }).answer['changedSites']).toEqual([]);
      expect(rules()).toBeNull();
    });

    it.each<[string, (token: string) => Record<string, string>, object]>([
      ['without a token', () => ({ do: 'block' }), {}],
      ['with a token of nobody', () => ({ do: 'block', token: 'x.y' }), {}],
      ['with two', (token) => ({ do: 'block', token }), { form: 'do=block&token=a&token=b' }],
      [
        'with the token of another session',
        (token) => ({ do: 'block', token }),
        { operator: { ...operator('customer', 'alice'), session: 'b'.repeat(64) } },
      ],
      ['with the token of another login', (token) => ({ do: 'block', token }), { operator: operator('customer', 'bob') }],
      ['for a neighbour', (token) => ({ do: 'block', token }), { query: `page=block&target=${bob.attacker}&site=${bob.name}` }],
      ['for the whole server', (token) => ({ do: 'block', token }), { query: `page=block&target=${alice.attacker}` }],
      ['where the plan has no such permission', (token) => ({ do: 'block', token }), { mayBlock: false }],
      ['where that domain has none', (token) => ({ do: 'block', token }), { domains: [domain(alice, 11, { mayBlock: false })] }],
    ])('is refused %s', (_, fields, change) => {
      const token = tokenOn(asked(byAlice, { query: attacked }).answer);
      expect(token).not.toBe('');
      const { answer } = send(fields(token), change);
      expect(answer).toMatchObject({ status: 403, location: null, changedSites: [] });
      expect(rules()).toBeNull();
    });

    it('is made for the own site, listed and undone at the same place', () => {
      const made = send({
        do: 'block',
        for: '1h',
        reason: '',
        shown: '',
        override: '',
        token: tokenOn(asked(byAlice, { query: attacked }).answer),
      });
      expect([made.code, made.complaint, made.answer['changedSites']]).toEqual([0, '', [alice.name]]);
      expect(made.answer.status).toBe(303);
      expect(made.answer.body).toBe('');
      expect(made.answer.location).toMatch(/^\?page=block&site=alice\.example&target=198\.51\.100\.66&done=b-[\da-f]{16}$/);
      expect(rules()).toEqual({ mode: 0o644, schema: 1, sites: { [alice.name]: [alice.attacker] } });

      expect(asked(byAlice, { query: made.answer.location?.slice(1) ?? '' }).answer.body).toContain('Unblock');
      expect(asked(byAlice, { query: 'page=blocks' }).answer.body).toContain(alice.attacker);
      const byBob = { operator: operator('customer', 'bob'), domains: [domain(bob, 12)] };
      expect(asked(byAlice, { ...byBob, query: 'page=blocks' }).answer.body).not.toContain(alice.attacker);
      expect(asked({ schema: 1, version, ask: 'blocks' }).answer.body).not.toContain(alice.attacker);

      const undone = send({ do: 'unblock', token: tokenOn(asked(byAlice, { query: attacked }).answer) });
      expect(undone.answer).toMatchObject({ status: 303, changedSites: [alice.name] });
      expect(rules()).toMatchObject({ sites: {} });
      expect(asked(byAlice, { query: 'page=blocks' }).answer.body).not.toContain(alice.attacker);
    });
  });

  it.each(['hello', 'expire', 'blocks'])('answers %s', (ask) => {
    expect(asked({ schema: 1, version, ask })).toMatchObject({
      code: 0,
      complaint: '',
      answer: { status: 200, body: '', changedSites: [] },
    });
  });

  it('says in one sentence what is going on', () => {
    const { code, answer } = asked(byAdmin, { ask: 'cause' });
    expect(code).toBe(0);
    expect(answer.body).toMatch(/^\s*<p class="ac-cause">[^<]+<\/p>\s*$/);
  });
});
