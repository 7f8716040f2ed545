// @ts-check
/**
 * The web server of the stand-in's sites: answers on all addresses of its network namespace and writes down each request in the
 * log of the site it was for, as Apache would. `node site-actor.mjs <folder of the domlogs>`
 */
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { accessLine } from './server-root.mjs';

const [, , folder = ''] = process.argv;

const answer = (/** @type {import('node:http').IncomingMessage} */ request, /** @type {import('node:http').ServerResponse} */ response) => {
  const site = String(request.headers.host);
  const isLogin = request.url === '/wp-login.php' && request.method === 'POST';
  appendFileSync(
    join(folder, `${site}${request.socket.localPort === 443 ? '-ssl_log' : ''}`),
    accessLine({
      address: String(request.socket.remoteAddress).replace('::ffff:', ''),
      request: `${request.method ?? ''} ${request.url ?? ''}`,
      agent: String(request.headers['user-agent']),
      epochMs: Date.now(),
      bytes: isLogin ? 4312 : 15_872,
    }),
  );
  response.end('ok');
};
for (const port of [80, 443]) createServer({ keepAliveTimeout: 60_000 }, answer).listen(port, '0.0.0.0');
