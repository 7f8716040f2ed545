import { chmodSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorReport } from '../../src/model/error-report.ts';
import { because, needs } from '../needs.ts';
import { ask, forRoot, groupsOf, openStage, phpFpmProgram, review, type RunningServer, startServer, until } from './error-log-rig.ts';
import { freePort } from '../free-port.ts';

const phpFpm = phpFpmProgram();
const hasBoth = phpFpm !== null && needs.program('nginx');

const pools = (path: string): string => `
[global]
error_log = ${path}/fpm.log
daemonize = no

[alice_example]
${forRoot('user = www-data\ngroup = www-data')}
listen = ${path}/alice.sock
listen.mode = 0666
pm = dynamic
pm.max_children = 1
pm.start_servers = 1
pm.min_spare_servers = 1
pm.max_spare_servers = 1
request_slowlog_timeout = 1s
slowlog = ${path}/slow.log
php_admin_flag[log_errors] = on
php_admin_value[error_log] = ${path}/alice.php.error.log
php_admin_value[date.timezone] = Europe/Berlin

[bob_example]
${forRoot('user = www-data\ngroup = www-data')}
listen = ${path}/bob.sock
listen.mode = 0666
pm = static
pm.max_children = 1
catch_workers_output = yes
php_admin_flag[log_errors] = on
`;

const front = (path: string, port: number): string => `
daemon off;
worker_processes 1;
pid ${path}/nginx.pid;
error_log ${path}/nginx.log;
${forRoot('user www-data;')}
events { worker_connections 64; }
http {
  access_log off;
  client_body_temp_path ${path}/t1; proxy_temp_path ${path}/t2; fastcgi_temp_path ${path}/t3; uwsgi_temp_path ${path}/t4; scgi_temp_path ${path}/t5;
  fastcgi_param SCRIPT_FILENAME ${path}/www$fastcgi_script_name;
  fastcgi_param REQUEST_METHOD $request_method;
  fastcgi_param REQUEST_URI $request_uri;
  server {
    listen 127.0.0.1:${port};
    server_name alice.example;
    location /alice/ { fastcgi_pass unix:${path}/alice.sock; }
    location /bob/ { fastcgi_pass unix:${path}/bob.sock; }
  }
}
`;

const failing = '<?php\necho $x;\nfunction f() { throw new RuntimeException("boom\\nsecond line"); }\nf();\n';
const memory = "<?php ini_set('memory_limit', '2M'); $a = str_repeat('x', 5000000);\n";

describe.skipIf(!hasBoth)(`the logs of a real PHP-FPM${because(hasBoth, 'needs php-fpm and nginx')}`, () => {
  const stage = openStage();
  const servers: RunningServer[] = [];

  beforeAll(async () => {
    for (const site of ['alice', 'bob']) {
      stage.write(`www/${site}/fail.php`, failing);
      stage.write(`www/${site}/memory.php`, memory);
      stage.write(`www/${site}/slow.php`, '<?php function nap() { sleep(2); } nap();\n');
    }
    stage.folder('www');
    // The pool's worker writes this one itself, as its own user.
    chmodSync(stage.write('alice.php.error.log', ''), 0o666);
    const port = await freePort();
    try {
      servers.push(await startServer(phpFpm ?? '', ['-F', '-y', stage.write('fpm.conf', pools(stage.path))], `${stage.path}/bob.sock`));
      servers.push(
        await startServer('/usr/sbin/nginx', ['-p', stage.path, '-c', stage.write('nginx.conf', front(stage.path, port))], port),
      );
      for (const site of ['alice', 'bob']) {
        expect(await ask(port, { path: `/${site}/fail.php` })).toBe(500);
        expect(await ask(port, { path: `/${site}/memory.php` })).toBe(500);
        expect(await ask(port, { path: `/${site}/missing.php` })).toBe(404);
      }
      await Promise.all(Array.from({ length: 3 }, () => ask(port, { path: '/alice/slow.php' })));
      await until('the pool is full', () => stage.read('fpm.log').includes('max_children'));
    } finally {
      for (const server of servers.reverse()) await server.stop();
    }
  });

  afterAll(() => {
    stage.remove();
  });

  const allLines = (report: ErrorReport, name: string): void => {
    expect(report.unparsedSamples).toEqual([]);
    expect(report.lines).toBe(stage.read(name).split('\n').length - 1);
  };

  it('tell which pool is full, by its site', async () => {
    const report = await review(`${stage.path}/fpm.log`);
    allLines(report, 'fpm.log');
    expect(groupsOf(report, 'server reached')).toMatchObject([
      { source: 'php-fpm', level: 'warning', important: true, sites: ['alice.example'] },
    ]);
  });

  it('have what a worker said as one message, whose it is', async () => {
    const report = await review(`${stage.path}/fpm.log`);
    const place = `${stage.path}/www/bob/fail.php`;
    expect(groupsOf(report, 'PHP Warning')).toMatchObject([
      { count: 1, message: expect.stringContaining(`in ${place} on line 2`) as string, sites: ['bob_example'] },
    ]);
    expect(groupsOf(report, 'PHP Fatal error: Uncaught')).toMatchObject([
      { count: 1, message: `PHP Fatal error: Uncaught RuntimeException: boom second line in ${place}:3`, important: true },
    ]);
    expect(groupsOf(report, 'PHP Fatal error: Allowed memory')).toMatchObject([{ count: 1 }]);
    expect(report.groups.filter(({ message }) => /Stack trace|thrown in|#0/.test(message))).toEqual([]);
  });

  it('have the errors of a site in its own log, at the right time', async () => {
    const report = await review(`${stage.path}/alice.php.error.log`);
    allLines(report, 'alice.php.error.log');
    expect(stage.read('alice.php.error.log')).toContain('Europe/Berlin] PHP Warning');
    expect(report.groups.map(({ source, level, count }) => [source, level, count])).toEqual(
      expect.arrayContaining([
        ['php', 'warning', 1],
        ['php', 'fatal', 1],
        ['php', 'fatal', 1],
      ]),
    );
    expect(report.continued).toBeGreaterThan(3);
    expect(Math.abs(Date.parse(report.to ?? '') - Date.now())).toBeLessThan(600_000);
  });

  it.skipIf(!needs.root)(
    `have slow scripts with the function they were in${because(needs.root, 'needs root to look into a worker')}`,
    async () => {
      const report = await review(`${stage.path}/slow.log`);
      allLines(report, 'slow.log');
      const script = `${stage.path}/www/alice/slow.php`;
      expect(report.groups).toMatchObject([
        { source: 'php-fpm', message: `slow script ${script}, in sleep() ${script}:1`, sites: ['alice.example'], important: true },
      ]);
    },
  );

  it('are told by nginx too, with visitor and site', async () => {
    const report = await review(`${stage.path}/nginx.log`);
    allLines(report, 'nginx.log');
    expect(groupsOf(report, 'Primary script unknown')).toMatchObject([
      { source: 'nginx', count: 2, clients: ['127.0.0.1'], sites: ['alice.example'] },
    ]);
    expect(groupsOf(report, 'PHP Fatal error: Uncaught')[0]?.clients).toEqual(['127.0.0.1']);
  });
});
