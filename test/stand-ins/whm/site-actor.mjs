// @ts-check
/**
 * What answers for the stand-in's sites behind the web server, as PHP would: `node site-actor.mjs <port>`. Where this machine has
 * no Apache it is the web server itself: `node site-actor.mjs 80,443 <folder of the domlogs>` then writes the logs too, as Apache
 * would, and obeys no `.htaccess`.
 */
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { accessLine } from './server-root.mjs';

const [, , ports = '', folder = null] = process.argv;
const pageBytes = { login: 4312, other: 15_872 };

const answer = (/** @type {import('node:http').IncomingMessage} */ request, /** @type {import('node:http').ServerResponse} */ response) => {
  request.resume();
  const isLogin = request.url?.endsWith('/wp-login.php') === true && request.method === 'POST';
  const bytes = isLogin ? pageBytes.login : pageBytes.other;
  if (folder !== null) {
    appendFileSync(
      join(folder, `${String(request.headers.host)}${request.socket.localPort === 443 ? '-ssl_log' : ''}`),
      accessLine({
        address: String(request.socket.remoteAddress).replace('::ffff:', ''),
        request: `${request.method ?? ''} ${request.url ?? ''}`,
        agent: String(request.headers['user-agent']),
        epochMs: Date.now(),
        bytes,
      }),
    );
  }
  response.setHeader('Content-Type', 'text/html');
  response.end('x'.repeat(bytes));
};
const host = folder === null ? '127.0.0.1' : '0.0.0.0';
for (const port of ports.split(',')) createServer({ keepAliveTimeout: 60_000 }, answer).listen(Number(port), host);
