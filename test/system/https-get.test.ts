import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { httpsGet } from '../../src/system/https-get.ts';
import { fileTree } from '../file-tree.ts';
import { because, needs } from '../needs.ts';

const hasOpenssl = needs.program('openssl');

/** An HTTPS server on the loopback interface with a certificate of its own for `localhost`. */
async function server(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const folder = fileTree({});
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,DNS:www.localhost'];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      '-keyout',
      key,
      '-out',
      cert,
      ...names,
    ],
    { stdio: 'ignore' },
  );
  const authorities = readFileSync(cert, 'utf8');
  const listening = createServer({ key: readFileSync(key), cert: authorities }, answer);
  await new Promise<void>((ready) => listening.listen(0, '127.0.0.1', ready));
  onTestFinished(() => {
    listening.closeAllConnections();
    listening.close();
  });
  const { port } = listening.address() as AddressInfo;
  return { url: `https://localhost:${port}/list`, port, limits: { timeoutMs: 5000, limitBytes: 1000, authorities } };
}

const code = async (got: ReturnType<typeof httpsGet>): Promise<string> => {
  const result = await got;
  return !result.ok && result.problem.kind === 'request-failed' ? result.problem.code : expect.fail(JSON.stringify(result));
};

it.skipIf(!hasOpenssl)(`gives the text, and asks as itself${because(hasOpenssl, 'needs openssl')}`, async () => {
  const asked: IncomingMessage[] = [];
  const { url, limits } = await server((request, response) => {
    asked.push(request);
    response.end('192.0.2.0/24\n');
  });
  expect(await httpsGet(url, limits)).toEqual({ ok: true, value: '192.0.2.0/24\n' });
  expect(asked.map(({ headers }) => [headers['user-agent'], headers['accept-encoding']])).toEqual([['active-connections', 'identity']]);
});

it.skipIf(!hasOpenssl)(`trusts only whom it should${because(hasOpenssl, 'needs openssl')}`, async () => {
  const { url, limits } = await server((_, response) => response.end('x'));
  expect(await code(httpsGet(url, { timeoutMs: 5000, limitBytes: 1000 }))).toMatch(/SELF_SIGNED/);
  expect(await code(httpsGet(url.replace('localhost', '127.0.0.1'), limits))).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
});

it.skipIf(!hasOpenssl)(`follows redirects to the same site, over HTTPS, a few times${because(hasOpenssl, 'needs openssl')}`, async () => {
  const { url, limits } = await server((request, response) => {
    const to: Readonly<Record<string, string>> = {
      '/list': '/moved',
      '/away': 'https://other.example/list',
      '/alike': 'https://notlocalhost/list',
      '/plain': 'http://localhost/list',
      '/file': 'file:///etc/passwd',
      '/round': '/round',
      '/rubbish': 'https://[',
    };
    const location = to[request.url ?? ''];
    if (location === undefined) response.end('here');
    else response.writeHead(302, { location }).end();
  });
  const at = (path: string) => httpsGet(url.replace('/list', path), limits);
  expect(await at('/list')).toEqual({ ok: true, value: 'here' });
  expect(await code(at('/away'))).toBe('redirect-elsewhere');
  expect(await code(at('/alike'))).toBe('redirect-elsewhere');
  expect(await code(at('/plain'))).toBe('not-https');
  expect(await code(at('/file'))).toBe('redirect-elsewhere');
  expect(await code(at('/round'))).toBe('too-many-redirects');
  expect(await code(at('/rubbish'))).toBe('redirect-elsewhere');
});

it.skipIf(!hasOpenssl)(`takes no more than it should, and no packed bytes${because(hasOpenssl, 'needs openssl')}`, async () => {
  const { url, limits } = await server((request, response) => {
    if (request.url === '/said') response.writeHead(200, { 'content-length': '5000' });
    for (let at = 0; at < 5; at++) response.write('x'.repeat(1000));
    response.end();
  });
  expect(await code(httpsGet(url, limits))).toBe('too-large');
  expect(await code(httpsGet(url.replace('/list', '/said'), limits))).toBe('too-large');
});

it.skipIf(!hasOpenssl)(`gives up in time, also when bytes keep trickling${because(hasOpenssl, 'needs openssl')}`, async () => {
  const { url, limits } = await server((request, response) => {
    if (request.url === '/silent') return;
    const drip = setInterval(() => response.write('x'), 50);
    response.on('close', () => {
      clearInterval(drip);
    });
  });
  expect(await code(httpsGet(url, { ...limits, timeoutMs: 500 }))).toBe('timed-out');
  expect(await code(httpsGet(url.replace('/list', '/silent'), { ...limits, timeoutMs: 500 }))).toBe('timed-out');
});

it.skipIf(!hasOpenssl)(`tells errors of the server and connections cut off${because(hasOpenssl, 'needs openssl')}`, async () => {
  const { url, limits } = await server((request, response) => {
    if (request.url === '/cut') response.socket?.destroy();
    else response.writeHead(request.url === '/list' ? 404 : 304).end('no');
  });
  expect(await code(httpsGet(url, limits))).toBe('HTTP 404');
  expect(await code(httpsGet(url.replace('/list', '/same'), limits))).toBe('HTTP 304');
  expect(await code(httpsGet(url.replace('/list', '/cut'), limits))).toBe('ECONNRESET');
});

it('asks over nothing but HTTPS, and nobody who is not there', async () => {
  const limits = { timeoutMs: 5000, limitBytes: 1000 };
  for (const url of ['http://localhost/', 'file:///etc/passwd', 'https://user@localhost/', 'nonsense', ''])
    expect(await code(httpsGet(url, limits))).toBe('not-https');
  expect(await code(httpsGet('https://127.0.0.1:1/', limits))).toBe('ECONNREFUSED');
});
