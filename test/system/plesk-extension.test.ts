import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { version } from '../../build/pack-folder.mjs';
import { packagePlesk } from '../../build/package-plesk.mjs';
import { because, needs } from '../needs.ts';
import { answerWith, asked, page } from '../stand-ins/plesk/fake-backend.ts';
import { installExtension, runScript } from '../stand-ins/plesk/install-extension.ts';
import {
  kept,
  makePanel,
  type PanelAnswer,
  type PanelAsk,
  type PanelData,
  type RunningPanel,
  removePanel,
  setPanel,
  startPanel,
  tokenOf,
} from '../stand-ins/plesk/start-panel.ts';

/** Two customers of one reseller, one of another, each with a site; bob has one he may only look at, and one he may not. */
const data: PanelData = {
  clients: {
    1: { login: 'admin', type: 'admin' },
    2: { login: 'rita', type: 'reseller' },
    3: { login: 'alice', type: 'client', reseller: 2 },
    4: { login: 'bob', type: 'client', reseller: 2 },
    5: { login: 'carol', type: 'client', reseller: 9 },
    6: { login: 'dave', type: 'client', reseller: 2 },
    9: { login: 'rolf', type: 'reseller' },
  },
  domains: {
    11: { name: 'alice.example', client: 3 },
    12: { name: 'bob.example', displayName: 'bób.example', client: 4 },
    13: { name: 'carol.example', client: 5, addresses: ['198.51.100.3', 'no address'] },
    14: { name: 'look.example', client: 4, permissions: { block: false } },
    15: { name: 'closed.example', client: 4, permissions: { access: false } },
    16: { name: 'mail.example', client: 4, hosting: false },
  },
  sessions: {
    admin: { client: 1 },
    rita: { client: 2 },
    alice: { client: 3 },
    bob: { client: 4 },
    dave: { client: 6 },
    'admin-as-alice': { client: 1, impersonates: 3 },
  },
};

const index = '/modules/active-connections/index.php/index/index';
const can = needs.program('php') && needs.program('unzip');

describe.skipIf(!can)(`the Plesk extension in a stand-in panel${because(can, 'needs php and unzip')}`, () => {
  const root = makePanel(data);
  let panel: RunningPanel;
  const ask = (path: string, given?: PanelAsk): Promise<PanelAnswer> => panel.ask(path, given);
  const post = (path: string, session: string, body: string): Promise<PanelAnswer> =>
    ask(path, { session, method: 'POST', body: `${body}&forgery_protection_token=${tokenOf(session)}` });

  const tasks = (): readonly unknown[] => Object.values(kept(root)['tasks'] ?? {});

  beforeAll(async () => {
    installExtension(root, packagePlesk());
    panel = await startPanel(root);
  });
  beforeEach(() => {
    setPanel(root, data);
    writeFileSync(join(root, 'kept.json'), '{}');
    answerWith(root, page);
  });
  afterAll(async () => {
    await panel.stop();
    removePanel(root);
  });

  describe('who may see what', () => {
    it('shows the whole server to the administrator', async () => {
      expect(await ask(`${index}?page=overview&window=1h`, { session: 'admin' })).toMatchObject({ status: 200 });
      expect(asked(root)).toMatchObject({
        ask: 'page',
        operator: { id: 1, role: 'admin', name: 'admin', address: '127.0.0.1', actsFor: null },
        domains: null,
        site: null,
        mayBlock: true,
        method: 'GET',
        query: 'page=overview&window=1h',
        form: '',
        base: { page: index, assets: '/modules/active-connections/assets/' },
      });
      expect(asked(root)?.ownAddresses).toEqual(expect.arrayContaining(['192.0.2.1', '198.51.100.3']));
      expect(asked(root)?.ownAddresses).not.toContain('no address');
    });

    it('shows a reseller the sites of his own customers', async () => {
      await ask(index, { session: 'rita' });
      expect(asked(root)?.domains?.map(({ name }) => name)).toEqual(['alice.example', 'bob.example', 'look.example']);
    });

    it('shows a customer his own sites, and says where he may block', async () => {
      await ask(index, { session: 'bob' });
      expect(asked(root)?.domains?.map(({ name, mayBlock }) => [name, mayBlock])).toEqual([
        ['bob.example', true],
        ['look.example', false],
      ]);
      await ask(`${index}/site/14`, { session: 'bob' });
      expect(asked(root)).toMatchObject({ site: 14, mayBlock: false, base: { page: `${index}/site/14` } });
      expect(asked(root)?.domains).toEqual([
        {
          id: 14,
          name: 'look.example',
          displayName: 'look.example',
          owner: 'bob',
          systemUser: 'site14',
          documentRoot: '/var/www/vhosts/look.example/httpdocs',
          logs: '/var/www/vhosts/system/look.example/logs',
          mayBlock: false,
        },
      ]);
    });

    it('shows the administrator one domain when he comes from its card, and stays there', async () => {
      expect(await ask(`${index}?dom_id=11&site_id=13&page=pages`, { session: 'admin' })).toMatchObject({
        status: 303,
        location: `${index}/site/13?page=pages`,
      });
      expect((await ask(`${index}?dom_id=11`, { session: 'admin' })).location).toBe(`${index}/site/11?`);
      await ask(`${index}/site/13?page=pages`, { session: 'admin' });
      expect(asked(root)).toMatchObject({ site: 13, domains: [{ id: 13, name: 'carol.example' }], query: 'page=pages' });
    });

    it('gives whoever acts as somebody else that one’s rights, and says who it is', async () => {
      await ask(index, { session: 'admin-as-alice' });
      expect(asked(root)).toMatchObject({ operator: { role: 'customer', name: 'alice', actsFor: 'admin' }, domains: [{ id: 11 }] });
    });

    it('names a session by a hash of its own', async () => {
      await ask(index, { session: 'alice' });
      const alices = asked(root)?.operator.session;
      await ask(index, { session: 'bob' });
      expect(alices).toMatch(/^[0-9a-f]{64}$/);
      expect(asked(root)?.operator.session).not.toBe(alices);
    });

    const foreign = ['11', '13', '15', '999', '0', '-12', '12 ', '012', '12,11', 'alice.example', '../12', '99999999999999999999'];
    it.each(foreign)('does not let bob at domain %j, by path, link or form', async (id) => {
      const there = encodeURIComponent(id);
      for (const path of [`${index}/site/${there}`, `${index}?site_id=${there}`, `${index}?dom_id=${there}`]) {
        const { status, text } = await ask(path, { session: 'bob' });
        expect([path, status]).toEqual([path, 404]);
        expect(text).not.toContain('alice.example');
      }
      expect((await post(`${index}/site/${there}`, 'bob', 'action=block')).status).toBe(404);
      expect(asked(root)).toBeNull();
    });

    it('answers alike for a foreign domain and for one that does not exist', async () => {
      const [foreignOne, none] = [await ask(`${index}/site/11`, { session: 'bob' }), await ask(`${index}/site/999`, { session: 'bob' })];
      expect(foreignOne).toEqual(none);
    });

    it('takes what a query says of a site as a question, never as a right', async () => {
      await ask(`${index}?site=11&site_id[]=11`, { session: 'bob' });
      expect(asked(root)).toBeNull();
      await ask(`${index}?site=11`, { session: 'bob' });
      expect(asked(root)).toMatchObject({ site: null, domains: [{ id: 12 }, { id: 14 }] });
      await ask(`${index}/site/12?site_id=11&dom_id=11&page=site`, { session: 'bob' });
      expect(asked(root)).toMatchObject({ site: 12, domains: [{ id: 12 }], query: 'page=site' });
    });

    it('turns away who has no site, and who is not logged in', async () => {
      expect((await ask(index, { session: 'dave' })).status).toBe(403);
      expect((await ask(index)).location).toBe('/login_up.php');
      expect((await ask(index, { session: 'nobody' })).location).toBe('/login_up.php');
      expect(asked(root)).toBeNull();
    });

    it('says that a domain without a website has nothing to look at', async () => {
      expect((await ask(`${index}/site/16`, { session: 'admin' })).text).toContain('This domain has no website.');
    });
  });

  describe('what changes something', () => {
    it('hands on a form without the panel’s token, with everything else as it came', async () => {
      await post(`${index}/site/12?page=address&address=203.0.113.9`, 'bob', 'token=a.b&action=block&reason=%F0%9F%92%A9+%26&reason=2');
      expect(asked(root)).toMatchObject({
        method: 'POST',
        query: 'page=address&address=203.0.113.9',
        form: 'token=a.b&action=block&reason=%F0%9F%92%A9+%26&reason=2',
      });
    });

    it('refuses a POST without the panel’s token, or with another session’s', async () => {
      for (const token of [undefined, '', 'wrong', tokenOf('alice')]) {
        const given = token === undefined ? {} : { token };
        const { status, text } = await ask(index, { session: 'bob', method: 'POST', body: 'action=block', ...given });
        expect([status, text]).toEqual([500, 'Forgery protection token check failed']);
      }
      expect(asked(root)).toBeNull();
    });

    it('goes on after a change, in the same place', async () => {
      answerWith(root, { ...page, status: 303, location: '?page=blocks&did=b-1', changedSites: [12] });
      expect(await post(`${index}/site/12`, 'bob', 'token=x')).toMatchObject({
        status: 303,
        location: `${index}/site/12?page=blocks&did=b-1`,
      });
      expect(kept(root)['updated']).toEqual(['bob.example']);
    });

    it('has changed sites written anew, by id and by name, and passes over what is gone', async () => {
      answerWith(root, { ...page, changedSites: [11, 'bob.example', 'gone.example', 999] });
      await post(index, 'admin', 'token=x');
      expect(kept(root)['updated']).toEqual(['alice.example', 'bob.example']);
    });

    it('finds a site by its ASCII name where Plesk knows it by another', async () => {
      const name = 'xn--bcher-kva.example';
      setPanel(root, { ...data, domains: { ...data.domains, 17: { name, displayName: 'bücher.example', client: 5 } } });
      answerWith(root, { ...page, changedSites: [name] });
      await post(index, 'admin', 'token=x');
      expect(kept(root)['updated']).toEqual([name]);
    });

    it('says when a site could not be written, and tries again later', async () => {
      setPanel(root, { ...data, brokenSites: ['bob.example'] });
      answerWith(root, { ...page, location: '?page=blocks', changedSites: [12, 11] });
      await post(index, 'admin', 'token=x');
      answerWith(root, page);
      expect((await ask(index, { session: 'admin' })).text).toContain('The web server configuration of bób.example could not be written');
      expect(kept(root)['updated']).toEqual(['alice.example']);
      setPanel(root, data);
      expect(runScript(root, 'expire.php')).toEqual({ code: 0, said: '' });
      expect(asked(root)).toMatchObject({ ask: 'expire' });
      expect(kept(root)['updated']).toEqual(['alice.example', 'bob.example']);
      runScript(root, 'expire.php');
      expect(kept(root)['updated']).toEqual(['alice.example', 'bob.example']);
    });

    it('takes no other kind of body, no large one, and no other method', async () => {
      const given = { session: 'bob', method: 'POST', token: tokenOf('bob') };
      expect((await ask(index, { ...given, body: '{}', type: 'application/json' })).status).toBe(400);
      expect((await ask(index, { ...given, body: `a=${'x'.repeat(70_000)}` })).status).toBe(413);
      expect((await ask(`${index}?a=${'x'.repeat(9000)}`, { session: 'bob' })).status).toBe(413);
      expect((await ask(index, { session: 'bob', method: 'DELETE' })).status).toBe(400);
      expect(asked(root)).toBeNull();
    });

    it('begins a long reading for a POST only, once for each key, with the rights of its own time', async () => {
      answerWith(root, { ...page, location: '?page=pages', task: { key: 'a'.repeat(16), progress: 0, state: 'goes-on' } });
      await ask(`${index}/site/12?window=7d`, { session: 'bob' });
      expect(kept(root)['tasks']).toBeUndefined();
      await post(`${index}/site/12?window=7d`, 'bob', 'token=x');
      await post(`${index}/site/12?window=7d`, 'bob', 'token=x');
      expect(Object.keys(kept(root)['tasks'] as object)).toHaveLength(1);
      answerWith(root, { ...page, task: { key: 'a'.repeat(16), progress: 100, state: 'done' } });
      expect(runScript(root, '--tasks').code).toBe(0);
      expect(asked(root)).toMatchObject({ ask: 'read', key: 'a'.repeat(16), query: 'window=7d', site: 12, operator: { name: 'bob' } });
      expect(tasks()).toMatchObject([{ status: 'done', domain: '12', progress: 100 }]);
    });

    it.each(['stopped', 'broken'])('says of a reading that was %s that it did not come to its end', async (state) => {
      answerWith(root, { ...page, location: '?page=pages', task: { key: 'c'.repeat(16), progress: 0, state: 'goes-on' } });
      await post(index, 'rita', 'token=x');
      answerWith(root, { ...page, task: { key: 'c'.repeat(16), progress: 40, state } });
      runScript(root, '--tasks');
      // A task for several domains goes with one of them, not to everybody.
      expect(tasks()).toMatchObject([{ status: 'error', domain: '11', message: expect.stringContaining('did not read') as unknown }]);
      for (const name of ['rita', 'alice', 'bob']) expect(JSON.stringify((tasks()[0] as { message: string }).message)).not.toContain(name);
    });

    it('does not read on for somebody who lost his site meanwhile', async () => {
      answerWith(root, { ...page, task: { key: 'b'.repeat(16), progress: 0, state: 'goes-on' } });
      await post(`${index}/site/12`, 'bob', 'token=x');
      setPanel(root, { ...data, domains: { ...data.domains, 12: { name: 'bob.example', client: 3 } } });
      answerWith(root, page);
      runScript(root, '--tasks');
      expect(asked(root)).toBeNull();
      expect(tasks()).toMatchObject([{ status: 'error' }]);
    });
  });

  describe('what the backend says', () => {
    it('prints a page as it came, in the panel’s, with the panel’s token in each form', async () => {
      const { text } = await ask(index, { session: 'alice' });
      expect(text).toContain(
        `<form method="post"><input type="hidden" name="forgery_protection_token" value="${tokenOf('alice')}"><input type="hidden" name="token" value="ours">`,
      );
      expect(text).toContain('<title>Overview</title>');
      expect(text).toContain(`/modules/active-connections/assets/app.css?v=${version}`);
    });

    const wrong: readonly (readonly [string, object | string | Buffer])[] = [
      ['nothing', ''],
      ['no JSON', '<script>alert(1)</script>'],
      ['bytes', Buffer.from([0, 255, 254, 10, 0x1b])],
      [
        'JSON with bytes',
        Buffer.concat([Buffer.from(`{"schema":1,"version":"${version}","body":"`), Buffer.from([0xff]), Buffer.from('"}')]),
      ],
      ['another kind of JSON', '"<b>text</b>"'],
      ['another schema', { ...page, schema: 2 }],
      ['deep JSON', '['.repeat(100_000)],
      ['a large answer', { ...page, body: `<div class="active-connections">${'x'.repeat(5_000_000)}</div>` }],
      ['a script', { ...page, body: '<div class="active-connections"><SCRIPT src=//x.example></SCRIPT></div>' }],
      ['a NUL byte', { ...page, body: 'a\0b' }],
      ['no body', { ...page, body: null }],
      ['no status', { ...page, status: '200' }],
      ['a strange status', { ...page, status: 99 }],
      ['another place to go', { ...page, location: 'https://evil.example/' }],
      ['a header', { ...page, location: '?a\r\nSet-Cookie: a=b' }],
      ['a strange site', { ...page, changedSites: ['../../etc'] }],
      ['many sites', { ...page, changedSites: Array.from({ length: 1001 }, () => 1) }],
      ['no list of sites', { ...page, changedSites: { site: 11 } }],
      ['a strange task', { ...page, task: { key: '../x', progress: 1, state: 'done' } }],
      ['a task in a strange state', { ...page, task: { key: 'a'.repeat(16), progress: 1, state: '<b>text' } }],
    ];
    it.each(wrong)('makes a clear page of %s', async (_, answer) => {
      answerWith(root, answer);
      const { status, text, location } = await ask(index, { session: 'admin' });
      expect([status, location]).toEqual([503, null]);
      expect(text).toContain('The program behind this page did not answer as agreed.');
      expect(text).not.toMatch(/alert\(1\)|evil|Warning|Fatal|Stack trace|<b>text/);
      expect(kept(root)['updated']).toBeUndefined();
    });

    it.each([
      [127, 'Install the extension “Node.js Toolkit”'],
      [125, 'Run the upgrade again'],
      [124, 'Reading took too long'],
      [1, 'The program behind this page failed.'],
      [139, 'The program behind this page failed.'],
    ])('makes a clear page of exit code %i, what it said escaped and cut', async (code, says) => {
      const complaint = `\u001b[31m<img src=x onerror=alert(1)>\n${'y'.repeat(100_000)}`;
      answerWith(root, { ...page, title: 'must not be seen' }, { code, complaint });
      const { status, text } = await ask(index, { session: 'admin' });
      expect(status).toBe(503);
      expect(text).toContain(says);
      expect(text).toContain('&lt;img src=x');
      expect(text).not.toMatch(/<img|\u001b|must not be seen/);
      expect(text.length).toBeLessThan(3000);
    });

    it('says that the upgrade has to be run again when the bundle is of another version', async () => {
      answerWith(root, { ...page, version: '0.0.9' });
      expect((await ask(index, { session: 'admin' })).text).toContain('Run the upgrade again');
    });

    it('puts nothing of a title into the panel’s page that would have to be escaped', async () => {
      answerWith(root, { ...page, title: '</title><img src=x onerror="a">\u0000 & more' });
      expect((await ask(index, { session: 'admin' })).text).toMatch(/<title> \/title img src=x onerror= a +more<\/title>/);
    });

    it('hands on the status of a page', async () => {
      answerWith(root, { ...page, status: 404 });
      expect((await ask(index, { session: 'admin' })).status).toBe(404);
    });

    it('asks once, with its version', async () => {
      await ask(index, { session: 'admin' });
      expect(readFileSync(join(root, 'words'), 'utf8')).toBe(`plesk\n${version}\n`);
    });

    it('waits for a slow answer without being confused by it', async () => {
      const program = join(root, 'usr/local/psa/admin/sbin/modules/active-connections/active-connections');
      writeFileSync(program, `#!/bin/sh\ncat > ${root}/asked\nsleep 2\ncat ${root}/answer\n`);
      expect(await ask(index, { session: 'admin' })).toMatchObject({ status: 200 });
    });
  });

  describe('the hooks', () => {
    const places = async (session: string, query = ''): Promise<readonly number[]> => {
      const { text } = await ask(`/stand-in/buttons${query}`, { session });
      return (JSON.parse(text) as { place: number }[]).map(({ place }) => place);
    };

    it('offer the page where there is something to see', async () => {
      expect(await places('admin')).toEqual([5, 12, 13, 6, 7, 4]);
      expect(await places('bob')).toEqual([5, 12, 13, 6, 7, 4]);
      expect(await places('dave')).toEqual([]);
    });

    it('offer it at a domain to whom it belongs', async () => {
      expect(await places('bob', '?dom_id=12')).toContain(16);
      expect(await places('bob', '?dom_id=12&site_id=11')).not.toContain(16);
      expect(await places('bob', '?dom_id=12&site_id=15')).not.toContain(16);
      expect(await places('bob', '?dom_id=12&site_id=16')).not.toContain(16);
      expect(await places('bob', '?site_id[]=12')).not.toContain(16);
    });

    it('name a section where nothing is shown without one', async () => {
      const { text } = await ask('/stand-in/buttons?site_id=11', { session: 'admin' });
      for (const button of JSON.parse(text) as { place: number; section?: string; title: string }[]) {
        expect(button.title).toBe('Active Connections');
        if ([5, 12, 13, 16].includes(button.place)) expect(button.section).toMatch(/^\w+$/);
      }
    });

    it('show the administrator one sentence at home, and nobody else anything', async () => {
      answerWith(root, { ...page, body: '<p>Nothing unusual.</p>' });
      expect((await ask('/stand-in/home', { session: 'admin' })).text).toContain('<p>Nothing unusual.</p>');
      expect(asked(root)).toMatchObject({ ask: 'cause', domains: null });
      answerWith(root, 'nonsense');
      expect((await ask('/stand-in/home', { session: 'admin' })).text).toContain('did not answer as agreed');
      answerWith(root, page);
      await ask('/stand-in/home', { session: 'bob' });
      expect(asked(root)).toBeNull();
    });

    it('give a site the rules that the backend wrote down, and only what reads as an address', () => {
      const rules = join(root, 'usr/local/psa/var/modules/active-connections/site-rules.json');
      mkdirSync(dirname(rules), { recursive: true });
      const hostile = [
        '1',
        '01.2.3.4',
        '0.0.0.0/0',
        '::/0',
        "203.0.113.9' || true",
        '203.0.113.9;\nallow all',
        '203.0.113.9\n',
        7,
        null,
        ['x'],
      ];
      const sites = { 'bob.example': ['203.0.113.9', '198.51.100.0/24', '2001:db8::/48', ...hostile], 'alice.example': [] };
      writeFileSync(rules, JSON.stringify({ schema: 1, sites }));
      expect(runScript(root, '--update', 'bob.example').said).toBe('');
      const conf = (name: string): string => readFileSync(join(root, 'var/www/vhosts/system/bob.example/conf', name), 'utf8');
      const marked = (text: string): string => `# extension active-connections begin\n${text}\n# extension active-connections end\n`;
      const nginx = 'deny 203.0.113.9;\ndeny 198.51.100.0/24;\ndeny 2001:db8::/48;\n';
      expect([conf('nginx.conf'), conf('nginx-proxy.conf')]).toEqual([marked(nginx), marked(nginx)]);
      expect(conf('apache.conf')).toContain(`<If "-R '203.0.113.9' || -R '198.51.100.0/24' || -R '2001:db8::/48'">\nRequire all denied\n`);
      writeFileSync(rules, '{"schema":1');
      runScript(root, '--update', 'bob.example');
      expect(conf('nginx.conf')).toBe('');
      expect(kept(root)['log']).toEqual(
        ['Active Connections: the rules of sites cannot be read; no site is given any'].flatMap((line) => [line, line, line]),
      );
    });
  });
});
