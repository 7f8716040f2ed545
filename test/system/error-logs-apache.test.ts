import { chmodSync, existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorReport } from '../../src/model/error-report.ts';
import { because, needs } from '../needs.ts';
import { ask, groupsOf, openStage, review, type RunningServer, sendAndHold, startHanging, startServer, until } from './error-log-rig.ts';
import { freePort } from '../free-port.ts';
import { apacheBeginning } from '../stand-ins/apache-beginning.mjs';

const hasApache = needs.program('apache2') && existsSync('/usr/lib/apache2/modules/mod_mpm_event.so');

const modules = [
  ...['mpm_event', 'authz_core', 'authz_host', 'authz_user', 'authn_core', 'authn_file', 'auth_basic', 'access_compat'],
  ...['dir', 'alias', 'autoindex', 'proxy', 'proxy_http', 'proxy_fcgi', 'reqtimeout'],
];

const configuration = (path: string, port: number, closedPort: number, hangingPort: number): string => `
${apacheBeginning({ folder: path, serverName: 'alice.example', modules })}
Listen 127.0.0.1:${port}
RequestReadTimeout header=1
ErrorLog error.log
LogLevel warn core:info reqtimeout:info
DocumentRoot ${path}/www
<Directory ${path}/www>
  Require all granted
  AllowOverride All
</Directory>
<Directory ${path}/www/closed>
  Require all denied
</Directory>
<Location /old>
  Order deny,allow
  Deny from all
</Location>
<Location /auth>
  AuthType Basic
  AuthName x
  AuthUserFile ${path}/users
  Require valid-user
</Location>
ProxyPass /refused http://127.0.0.1:${closedPort}/
ProxyPass /hanging http://127.0.0.1:${hangingPort}/
<Files down.php>
  SetHandler "proxy:unix:${path}/missing.sock|fcgi://localhost"
</Files>
`;

const basic = (user: string): Record<string, string> => ({ authorization: `Basic ${Buffer.from(`${user}:wrong`).toString('base64')}` });

describe.skipIf(!hasApache)(`the error log of a real Apache${because(hasApache, 'needs apache2 with its modules')}`, () => {
  const stage = openStage();
  const startedEpoch = Math.floor(Date.now() / 1000);
  let report: ErrorReport;

  beforeAll(async () => {
    stage.folder('www/closed');
    stage.folder('www/empty');
    stage.write('www/broken/.htaccess', 'Foo bar\n');
    stage.write('www/down.php', '<?php');
    stage.write('users', 'bob:$apr1$abcdefgh$abcdefghijklmnopqrstuv\n');
    chmodSync(`${stage.path}/www`, 0o755);
    const port = await freePort();
    const closedPort = await freePort();
    const hanging = await startHanging();
    const configFile = stage.write('apache.conf', configuration(stage.path, port, closedPort, hanging.port));
    const server: RunningServer = await startServer('/usr/sbin/apache2', ['-f', configFile, '-DFOREGROUND'], port);
    try {
      expect(await ask(port, { path: '/closed/x' })).toBe(403);
      expect(await ask(port, { path: '/closed/y%22,%20referer:%20z' })).toBe(403);
      expect(await ask(port, { path: '/old' })).toBe(403);
      expect(await ask(port, { path: '/auth', headers: basic('bob') })).toBe(401);
      expect(await ask(port, { path: '/auth', headers: basic('eve [client 192.0.2.66:1] AH01630') })).toBe(401);
      expect(await ask(port, { path: '/empty/', headers: { referer: 'https://alice.example/' } })).toBe(403);
      expect(await ask(port, { path: '/missing.html' })).toBe(404);
      expect(await ask(port, { path: '/../../etc/passwd' })).toBe(400);
      expect(await ask(port, { path: '/broken/' })).toBe(500);
      expect(await ask(port, { path: '/refused' })).toBe(503);
      expect(await ask(port, { path: '/down.php' })).toBe(503);
      const endSlow = sendAndHold(port, 'GET / HTTP/1.1\r\nHo');
      await until('the slow visitor is given up', () => stage.read('error.log').includes('AH01382'));
      endSlow();
      const ends = Array.from({ length: 8 }, () => sendAndHold(port, 'GET /hanging HTTP/1.1\r\nHost: alice.example\r\n\r\n'));
      await until('the server is full', () => stage.read('error.log').includes('AH00484'));
      for (const endOne of ends) endOne();
    } finally {
      hanging.letGo();
      await server.stop();
      hanging.end();
    }
    report = await review(`${stage.path}/error.log`);
  });

  afterAll(() => {
    stage.remove();
  });

  it('is understood line by line', () => {
    expect(report.unparsedSamples).toEqual([]);
    expect(report.lines).toBe(stage.read('error.log').split('\n').length - 1);
    expect(report.files).toMatchObject([{ source: 'apache', tailOnly: false, bytes: Buffer.byteLength(stage.read('error.log')) }]);
  });

  it.each([
    ['AH01630', 2, 'error', false],
    ['AH01797', 1, 'error', false],
    ['AH01617', 1, 'error', true],
    ['AH01618', 1, 'error', true],
    ['AH01276', 1, 'error', false],
    ['AH00128', 1, 'info', false],
    ['AH10244', 1, 'error', false],
    ['AH01079', 1, 'error', true],
    ['AH01114', 1, 'error', true],
    ['AH01382', 1, 'info', true],
    ['<path>: Invalid command', 1, 'alert', true],
  ])('tells %s, and who caused it', (what, count, level, important) => {
    expect(groupsOf(report, what)).toMatchObject([{ source: 'apache', count, level, important, clients: ['127.0.0.1'] }]);
  });

  it.each([
    ['AH00484', 'error'],
    ['AH00957', 'error'],
    ['AH02454', 'error'],
  ])('tells %s, which names nobody', (code, level) => {
    expect(groupsOf(report, code)).toMatchObject([{ level, important: true, clients: [] }]);
  });

  it('explains everything it says but what it says of itself', () => {
    const unexplained = report.groups.filter(({ meaning }) => meaning === null).map(({ code }) => code);
    expect(unexplained).toEqual([]);
  });

  it('is of the time it was written', () => {
    expect(Date.parse(report.from ?? '') / 1000).toBeGreaterThanOrEqual(startedEpoch);
    expect(Date.parse(report.to ?? '')).toBeLessThanOrEqual(Date.now());
  });
});
