// @ts-check
import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:https';
import { join, normalize } from 'node:path';
import { runCgi } from './cgi-run.mjs';
import { selfSigned } from './self-signed.mjs';

/**
 * @typedef {object} Session
 * @property {string} user
 * @property {string} token `/cpsess…`
 */

/**
 * @typedef {object} RunningCpsrvd
 * @property {number} port
 * @property {(user: string) => string} loginLink opens the plugin for that user, once
 * @property {(user: string) => Session & { cookie: string }} logIn a session without the detour over a link
 * @property {() => number | null | undefined} lastExit exit code of the last CGI run; undefined before the first
 * @property {() => Promise<void>} close
 */

/**
 * WHM's own web server, as far as a plugin meets it: logins, `/cpsess…` addresses, CGI programs that AppConfig knows, files
 * beside them. HTTPS on a loopback port, with a certificate that signs itself. It does not ask whether a user holds the
 * privilege: the documents warn that the program has to.
 *
 * @param {{ root: string, before?: readonly string[], silenceMs?: number, port?: number }} options
 *   `before`: words to run a CGI program with, such as `ip netns exec …`
 * @returns {Promise<RunningCpsrvd>}
 */
export async function startCpsrvd({ root, before = [], silenceMs = 360_000, port = 0 }) {
  /** @type {Map<string, Session>} by cookie */
  const sessions = new Map();
  /** @type {Map<string, string>} user by secret of a link */
  const links = new Map();
  /** @type {number | null | undefined} */
  let lastExit;
  const logIn = (/** @type {string} */ user) => {
    const cookie = randomBytes(16).toString('hex');
    const session = { user, token: `/cpsess${randomInt(1e9, 1e10 - 1)}` };
    sessions.set(cookie, session);
    return { ...session, cookie: `whostmgrsession=${cookie}` };
  };

  const { key, certificate } = selfSigned('127.0.0.1');
  const server = createServer({ key, cert: certificate }, (request, response) => {
    const url = request.url ?? '/';
    const login = /^\/login\/([0-9a-f]{32})$/.exec(url)?.[1];
    if (login !== undefined) {
      const user = links.get(login);
      links.delete(login);
      if (user === undefined) return say(response, 403, 'This link was used before. The terminal prints new ones when you press Enter.');
      const { token, cookie } = logIn(user);
      response.setHeader('Set-Cookie', `${cookie}; HttpOnly; Secure; Path=/`);
      return response.writeHead(302, { Location: `${token}/cgi/active_connections/index.cgi` }).end();
    }
    const api = /^whm (\w+):STAND-IN$/.exec(request.headers.authorization ?? '')?.[1];
    if (api !== undefined) return answer(request, response, { user: api, token: '' }, url, api);
    const session = sessions.get(/whostmgrsession=([0-9a-f]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '');
    if (session === undefined) return say(response, 401, 'Not logged in.');
    if (!url.startsWith(`${session.token}/`)) return say(response, 401, 'The security token is missing or wrong.');
    return answer(request, response, session, url.slice(session.token.length), null);
  });

  /**
   * @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response
   * @param {Session} session @param {string} url below the token @param {string | null} apiToken
   */
  function answer(request, response, session, url, apiToken) {
    const [path = '/', ...rest] = url.split('?');
    if (path === '/') return say(response, 200, `The first page of WHM would be here, ${session.user}.`);
    if (registered(root).some((each) => each === path)) {
      const environment = cgiEnvironment(request, session, path, rest.join('?'), port, apiToken);
      const file = join(root, 'usr/local/cpanel/whostmgr/docroot', path);
      void runCgi({ command: [...before, file], environment, request, response, root, silenceMs }).then((code) => (lastExit = code));
      return;
    }
    return sendFile(root, path, response);
  }

  await new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    port,
    loginLink: (user) => {
      const secret = randomBytes(16).toString('hex');
      links.set(secret, user);
      return `https://127.0.0.1:${port}/login/${secret}`;
    },
    logIn,
    lastExit: () => lastExit,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Addresses that AppConfig knows. @param {string} root */
function registered(root) {
  const folder = join(root, 'var/cpanel/apps');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files.flatMap((name) => /^url=(\S+)$/m.exec(readFileSync(join(folder, name), 'utf8'))?.[1] ?? []);
}

/** Headers that a sibling of the real handler passes on; no others arrive. */
const passedOn = ['accept', 'accept-language', 'cache-control', 'cookie', 'connection', 'dnt', 'host', 'referer', 'user-agent'];

/**
 * The variables of which it is certain that a program gets them, and three of those also met.
 * @param {import('node:http').IncomingMessage} request @param {Session} session @param {string} path @param {string} query
 * @param {number} port @param {string | null} apiToken @returns {Record<string, string>}
 */
function cgiEnvironment(request, session, path, query, port, apiToken) {
  const headers = passedOn.flatMap((name) => {
    const value = request.headers[name];
    return value === undefined ? [] : [[`HTTP_${name.toUpperCase().replaceAll('-', '_')}`, String(value)]];
  });
  return {
    ...Object.fromEntries(headers),
    PATH: '/usr/local/cpanel/3rdparty/bin:/usr/bin:/bin',
    GATEWAY_INTERFACE: 'CGI/1.1',
    SERVER_PROTOCOL: 'HTTP/1.1',
    SERVER_ADDR: '127.0.0.1',
    SERVER_PORT: String(port),
    HTTPS: 'on',
    REMOTE_ADDR: '127.0.0.1',
    REMOTE_USER: session.user,
    // Secrets that a program must never show: tests look for them.
    REMOTE_PASSWORD: 'stand-in-password',
    cp_security_token: session.token,
    REQUEST_METHOD: request.method ?? '',
    REQUEST_URI: `${session.token}${path}${query === '' ? '' : `?${query}`}`,
    SCRIPT_NAME: path,
    QUERY_STRING: query,
    CONTENT_LENGTH: request.headers['content-length'] ?? '',
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    ...(apiToken === null ? {} : { WHM_API_TOKEN_NAME: apiToken }),
  };
}

const types = /** @type {Record<string, string>} */ ({ css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml', png: 'image/png' });

/** @param {string} root @param {string} path @param {import('node:http').ServerResponse} response */
function sendFile(root, path, response) {
  const docroot = join(root, 'usr/local/cpanel/whostmgr/docroot');
  const file = normalize(join(docroot, decodeURIComponent(path)));
  const type = types[file.slice(file.lastIndexOf('.') + 1)];
  if (!file.startsWith(`${docroot}/`) || type === undefined || !existsSync(file) || !statSync(file).isFile())
    return say(response, 404, 'Not found.');
  return response.writeHead(200, { 'Content-Type': type }).end(readFileSync(file));
}

/** @param {import('node:http').ServerResponse} response @param {number} status @param {string} text */
const say = (response, status, text) =>
  response
    .writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' })
    .end(`<!DOCTYPE html><html lang="en"><title>WHM (a stand-in)</title><p>${text}</p></html>`);
