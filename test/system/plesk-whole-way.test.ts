import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packagePlesk } from '../../build/package-plesk.mjs';
import { because, lacking, needs } from '../needs.ts';
import { busySites, logsOf, makeBusyServer, marksOf } from '../stand-ins/plesk/busy-server.mjs';
import { installExtension, runScript } from '../stand-ins/plesk/install-extension.ts';
import { placeBackend } from '../stand-ins/plesk/place-backend.ts';
import { kept, makePanel, type PanelAnswer, type RunningPanel, removePanel, startPanel, tokenOf } from '../stand-ins/plesk/start-panel.ts';
import { apache, nginxBeforeApache } from '../stand-ins/plesk/web-servers.ts';
import { openStage, type RunningServer, startServer } from './error-log-rig.ts';
import { freePort } from '../free-port.ts';

const missing = [...(needs.root ? [] : ['root']), ...lacking('nginx', 'apache2', 'php', 'unzip')];
const can = missing.length === 0;
const [alice, bob] = busySites as unknown as readonly [(typeof busySites)[number], (typeof busySites)[number]];
const index = '/modules/active-connections/index.php/index/index';
const attackOf = ({ attacker, name }: typeof alice): string => `?page=block&target=${attacker}&site=${name}`;

describe.skipIf(!can)(`the extension and its real backend${because(can, `needs ${missing.join(', ')}`)}`, () => {
  const root = makePanel({
    clients: {
      1: { login: 'admin', type: 'admin' },
      3: { login: 'alice', type: 'client' },
      4: { login: 'bob', type: 'client' },
    },
    domains: { 11: { name: alice.name, client: 3 }, 12: { name: bob.name, client: 4 } },
    // Whoever comes over loopback comes through something, and the guard asks before it does not know whom a block may meet.
    sessions: {
      admin: { client: 1, address: '192.0.2.10' },
      alice: { client: 3, address: '192.0.2.11' },
      bob: { client: 4, address: '192.0.2.12' },
      'admin-as-alice': { client: 1, impersonates: 3, address: '192.0.2.10' },
    },
  });
  const stage = openStage();
  const rules = join(root, 'usr/local/psa/var/modules/active-connections/site-rules.json');
  let panel: RunningPanel;
  const get = (session: string, rest = ''): Promise<PanelAnswer> => panel.ask(index + rest, { session });
  const post = (session: string, rest: string, fields: Record<string, string>): Promise<PanelAnswer> => {
    const body = new URLSearchParams({ ...fields, forgery_protection_token: tokenOf(session) }).toString();
    return panel.ask(index + rest, { session, method: 'POST', body });
  };
  const tokenOn = async (session: string, rest: string): Promise<string> =>
    / name="token" value="([^"]+)"/.exec((await get(session, rest)).text)?.[1] ?? '';
  const ruled = (): unknown => (existsSync(rules) ? (JSON.parse(readFileSync(rules, 'utf8')) as { sites: unknown }).sites : {});
  const updated = (): unknown => kept(root)['updated'] ?? [];

  beforeAll(async () => {
    makeBusyServer(root, Date.now());
    installExtension(root, packagePlesk());
    placeBackend(root);
    stage.write('www/page.html', 'a page');
    stage.write('www/style.css', 'a{}');
    panel = await startPanel(root);
  });
  afterAll(async () => {
    await panel.stop();
    removePanel(root);
    stage.remove();
  });

  it('shows the administrator all sites, a customer their own, and a domain’s card that domain', async () => {
    const all = await get('admin');
    expect(all.status).toBe(200);
    for (const { attacker } of busySites) expect(all.text).toContain(attacker);
    const own = await get('alice');
    expect(own.text).toContain(alice.attacker);
    for (const mark of marksOf(bob)) expect([mark, own.text.includes(mark)]).toEqual([mark, false]);
    const card = await get('bob', '/site/12');
    expect([card.status, card.text.includes(bob.page)]).toEqual([200, true]);
    expect((await get('alice', '/site/12')).status).toBe(404);
    expect(card.text).toContain('<title>bob.example</title>');
  });

  it('finds every style sheet, script and picture of its page', async () => {
    const { text } = await get('admin');
    const links = [...text.replaceAll('&#x3D;', '=').matchAll(/ (?:src|href)="(\/modules\/[^"]+)"/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) expect([link, (await panel.ask(link, { session: 'admin' })).status]).toEqual([link, 200]);
  });

  it('changes nothing by GET, nor by a POST without a token of Plesk’s or of ours', async () => {
    const attack = attackOf(alice);
    for (const rest of [attack, `${attack}&do=block&token=${await tokenOn('alice', attack)}`]) await get('alice', rest);
    const ours = await tokenOn('alice', attack);
    const noneOfPlesks = await panel.ask(index + attack, { session: 'alice', method: 'POST', body: `do=block&token=${ours}` });
    expect(noneOfPlesks.status).toBe(500);
    expect((await post('alice', attack, { do: 'block' })).status).toBe(403);
    expect((await post('alice', attack, { do: 'block', token: await tokenOn('bob', attackOf(bob)) })).status).toBe(403);
    expect([ruled(), updated()]).toEqual([{}, []]);
  });

  it('lets nobody block for a neighbour, by whatever way', async () => {
    const token = await tokenOn('alice', attackOf(alice));
    expect(token).not.toBe('');
    for (const rest of [attackOf(bob), `/site/11${attackOf(bob)}`, `?page=block&target=${bob.attacker}`]) {
      expect([rest, (await post('alice', rest, { do: 'block', token })).status]).toEqual([rest, 403]);
    }
    expect((await post('alice', `/site/12${attackOf(bob)}`, { do: 'block', token })).status).toBe(404);
    expect([ruled(), updated()]).toEqual([{}, []]);
  });

  it('keeps an attacker out of the own site: listed, refused by the web servers, and undone at the same place', async () => {
    const attack = attackOf(alice);
    const made = await post('alice', attack, { do: 'block', for: '1h', token: await tokenOn('alice', attack) });
    expect(made.status).toBe(303);
    expect(made.location).toMatch(/^\/modules\/active-connections\/index\.php\/index\/index\?page=block&.*done=b-[\da-f]{16}$/);
    expect(ruled()).toEqual({ [alice.name]: [alice.attacker] });
    expect(statSync(rules).mode & 0o777).toBe(0o644);
    expect(updated()).toEqual([alice.name]);
    const shown = await panel.ask(made.location ?? '', { session: 'alice' });
    expect([shown.status, shown.text.includes('Unblock')]).toEqual([200, true]);
    expect((await get('alice', '?page=blocks')).text).toContain(alice.attacker);
    expect((await get('bob', '?page=blocks')).text).not.toContain(alice.attacker);
    // The owner of the server sees it, and whose it is.
    expect((await get('admin', '?page=blocks')).text).toContain(alice.attacker);
    expect(await statuses(alice.attacker)).toEqual([403, 403]);
    expect(await statuses(alice.visitor)).toEqual([200, 200]);

    const undone = await post('alice', attack, { do: 'unblock', token: await tokenOn('alice', attack) });
    expect(undone.status).toBe(303);
    expect([ruled(), updated()]).toEqual([{}, [alice.name, alice.name]]);
    expect((await get('alice', '?page=blocks')).text).not.toContain(alice.attacker);
    expect(await statuses(alice.attacker)).toEqual([200, 200]);
  });

  it('ends by itself when its time is over, by the scheduled task', async () => {
    const attack = attackOf(alice);
    await post('alice', `/site/11${attack}`, { do: 'block', for: '1h', token: await tokenOn('alice', `/site/11${attack}`) });
    expect(await statuses(alice.attacker)).toEqual([403, 403]);
    expect(runScript(root, 'expire.php')).toEqual({ code: 0, said: '' });
    expect(await statuses(alice.attacker)).toEqual([403, 403]);
    placeBackend(root, { aheadSeconds: 3700 });
    try {
      expect(runScript(root, 'expire.php')).toEqual({ code: 0, said: '' });
    } finally {
      placeBackend(root);
    }
    expect(ruled()).toEqual({});
    expect(await statuses(alice.attacker)).toEqual([200, 200]);
  });

  it('journals who really acted in another one’s name', async () => {
    const attack = attackOf(alice);
    const made = await post('admin-as-alice', attack, { do: 'block', for: '1h', token: await tokenOn('admin-as-alice', attack) });
    expect(made.status).toBe(303);
    expect((await get('admin', `?page=block&target=${alice.attacker}`)).text).toContain('alice (admin), in Plesk');
    await post('alice', attack, { do: 'unblock', token: await tokenOn('alice', attack) });
    expect(ruled()).toEqual({});
  });

  it('says so when Plesk cannot write the site', async () => {
    const data = JSON.parse(readFileSync(join(root, 'panel.json'), 'utf8')) as object;
    writeFileSync(join(root, 'panel.json'), JSON.stringify({ ...data, brokenSites: [alice.name] }));
    try {
      const attack = attackOf(alice);
      const made = await post('alice', attack, { do: 'block', for: '1h', token: await tokenOn('alice', attack) });
      expect((await panel.ask(made.location ?? '', { session: 'alice' })).text).toMatch(
        /<div class="msg-box msg-error">[^<]*alice\.example/,
      );
    } finally {
      writeFileSync(join(root, 'panel.json'), JSON.stringify(data));
    }
    // The scheduled task tries again.
    runScript(root, 'expire.php');
    expect(await statuses(alice.attacker)).toEqual([403, 403]);
  });

  /** What nginx before Apache, with the lines that Plesk wrote, answer this visitor for a page and for a static file. */
  async function statuses(visitor: string): Promise<readonly number[]> {
    const site = { folder: stage.path, documentRoot: stage.folder('www'), conf: join(logsOf(root, alice.name), '../conf') };
    for (const name of ['nginx.conf', 'nginx-proxy.conf', 'apache.conf']) touch(join(site.conf, name));
    const [front, back] = [await freePort(), await freePort()];
    const running: RunningServer[] = [];
    try {
      running.push(await startServer('/usr/sbin/apache2', ['-DFOREGROUND', '-f', stage.write('apache.conf', apache(site, back))], back));
      // The test stands for a proxy that nginx believes, so that a visitor may have any address.
      const trusting = nginxBeforeApache(site, front, back).replace(
        '    root ',
        '    set_real_ip_from 127.0.0.1; real_ip_header X-Real-IP;\n    root ',
      );
      running.push(await startServer('/usr/sbin/nginx', ['-p', stage.path, '-c', stage.write('both.conf', trusting)], front));
      return [await visit(front, visitor, '/page.html'), await visit(front, visitor, '/style.css')];
    } finally {
      for (const server of running.reverse()) await server.stop();
    }
  }
});

function touch(path: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, '', { flag: 'a' });
}

function visit(port: number, visitor: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, headers: { Host: alice.name, 'X-Real-IP': visitor }, agent: false }, (answer) => {
      answer.resume();
      answer.once('end', () => {
        resolve(answer.statusCode ?? 0);
      });
    });
    sent.once('error', reject);
    sent.end();
  });
}
