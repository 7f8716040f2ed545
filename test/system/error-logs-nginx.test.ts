import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorReport } from '../../src/model/error-report.ts';
import { because, needs } from '../needs.ts';
import { ask, forRoot, groupsOf, openStage, review, startHanging, startServer } from './error-log-rig.ts';
import { freePort } from '../free-port.ts';

const hasNginx = needs.program('nginx');

const configuration = (path: string, port: number, closedPort: number, hangingPort: number): string => `
daemon off;
worker_processes 1;
pid ${path}/nginx.pid;
error_log ${path}/error.log;
${forRoot('user www-data;')}
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path ${path}/t1; proxy_temp_path ${path}/t2; fastcgi_temp_path ${path}/t3; uwsgi_temp_path ${path}/t4; scgi_temp_path ${path}/t5;
  limit_req_zone $binary_remote_addr zone=slow:1m rate=1r/m;
  server {
    listen 127.0.0.1:${port};
    server_name alice.example;
    root ${path}/www;
    client_max_body_size 10;
    location /refused { proxy_pass http://127.0.0.1:${closedPort}; }
    location /hanging { proxy_pass http://127.0.0.1:${hangingPort}; proxy_read_timeout 1s; }
    location /closed { deny all; }
    location /limited { limit_req zone=slow; return 204; }
    location /limited/ { limit_req zone=slow; }
    location /auth { auth_basic x; auth_basic_user_file ${path}/users; }
  }
}
`;

describe.skipIf(!hasNginx)(`the error log of a real nginx${because(hasNginx, 'needs nginx')}`, () => {
  const stage = openStage();
  let report: ErrorReport;

  beforeAll(async () => {
    stage.folder('www');
    stage.write('users', 'bob:{PLAIN}right\n');
    const port = await freePort();
    const closedPort = await freePort();
    const hanging = await startHanging();
    const configFile = stage.write('nginx.conf', configuration(stage.path, port, closedPort, hanging.port));
    const server = await startServer('/usr/sbin/nginx', ['-p', stage.path, '-c', configFile], port);
    try {
      expect(await ask(port, { path: '/x.png' })).toBe(404);
      expect(await ask(port, { path: '/quote%22%20upstream%20timed%20out%22' })).toBe(404);
      expect(await ask(port, { path: '/y.png', headers: { referer: 'x, client: 192.0.2.66, server: evil.example' } })).toBe(404);
      const forged =
        '/a%0a2026/11/22%2007:01:05%20%5berror%5d%201%231:%20*9%20access%20forbidden%20by%20rule,%20client:%20192.0.2.66,%20server:%20evil.example';
      expect(await ask(port, { path: forged })).toBe(404);
      expect(await ask(port, { path: '/closed' })).toBe(403);
      expect(await ask(port, { path: '/' })).toBe(403);
      expect(await ask(port, { path: '/', body: '0123456789 too large' })).toBe(413);
      expect(await ask(port, { path: '/refused' })).toBe(502);
      expect(await ask(port, { path: '/hanging' })).toBe(504);
      const login = Buffer.from('eve:wrong').toString('base64');
      expect(await ask(port, { path: '/auth', headers: { authorization: `Basic ${login}` } })).toBe(401);
      await ask(port, { path: '/limited/1' });
      expect(await ask(port, { path: '/limited/2' })).toBe(503);
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
    expect(report.files).toMatchObject([{ source: 'nginx' }]);
  });

  it('is nobody’s to write but nginx’s', () => {
    expect(stage.read('error.log')).toContain('\n2026/11/22 07:01:05 [error] 1#1: *9 access forbidden by rule, client: 192.0.2.66');
    expect(report.groups.flatMap(({ clients }) => clients)).not.toContain('192.0.2.66');
    expect(report.groups.flatMap(({ sites }) => sites)).not.toContain('evil.example');
    expect(groupsOf(report, 'access forbidden by rule')).toMatchObject([{ count: 1 }]);
  });

  it.each([
    ['open() "…" failed (2: No such file or directory)', 'error', false],
    ['access forbidden by rule', 'error', false],
    ['directory index of "…" is forbidden', 'error', false],
    ['client intended to send too large body', 'error', false],
    ['connect() failed (111: Connection refused) while connecting to upstream', 'error', true],
    ['upstream timed out', 'error', true],
    ['limiting requests', 'error', true],
    ['user "…" was not found in "…"', 'error', true],
  ])('tells “%s”, and who caused it at which site', (words, level, important) => {
    const groups = groupsOf(report, words);
    expect(groups).toMatchObject([{ source: 'nginx', level, important, clients: ['127.0.0.1'], sites: ['alice.example'] }]);
    expect(groups[0]?.meaning).not.toBeNull();
  });
});
