import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packagePlesk } from '../../build/package-plesk.mjs';
import { parseIpAddress } from '../../src/model/ip-address.ts';
import { siteRuleText } from '../../src/panels/plesk/site-rule-text.ts';
import { because, lacking } from '../needs.ts';
import { installExtension, runScript } from '../stand-ins/plesk/install-extension.ts';
import { makePanel, removePanel } from '../stand-ins/plesk/start-panel.ts';
import { apache, nginxAlone, nginxBeforeApache } from '../stand-ins/plesk/web-servers.ts';
import { openStage, type RunningServer, startServer } from './error-log-rig.ts';
import { freePort } from '../free-port.ts';

const missing = lacking('nginx', 'apache2', 'php', 'unzip');
const can = missing.length === 0;

/** A client of 127.0.0.0/8, all of which is ours to come from. */
function visit(port: number, from: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { Host: 'shop.example' };
    const sent = request({ host: '127.0.0.1', port, path, localAddress: from, headers, agent: false }, (answer) => {
      answer.resume();
      answer.once('end', () => {
        resolve(answer.statusCode ?? 0);
      });
    });
    sent.once('error', reject);
    sent.end();
  });
}

describe.skipIf(!can)(`the rule of a site in real web servers${because(can, `needs ${missing.join(', ')}`)}`, () => {
  const root = makePanel({
    clients: { 1: { login: 'admin', type: 'admin' } },
    domains: { 7: { name: 'shop.example', client: 1 } },
    sessions: {},
  });
  const stage = openStage();
  const site = {
    folder: stage.path,
    documentRoot: stage.folder('www'),
    conf: join(root, 'var/www/vhosts/system/shop.example/conf'),
  };
  const rules = join(root, 'usr/local/psa/var/modules/active-connections/site-rules.json');

  beforeAll(() => {
    installExtension(root, packagePlesk());
    stage.write('www/page.html', 'a page');
    stage.write('www/style.css', 'a{}');
    stage.write('www/closed/page.html', 'nobody');
    stage.write('www/secret/.htaccess', `AuthType Basic\nAuthName x\nAuthUserFile ${stage.path}/users\nRequire valid-user\n`);
    stage.write('www/secret/page.html', 'somebody');
    stage.write('www/old/.htaccess', 'Order allow,deny\nAllow from all\nSatisfy Any\n');
    stage.write('www/old/page.html', 'anybody');
    stage.write('www/open/.htaccess', 'Require all granted\n');
    stage.write('www/open/page.html', 'anybody');
    stage.write('www/opened/page.html', 'anybody');
    stage.write('users', 'bob:{PLAIN}right\n');
  });
  afterAll(() => {
    removePanel(root);
    stage.remove();
  });

  /** Has the panel write the site's configuration with these rules. */
  function block(...addresses: readonly string[]): void {
    mkdirSync(join(rules, '..'), { recursive: true });
    writeFileSync(rules, JSON.stringify({ schema: 1, sites: { 'shop.example': addresses } }));
    expect(runScript(root, '--update', 'shop.example')).toEqual({ code: 0, said: '' });
    expect(existsSync(join(site.conf, 'nginx-proxy.conf'))).toBe(true);
  }

  async function withServers<T>(use: (ports: { both: number; nginx: number; apache: number }) => Promise<T>): Promise<T> {
    const ports = { both: await freePort(), nginx: await freePort(), apache: await freePort() };
    const start = (program: string, words: readonly string[], port: number): Promise<RunningServer> => startServer(program, words, port);
    const running: RunningServer[] = [];
    try {
      running.push(
        await start('/usr/sbin/apache2', ['-DFOREGROUND', '-f', stage.write('apache.conf', apache(site, ports.apache))], ports.apache),
      );
      const before = stage.write('both.conf', nginxBeforeApache(site, ports.both, ports.apache));
      running.push(await start('/usr/sbin/nginx', ['-p', stage.path, '-c', before], ports.both));
      const alone = nginxAlone({ ...site, folder: stage.folder('alone') }, ports.nginx);
      running.push(await start('/usr/sbin/nginx', ['-p', stage.path, '-c', stage.write('alone.conf', alone)], ports.nginx));
      return await use(ports);
    } finally {
      for (const server of running.reverse()) await server.stop();
    }
  }

  const blocked = '127.0.0.9';
  const inRange = '127.3.0.77';
  const others = ['127.0.0.8', '127.0.0.90', '127.3.1.77'];

  it('has the text that a plan of the block shows', () => {
    const addresses = ['203.0.113.7', '2001:db8::7'].map((text) => parseIpAddress(text)).filter((each) => each !== undefined);
    block(...addresses);
    const { nginx, apache: apacheText } = siteRuleText(addresses);
    expect(nginx).toContain('203.0.113.7');
    for (const name of ['nginx.conf', 'nginx-proxy.conf'])
      expect(readFileSync(join(site.conf, name), 'utf8')).toContain(`begin\n${nginx}\n#`);
    expect(readFileSync(join(site.conf, 'apache.conf'), 'utf8')).toContain(`begin\n${apacheText}\n#`);
  });

  it('refuses pages and static files to the blocked, and nothing to others', async () => {
    block(blocked, '127.3.0.0/24');
    await withServers(async (ports) => {
      for (const [name, port] of Object.entries(ports)) {
        for (const path of ['/page.html', '/style.css']) {
          for (const from of [blocked, inRange]) expect([name, path, from, await visit(port, from, path)]).toEqual([name, path, from, 403]);
          for (const from of others) expect([name, path, from, await visit(port, from, path)]).toEqual([name, path, from, 200]);
        }
      }
    });
  });

  it('holds in Apache whatever a folder of the site opens, and opens nothing that was closed', async () => {
    block(blocked);
    await withServers(async ({ apache: port }) => {
      for (const folder of ['old', 'open', 'opened']) {
        expect([folder, await visit(port, blocked, `/${folder}/page.html`)]).toEqual([folder, 403]);
        expect([folder, await visit(port, '127.0.0.8', `/${folder}/page.html`)]).toEqual([folder, 200]);
      }
      expect(await visit(port, blocked, '/secret/page.html')).toBe(403);
      expect(await visit(port, '127.0.0.8', '/secret/page.html')).toBe(401);
      expect(await visit(port, '127.0.0.8', '/closed/page.html')).toBe(403);
    });
  });

  it('takes as many as a site may have, of both families', async () => {
    const many = Array.from({ length: 249 }, (_, n) => [`203.0.113.${n + 1}`, `2001:db8::${n.toString(16)}`]).flat();
    block(...many, '2001:db8:7::/48', blocked, '127.0.0.8');
    await withServers(async ({ both, apache: port }) => {
      expect(await visit(both, blocked, '/page.html')).toBe(403);
      expect(await visit(port, blocked, '/page.html')).toBe(403);
      // The five hundred and first is left out.
      expect(await visit(port, '127.0.0.8', '/page.html')).toBe(200);
      expect(await visit(both, '127.0.0.90', '/style.css')).toBe(200);
    });
  });

  it('is gone when it is lifted', async () => {
    block();
    await withServers(async (ports) => {
      for (const port of Object.values(ports)) expect(await visit(port, blocked, '/page.html')).toBe(200);
    });
  });
});
