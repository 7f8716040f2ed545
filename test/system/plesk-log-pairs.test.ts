/** Real nginx before real Apache, in Plesk's arrangement and in a customised one: what both log is counted once. */
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { detectPanel } from '../../src/panels/detect.ts';
import { freePort } from '../free-port.ts';
import { because, lacking } from '../needs.ts';
import { apache, nginxBeforeApache } from '../stand-ins/plesk/web-servers.ts';
import { requestsIn } from '../unit/panels/catalog-in-words.ts';
import { openStage, type RunningServer, type Stage, startServer, until } from './error-log-rig.ts';

const missing = lacking('nginx', 'apache2');
const can = missing.length === 0;
const logs = 'server/var/www/vhosts/system/shop.example/logs';
const stages: Stage[] = [];

/** Serves pages and style sheets for some seconds; gives the folder that stands for the server. */
async function serve(customised: boolean): Promise<Stage> {
  const stage = openStage();
  stages.push(stage);
  stage.write('server/usr/local/psa/version', '18');
  stage.write('www/page.html', 'a page');
  stage.write('www/style.css', 'a{}');
  for (const name of ['nginx.conf', 'nginx-proxy.conf', 'apache.conf']) stage.write(`conf/${name}`, '');
  const folder = stage.folder(logs);
  const site = { folder: stage.path, documentRoot: stage.folder('www'), conf: stage.folder('conf') };
  const [front, back] = [await freePort(), await freePort()];
  const logged = nginxBeforeApache(site, front, back).replace(
    '    root ',
    `    access_log ${folder}/proxy_access_log;\n    set_real_ip_from 127.0.0.1; real_ip_header X-Real-IP;\n    root `,
  );
  const nginx = customised ? logged.replace('location / {\n      access_log off;', 'location / {') : logged;
  expect(nginx.includes('location / {\n      access_log off;')).toBe(!customised);
  const plesklog = String.raw`LogFormat "%h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\"" plesklog`;
  const behind = apache(site, back).replace('<VirtualHost', `${plesklog}\nCustomLog ${folder}/access_log plesklog\n<VirtualHost`);
  const running: RunningServer[] = [];
  try {
    running.push(await startServer('/usr/sbin/apache2', ['-DFOREGROUND', '-f', stage.write('apache.conf', behind)], back));
    running.push(await startServer('/usr/sbin/nginx', ['-p', stage.path, '-c', stage.write('both.conf', nginx)], front));
    for (let round = 0; round < 30; round++) {
      await visit(front, '/page.html', round);
      await visit(front, '/style.css');
      await pause(100);
    }
    // What nginx logs has to go on for longer than it may take to answer.
    await pause(5_000);
    await visit(front, '/style.css');
    await until('both logs are written', () => linesOf(stage, 'access_log') === 30 && linesOf(stage, 'proxy_access_log') >= 31);
  } finally {
    for (const server of running.reverse()) await server.stop();
  }
  return stage;
}

const linesOf = (stage: Stage, name: string): number => stage.read(`${logs}/${name}`).split('\n').length - 1;

function visit(port: number, path: string, visitor = 0): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { Host: 'shop.example', 'X-Real-IP': `203.0.113.${String(9 + (visitor % 4))}`, 'User-Agent': 'Mozilla/5.0' };
    const sent = request({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) => {
      answer.resume();
      answer.once('end', resolve);
    });
    sent.once('error', reject);
    sent.end();
  });
}

describe.skipIf(!can)(`the logs of real nginx and Apache on a Plesk server${because(can, `needs ${missing.join(', ')}`)}`, () => {
  afterAll(() => {
    for (const stage of stages) stage.remove();
  });

  it('add up where nginx does not log what it hands on', async () => {
    const stage = await serve(false);
    const { pages, problems } = await requestsIn(detectPanel(`${stage.path}/server`).findLogs());
    expect([pages, problems]).toEqual([{ '/page.html': 30, '/style.css': 31 }, []]);
  });

  it('are not doubled where a customised template logs it twice', async () => {
    const stage = await serve(true);
    // The same visitors in both: what Apache says of them is the address that nginx found.
    expect(readFileSync(`${stage.path}/${logs}/access_log`, 'utf8')).toContain('203.0.113.9');
    const { pages, problems } = await requestsIn(detectPanel(`${stage.path}/server`).findLogs());
    expect([pages, problems]).toEqual([{ '/page.html': 30, '/style.css': 31 }, []]);
  });
});
