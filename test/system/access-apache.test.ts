/** A real Apache serves requests that we know; what we read from its logs must be those requests, one for one. */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { because, needs } from '../needs.ts';
import { apacheBeginning } from '../stand-ins/apache-beginning.mjs';
import { checkAgainstLogs } from './access-check.ts';
import { type RealServer, readOr, send, startServer, waitForLines } from './access-real-server.ts';
import { escapedByApache, type KnownRequest, orderlyRequests, plainRequest } from './access-requests.ts';

const modules = ['mpm_event', 'authz_core', 'authz_user', 'authn_core', 'authn_file', 'auth_basic', 'remoteip', 'reqtimeout'];

const configuration = (folder: string, port: number): string => `
${apacheBeginning({ folder, serverName: 'localhost', modules, threads: 8 })}
ErrorLog ${folder}/error.log
Listen 127.0.0.1:${String(port)}
# Otherwise the kernel keeps a silent connection to itself for half a minute.
AcceptFilter http none
RequestReadTimeout header=1
RemoteIPHeader X-Forwarded-For
RemoteIPInternalProxy 127.0.0.1
LogFormat "%h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
LogFormat "%v:%p %h %l %u %t \\"%r\\" %>s %O \\"%{Referer}i\\" \\"%{User-Agent}i\\"" vhost_combined
DocumentRoot ${folder}/htdocs
<Directory ${folder}/htdocs>
  Require all granted
</Directory>
<Location /members>
  AuthType Basic
  AuthName members
  AuthUserFile ${folder}/users
  Require valid-user
</Location>
${['alice.example', 'bob.example']
  .map(
    (site) => `<VirtualHost 127.0.0.1:${String(port)}>
  ServerName ${site}
  CustomLog ${folder}/${site} combined
  CustomLog ${folder}/other_vhosts_access.log vhost_combined
</VirtualHost>`,
  )
  .join('\n')}
`;

const member = (user: string): string => `${user}:{SHA}${createHash('sha1').update('secret').digest('base64')}\n`;
const authorization = (user: string): string => `Authorization: Basic ${Buffer.from(`${user}:secret`, 'latin1').toString('base64')}\r\n`;

/** What arrives before Apache knows site and client: it logs it for the first site and the address of the connection. */
const raw = (bytes: string, page: string | null, method: string, more: Partial<KnownRequest> = {}): KnownRequest => ({
  bytes,
  site: 'alice.example',
  address: '127.0.0.1',
  page,
  method,
  agent: '-',
  ...more,
});

const requests: readonly KnownRequest[] = [
  ...orderlyRequests(escapedByApache),
  plainRequest(escapedByApache, { target: '/members', headers: authorization('bob smith') }),
  plainRequest(escapedByApache, {
    target: '/members',
    headers: authorization('x [01/Jan/2020:00:00:00 +0000] "GET /fake HTTP/1.1" 200 5'),
  }),
  plainRequest(escapedByApache, { target: '*', method: 'OPTIONS' }),
  raw('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', null, ''),
  raw('SSH-2.0-OpenSSH_9.2p1\r\n\r\n', null, ''),
  // Apache waits a second for a request, then logs "-" 408.
  raw('', null, '', { status: '408' }),
  raw('\r\n\r\n', null, '', { status: '408' }),
  raw('GET /no-protocol\r\n\r\n', '/no-protocol', 'GET', { status: '404' }),
  raw('GET /with a blank HTTP/1.1\r\nHost: alice.example\r\n\r\n', '/with', 'GET'),
  raw('GET /raw-"quote\\ HTTP/1.1\r\nHost: alice.example\r\nConnection: close\r\n\r\n', '/raw-\\"quote\\\\', 'GET'),
  raw('GET /raw-\xfc\xff HTTP/1.1\r\nHost: alice.example\r\nConnection: close\r\n\r\n', '/raw-\\xfc\\xff', 'GET'),
  raw('CONNECT other.example:443 HTTP/1.1\r\nHost: alice.example\r\nConnection: close\r\n\r\n', 'other.example:443', 'CONNECT'),
  raw('BREW /coffee HTTP/1.1\r\nHost: alice.example\r\nConnection: close\r\n\r\n', '/coffee', 'BREW'),
];

const there = needs.program('apache2');

describe.skipIf(!there)(`a real Apache${because(there, 'apache2 is not installed')}`, () => {
  let server: RealServer;
  const statuses: string[] = [];

  beforeAll(async () => {
    server = await startServer((folder, port) => {
      mkdirSync(join(folder, 'htdocs'));
      for (const page of ['index.html', 'page-0', 'page-1', 'members']) writeFileSync(join(folder, 'htdocs', page), 'hello\n');
      writeFileSync(join(folder, 'users'), member('bob smith') + member('x [01/Jan/2020'));
      writeFileSync(join(folder, 'conf'), configuration(folder, port));
      return ['/usr/sbin/apache2', '-f', join(folder, 'conf'), '-D', 'FOREGROUND'];
    });
    for (const { bytes, status } of requests) {
      const answered = await send(server.port, bytes);
      statuses.push(answered ?? status ?? 'none');
    }
    await waitForLines(join(server.folder, 'other_vhosts_access.log'), requests.length);
  });
  afterAll(async () => {
    await server.stop();
  });

  it('logs every request once for its site and once for all', () => {
    expect(readOr(join(server.folder, 'other_vhosts_access.log')).split('\n')).toHaveLength(requests.length + 1);
  });

  it('logs a user with a blank as it stands, which shifts the article’s field 7', () => {
    expect(readOr(join(server.folder, 'alice.example'))).toContain(' - bob smith [');
  });

  it('is read one for one from the logs of its sites', async () => {
    await checkAgainstLogs(server.folder, ['alice.example', 'bob.example'], requests, statuses);
  });

  it('is read one for one from the log of all sites', async () => {
    await checkAgainstLogs(server.folder, ['other_vhosts_access.log'], requests, statuses);
  });
});
