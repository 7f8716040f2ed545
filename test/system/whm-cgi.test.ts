import { mkdtempSync, readFileSync, rmSync, existsSync, renameSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSettings } from '../../src/hosts/settings-file.ts';
import { type ResellerSettings, usualSettings } from '../../src/model/settings.ts';
import { because, needs } from '../needs.ts';
import { foreignMarks, makeBusyScene, ownMarks } from '../stand-ins/whm/busy-scene.ts';
import { type RunningCpsrvd, startCpsrvd } from '../stand-ins/whm/cpsrvd.mjs';
import { installPlugin } from '../stand-ins/whm/install-plugin.mjs';

const root = mkdtempSync(join(tmpdir(), 'active-connections-whm-cgi-'));
const plugin = '/cgi/active_connections/index.cgi';
let whm: RunningCpsrvd;

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

interface Call {
  readonly method?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly path?: string;
}

function send(path: string, { method = 'GET', headers = {}, body }: Call): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const call = request(
      { host: '127.0.0.1', port: whm.port, path, method, headers, agent: false, rejectUnauthorized: false },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (text += part));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        });
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

/** One request of somebody who has just logged in. */
function as(user: string, call: Call = {}): Promise<Reply> {
  const { cookie, token } = whm.logIn(user);
  return send(`${token}${call.path ?? plugin}${call.query === undefined ? '' : `?${call.query}`}`, {
    ...call,
    headers: { cookie, ...call.headers },
  });
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };

describe.skipIf(!needs.root)(`the plugin as WHM runs it${because(needs.root, 'needs root')}`, () => {
  beforeAll(async () => {
    makeBusyScene(root, Date.now());
    installPlugin(root);
    whm = await startCpsrvd({ root });
  });
  afterAll(async () => {
    await whm.close();
    rmSync(root, { recursive: true, force: true });
  });

  it('shows root the whole server inside of WHM’s own page', async () => {
    const { status, headers, body } = await as('root', { query: 'page=overview' });
    expect([status, whm.lastExit()]).toEqual([200, 0]);
    expect(body).toMatch(/^<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Active Connections<\/title>/);
    expect(body.match(/<html|<body|<!DOCTYPE/g)).toHaveLength(3);
    expect(body).toContain('<p class="standin-who">root</p>');
    expect(body).toContain('class="active-connections"');
    expect(body).toContain('zoe.example');
    expect(body.trimEnd()).toMatch(/End of the stand-in’s page<\/p><\/body><\/html>$/);
    expect(headers['content-security-policy']).not.toContain('default-src');
  });

  it('shows a reseller their own accounts', async () => {
    const { status, body } = await as('bob', { query: 'page=overview' });
    expect([status, whm.lastExit()]).toEqual([200, 0]);
    expect(body).toContain('the view of your own accounts (2)');
    expect(body).toContain(ownMarks.visitor);
    expect(foreignMarks.filter((mark) => body.includes(mark))).toEqual([]);
  });

  it.each(['dan', 'zoe', 'alice', 'nobody'])('lets %s not in, whatever WHM did', async (user) => {
    for (const query of ['page=overview', 'page=errors&window=all', 'user=root']) {
      const { status, body } = await as(user, { query });
      expect([status, whm.lastExit()]).toEqual([403, 0]);
      expect(body).toContain('is not open to you');
      expect(foreignMarks.filter((mark) => body.includes(mark))).toEqual([]);
    }
  });

  it('links its style and script so that WHM finds them', async () => {
    const { body } = await as('root', { query: 'page=sources' });
    const links = [...body.matchAll(/(?:href|src)="(assets\/[^"]+)"/g)].map(([, link]) => (link ?? '').replace('&#x3D;', '='));
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) {
      const { status } = await as('root', { path: `/cgi/active_connections/${link}` });
      expect([link, status]).toEqual([link, 200]);
    }
  });

  it('stands alone, with a way back, where WHM has no page for it', async () => {
    const keys = join(root, 'var/cpanel/caches/_generated_header_files/cache_keys.json');
    renameSync(keys, `${keys}.away`);
    try {
      const { status, headers, body } = await as('root', { query: 'page=sources' });
      expect(status).toBe(200);
      expect(body).toContain('<a href="../../">Back to WHM</a>');
      expect(body).not.toContain('standin-who');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    } finally {
      renameSync(`${keys}.away`, keys);
    }
  });

  it.each<[string, Call, number]>([
    ['HEAD', { method: 'HEAD' }, 200],
    ['PUT', { method: 'PUT', body: 'x' }, 405],
    ['DELETE', { method: 'DELETE' }, 405],
    ['OPTIONS', { method: 'OPTIONS' }, 405],
    ['a method nobody knows', { method: 'PROPFIND' }, 405],
    ['a page there is not', { query: 'page=nothing' }, 404],
    ['an address that is none', { query: 'page=address&address=1' }, 400],
    ['JSON', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }, 415],
    ['a form without a type', { method: 'POST', body: 'a=b' }, 415],
    [
      'a form from another host',
      { method: 'POST', headers: { ...form, host: 'server.example:2087', referer: 'https://evil.example/' }, body: 'a=b' },
      403,
    ],
    ['a form that is too large', { method: 'POST', headers: form, body: 'a'.repeat(70_000) }, 413],
  ])('answers %s', async (_, call, status) => {
    const reply = await as('root', call);
    expect([reply.status, whm.lastExit()]).toEqual([status, 0]);
    if (call.method === 'HEAD') expect(reply.body).toBe('');
  });

  it('refuses API tokens, also root’s', async () => {
    const { status, body } = await send(plugin, { headers: { authorization: 'whm root:STAND-IN' } });
    expect([status, whm.lastExit()]).toEqual([403, 0]);
    expect(body).toContain('carried no valid WHM login session');
  });

  it('changes nothing for a form without our proof', async () => {
    for (const query of ['page=block&target=203.0.113.66', 'page=blocks', 'page=settings', 'page=overview']) {
      const { status } = await as('bob', { method: 'POST', query, headers: form, body: 'do=block&token=1.abc&duration=1h' });
      expect([query, status >= 400 && status < 500]).toEqual([query, true]);
    }
  });

  it('lets a reseller block for a site of their own accounts, and for no other', async () => {
    const page = (site: string): string => `page=block&target=203.0.113.66&site=${site}`;
    expect((await as('bob', { query: 'page=site&site=alice.example' })).body).toContain('?page&#x3D;block&amp;site&#x3D;alice.example');
    const own = await as('bob', { query: page('alice.example') });
    expect([own.status, own.body.includes('203.0.113.66')]).toEqual([200, true]);
    const sendForm = (query: string): Promise<Reply> => as('bob', { method: 'POST', query, headers: form, body: 'do=block&for=1h' });
    for (const query of [page('zoe.example'), page('victor.example'), 'page=block&target=203.0.113.66']) {
      expect((await as('bob', { query })).status).toBe(403);
      expect((await sendForm(query)).status).toBe(403);
    }
  });

  it('lets resellers do what root set, read anew for every request', async () => {
    const query = 'page=block&target=203.0.113.66&site=alice.example';
    const statuses = async (): Promise<readonly number[]> => [
      (await as('bob', { query: 'page=sources' })).status,
      (await as('bob', { query })).status,
    ];
    const set = (resellers: Partial<ResellerSettings>) =>
      writeSettings('cpanel', root, { ...usualSettings, resellers: { ...usualSettings.resellers, ...resellers } });
    try {
      expect(await statuses()).toEqual([200, 200]);
      await set({ blockOwn: false });
      expect(await statuses()).toEqual([200, 403]);
      expect((await as('bob', { query: 'page=site&site=alice.example' })).body).not.toContain('Block…');
      await set({ look: false });
      expect(await statuses()).toEqual([403, 403]);
    } finally {
      await set({});
    }
  });

  it('keeps every secret that WHM hands it', async () => {
    const { cookie, token } = whm.logIn('bob');
    const shown: string[] = [];
    for (const query of ['page=overview', 'page=address&address=203.0.113.10', 'page=nothing', 'page=sources']) {
      const { body, headers } = await send(`${token}${plugin}?${query}`, { headers: { cookie } });
      // WHM's own menu is made with the token; ours is not.
      const own = body.slice(body.indexOf('class="active-connections"'), body.indexOf('class="standin-foot"'));
      shown.push(own, JSON.stringify(headers));
    }
    const log = join(root, 'usr/local/cpanel/logs/error_log');
    const text = [...shown, existsSync(log) ? readFileSync(log, 'utf8') : ''].join('\n');
    for (const secret of ['stand-in-password', cookie.split('=')[1] ?? '', token]) expect(text).not.toContain(secret);
  });
});
