/** A real nginx serves requests that we know; what we read from its logs must be those requests, one for one. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { because, needs } from '../needs.ts';
import { checkAgainstLogs } from './access-check.ts';
import { type RealServer, readOr, send, startServer, waitForLines } from './access-real-server.ts';
import { escapedByNginx, type KnownRequest, orderlyRequests, plainRequest } from './access-requests.ts';

const configuration = (folder: string, port: number): string => `
daemon off;
master_process off;
pid ${folder}/pid;
error_log ${folder}/error.log;
events { worker_connections 64; }
http {
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/temp;`).join(' ')}
  set_real_ip_from 127.0.0.1;
  real_ip_header X-Forwarded-For;
  large_client_header_buffers 4 16k;
  client_header_timeout 1s;
  log_format prefixed '$server_name:$server_port $remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';
  ${['alice.example', 'bob.example']
    .map(
      (site) => `server {
    listen 127.0.0.1:${String(port)};
    server_name ${site};
    root ${folder}/htdocs;
    access_log ${folder}/${site} combined;
    access_log ${folder}/domains.log prefixed;
    location = /closed { return 444; }
  }`,
    )
    .join('\n')}
}
`;

const raw = (bytes: string, page: string | null, method: string, more: Partial<KnownRequest> = {}): KnownRequest => ({
  bytes,
  site: 'alice.example',
  address: '127.0.0.1',
  page,
  method,
  agent: '-',
  ...more,
});

const authorization = (user: string): string => `Authorization: Basic ${Buffer.from(`${user}:secret`, 'latin1').toString('base64')}\r\n`;

const requests: readonly KnownRequest[] = [
  ...orderlyRequests(escapedByNginx),
  // nginx logs the user that a request claims, whether or not anybody asked for one.
  plainRequest(escapedByNginx, { target: '/claimed', headers: authorization('bob smith') }),
  plainRequest(escapedByNginx, { target: '/claimed', headers: authorization('x [01/Jan/2020] "GET /fake HTTP/1.1" 200 5') }),
  { ...plainRequest(escapedByNginx, { target: '/closed' }), status: '444' },
  raw('\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', null, ''),
  raw('SSH-2.0-OpenSSH_9.2p1\r\n\r\n', null, ''),
  raw('GET /no-protocol\r\n', '/no-protocol', 'GET', { status: '404' }),
  raw('GET /with a blank HTTP/1.1\r\nHost: alice.example\r\n\r\n', '/with', 'GET'),
  raw('GET /raw-"quote\\ HTTP/1.1\r\nHost: alice.example\r\nConnection: close\r\n\r\n', '/raw-\\x22quote\\x5C', 'GET'),
  raw('GET /raw-\xfc\xff HTTP/1.1\r\nHost: alice.example\r\nConnection: close\r\n\r\n', '/raw-\\xFC\\xFF', 'GET'),
  raw('BREW /coffee HTTP/1.1\r\nHost: alice.example\r\nConnection: close\r\n\r\n', '/coffee', 'BREW'),
];

const there = needs.program('nginx');

describe.skipIf(!there)(`a real nginx${because(there, 'nginx is not installed')}`, () => {
  let server: RealServer;
  const statuses: string[] = [];

  beforeAll(async () => {
    server = await startServer((folder, port) => {
      mkdirSync(join(folder, 'htdocs'));
      for (const page of ['index.html', 'page-0', 'page-1']) writeFileSync(join(folder, 'htdocs', page), 'hello\n');
      writeFileSync(join(folder, 'conf'), configuration(folder, port));
      return ['/usr/sbin/nginx', '-p', folder, '-e', join(folder, 'error.log'), '-c', join(folder, 'conf')];
    });
    for (const { bytes, status } of requests) {
      const answered = await send(server.port, bytes);
      statuses.push(answered ?? status ?? 'none');
    }
    await waitForLines(join(server.folder, 'domains.log'), requests.length);
  });
  afterAll(async () => {
    await server.stop();
  });

  it('logs every request once for its site and once for all', () => {
    expect(readOr(join(server.folder, 'domains.log')).split('\n')).toHaveLength(requests.length + 1);
  });

  it('is read one for one from the logs of its sites', async () => {
    await checkAgainstLogs(server.folder, ['alice.example', 'bob.example'], requests, statuses);
  });

  it('is read one for one from the log of all sites', async () => {
    await checkAgainstLogs(server.folder, ['domains.log'], requests, statuses);
  });
});
