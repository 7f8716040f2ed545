import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reviews } from '../../../src/actions/reviews.ts';
import { type RunningServer, serve } from '../../../src/hosts/server/serve.ts';
import { fakeNowMs, fakeReviews } from '../../browser/fake-reviews.ts';
import { fakeBlocks, fakeOperator, removeFakeBlocks } from '../../browser/fake-blocks.ts';

afterAll(removeFakeBlocks);

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

const logged: string[] = [];
let server: RunningServer;
let cookie: string;

const reviews: Reviews = {
  ...fakeReviews(),
  sources: () => Promise.reject(new Error('secret\x1b[2J detail\nsecond line')),
};

beforeAll(async () => {
  server = await serve({
    blocks: fakeBlocks('busy'),
    operator: fakeOperator,
    reviews,
    log: (line) => logged.push(line),
    now: () => fakeNowMs,
    timeZone: 'UTC',
  });
  cookie = await signedIn();
});

afterAll(() => server.close());

function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: server.port, path, method, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (body += part));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    call.on('error', reject);
    call.end();
  });
}

/** Sends bytes as they are and gives back everything that comes, until the server hangs up. */
function rawly(bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(server.port, '127.0.0.1', () => {
      socket.write(bytes, 'latin1');
    });
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => (answer += part));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      resolve(answer);
    });
  });
}

const pathOf = (link: string): string => link.slice(new URL(link).origin.length);

async function signedIn(): Promise<string> {
  const reply = await ask(pathOf(server.newLink()));
  return String(reply.headers['set-cookie']).split(';', 1)[0] ?? '';
}

describe('the link', () => {
  it('leads to 127.0.0.1 and carries a token', () => {
    expect(server.newLink()).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${server.port}/\\?token=[\\w-]{43}$`));
  });

  it('is exchanged for a cookie that scripts and other sites do not get, and leaves the address bar', async () => {
    const reply = await ask(pathOf(server.newLink()));
    expect(reply.status).toBe(303);
    expect(reply.headers['location']).toBe('./');
    expect(reply.headers['set-cookie']).toEqual([
      expect.stringMatching(new RegExp(`^active-connections-${server.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`)),
    ]);
  });

  it('works once; then the answer says what to do', async () => {
    const path = pathOf(server.newLink());
    expect((await ask(path)).status).toBe(303);
    const again = await ask(path);
    expect(again).toMatchObject({ status: 403, headers: { 'content-type': 'text/plain; charset=utf-8' } });
    expect(again.body).toContain('Press Enter in the terminal');
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('is not used up by a program that only looks whether it is alive', async () => {
    const path = pathOf(server.newLink());
    expect((await ask(path, {}, 'HEAD')).status).toBe(403);
    expect((await ask(path)).status).toBe(303);
  });

  it.each(['?token=', '?token=wrong', `?token=${'x'.repeat(4000)}`, '?token=%00%ff', '?token=a&token=b'])('refuses %s', async (query) => {
    expect((await ask(`/${query}`)).status).toBe(403);
  });
});

describe('the door', () => {
  it('lets the signed-in browser in', async () => {
    const reply = await ask('/?page=overview', { Cookie: `other=1; ${cookie}` });
    expect(reply.status).toBe(200);
    expect(reply.body).toContain('203.0.113.77');
    expect(reply.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it.each([
    ['no cookie', ''],
    ['a wrong one', 'active-connections-PORT=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
    ['an empty one', 'active-connections-PORT='],
  ])('refuses %s in plain words, also for assets', async (_, wrong) => {
    for (const path of ['/', '/?page=overview', '/assets/app.css', '/nothing']) {
      const reply = await ask(path, { Cookie: wrong.replace('PORT', String(server.port)) });
      expect(reply.status).toBe(403);
      expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8');
      expect(reply.body).toContain('Open the link that Active Connections printed in the terminal');
    }
  });

  it('does not take the cookie of a server on another port', async () => {
    const elsewhere = cookie.replace(String(server.port), String(server.port + 1));
    expect((await ask('/', { Cookie: elsewhere })).status).toBe(403);
  });

  it.each([
    'evil.example',
    '127.0.0.1',
    '127.0.0.1:1',
    '[::1]:PORT',
    '0.0.0.0:PORT',
    'localhost.evil.example:PORT',
    '127.0.0.1:PORT.evil.example',
  ])('refuses the host name %s, against DNS rebinding', async (host) => {
    const reply = await ask('/', { Cookie: cookie, Host: host.replace('PORT', String(server.port)) });
    expect(reply.status).toBe(403);
    expect(reply.body).toContain(`ssh -L ${server.port}:127.0.0.1:${server.port}`);
    expect(reply.body).not.toContain('203.0.113.77');
  });

  it('answers under the name localhost too', async () => {
    expect((await ask('/', { Cookie: cookie, Host: `localhost:${server.port}` })).status).toBe(200);
  });

  it('refuses a request without a host', async () => {
    expect(await rawly(`GET / HTTP/1.0\r\nCookie: ${cookie}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 403 /);
    expect(await rawly(`GET / HTTP/1.1\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 403 /);
  });

  it.each(['cross-site', 'same-site', 'nonsense'])('refuses what another site caused: %s', async (site) => {
    const path = pathOf(server.newLink());
    expect((await ask(path, { 'Sec-Fetch-Site': site })).status).toBe(403);
    expect((await ask('/', { Cookie: cookie, 'Sec-Fetch-Site': site })).status).toBe(403);
    // The token was not used up by it.
    expect((await ask(path, { 'Sec-Fetch-Site': 'none' })).status).toBe(303);
  });

  it('listens on 127.0.0.1 and nowhere else', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter((each) => each.address !== '127.0.0.1');
    for (const { address, ...other } of others) {
      // A link-local address needs its interface's name.
      if (other.family === 'IPv6' && other.scopeid !== 0) continue;
      const outcome = await new Promise((resolve) => {
        const socket = connect(server.port, address, () => {
          socket.destroy();
          resolve('connected');
        });
        socket.on('error', () => {
          resolve('refused');
        });
      });
      expect([address, outcome]).toEqual([address, 'refused']);
    }
  });
});

describe('inside', () => {
  it('answers HEAD like GET, without the body and without reading for it', async () => {
    logged.length = 0;
    const head = await ask('/?page=sources', { Cookie: cookie }, 'HEAD');
    expect(head).toMatchObject({ status: 200, body: '', headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(logged).toEqual([]);
  });

  it('serves its assets, to be kept by the browser', async () => {
    const page = await ask('/', { Cookie: cookie });
    const style = /href="(assets\/app\.css[^"]*)"/.exec(page.body)?.[1]?.replace('&#x3D;', '=');
    const reply = await ask(`/${style ?? ''}`, { Cookie: cookie });
    expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'text/css; charset=utf-8' } });
    expect(reply.headers['cache-control']).toContain('immutable');
  });

  it.each(['/nothing', '/assets/', '/assets/../app.css', '/assets/%2e%2e/layout.hbs', '//evil.example/', '/favicon.ico'])(
    'has nothing at %s',
    async (path) => {
      expect((await ask(path, { Cookie: cookie })).status).toBe(404);
    },
  );

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const reply = await ask('/', { Cookie: cookie }, method);
    expect(reply).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
    expect((await ask('/assets/app.js', { Cookie: cookie }, method)).status).toBe(405);
  });

  it('says nothing about a fault of its own, and writes one safe line', async () => {
    logged.length = 0;
    const reply = await ask('/?page=sources', { Cookie: cookie });
    // The head of the page was out already; it ends whole, and says what happened where the content would stand.
    expect(reply.status).toBe(200);
    expect(reply.body).toMatch(/<main[^]*That went wrong[^]*<\/html>\s*$/);
    expect(reply.body).not.toContain('secret');
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatch(/^page failed: secret\\x1b\[2J detail\\x0asecond line \(at .*\)$/);
  });
});

describe('a page that takes long', () => {
  /** A server whose error logs are read until the test says so, or nobody waits any more. */
  async function slowServer() {
    const state = { stopped: 0, settled: 0, finished: false };
    const slow = await serve({
      blocks: fakeBlocks('busy'),
      operator: fakeOperator,
      reviews: {
        ...fakeReviews(),
        errors: async (question, watch) => {
          while (!state.finished && watch?.shouldStop() !== true) {
            await new Promise((resolve) => setTimeout(resolve, 5));
            watch?.onProgress({ filesDone: 1, files: 9, bytes: 5 });
          }
          if (!state.finished) state.stopped += 1;
          return fakeReviews().errors(question);
        },
      },
      settle: () => (state.settled += 1),
      log: (line) => logged.push(line),
      now: () => fakeNowMs,
      timeZone: 'UTC',
    });
    const token = pathOf(slow.newLink());
    const path = `http://127.0.0.1:${slow.port}`;
    const signIn = await fetch(`${path}${token}`, { redirect: 'manual' });
    await signIn.text();
    state.settled = 0;
    return { state, slow, home: `${path}/`, headers: { cookie: signIn.headers.get('set-cookie')?.split(';')[0] ?? '' } };
  }

  async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, mark: string): Promise<string> {
    const decoder = new TextDecoder();
    let text = '';
    while (!text.includes(mark)) {
      const { value, done } = await reader.read();
      if (done) throw new Error(`ended without ${mark}: ${text}`);
      text += decoder.decode(value, { stream: true });
    }
    return text;
  }

  it('sends its head at once and how far it is meanwhile', async () => {
    const { state, slow, home, headers } = await slowServer();
    const answer = await fetch(`${home}?page=errors`, { headers });
    expect(answer.headers.get('content-length')).toBeNull();
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    expect(await readUntil(reader, '</header>')).not.toContain('<main');
    expect(await readUntil(reader, '1 of 9 files')).not.toContain('<main');
    state.finished = true;
    expect(await readUntil(reader, '</html>')).toContain('<main');
    await reader.cancel();
    await slow.close();
    expect([state.stopped, state.settled]).toEqual([0, 1]);
  });

  it('is given up when its browser goes away, and what it held is released then', async () => {
    const { state, slow, home, headers } = await slowServer();
    const left = new AbortController();
    const answer = await fetch(`${home}?page=errors`, { headers, signal: left.signal });
    await readUntil((answer.body as ReadableStream<Uint8Array>).getReader(), '</header>');
    expect(state.settled).toBe(0);
    left.abort();
    while (state.settled === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(state.stopped).toBe(1);
    await slow.close();
  });
});

describe('odd callers', () => {
  it.each([
    ['absolute form', 'GET http://evil.example/ HTTP/1.1', /^HTTP\/1\.1 400 /],
    ['absolute form of our own', 'GET http://127.0.0.1:PORT/ HTTP/1.1', /^HTTP\/1\.1 400 /],
    ['asterisk form', 'OPTIONS * HTTP/1.1', /^HTTP\/1\.1 400 /],
    ['backslashes', 'GET \\\\evil.example\\ HTTP/1.1', /^HTTP\/1\.1 400 /],
    ['bytes that are no text', 'GET /\xff\xfe?\x80 HTTP/1.1', /^HTTP\/1\.1 40[04] /],
    ['no HTTP at all', '\x16\x03\x01\x02\x00', /^(HTTP\/1\.1 400 |$)/],
  ])('get a short answer: %s', async (_, line, answer) => {
    const port = String(server.port);
    const bytes = `${line.replace('PORT', port)}\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`;
    expect(await rawly(bytes)).toMatch(answer);
  });

  it('cannot send endless headers', async () => {
    const port = String(server.port);
    expect(await rawly(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
    expect(await rawly(`GET /?${'y'.repeat(20_000)} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('cannot make a tunnel', async () => {
    expect(await rawly(`CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n`)).not.toMatch(/^HTTP\/1\.1 2/);
  });

  it('cannot smuggle a second request behind a body that nobody reads', async () => {
    const port = String(server.port);
    const head = `Host: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n`;
    const answer = await rawly(`POST / HTTP/1.1\r\n${head}Content-Length: 5\r\n\r\nhelloGET / HTTP/1.1\r\n${head}\r\n`);
    expect(answer.match(/^HTTP\/1\.1/gm)).toHaveLength(1);
  });
});

describe('life', () => {
  const another = (port?: number) =>
    serve({ port, blocks: fakeBlocks('busy'), operator: fakeOperator, reviews: fakeReviews(), log: () => undefined, now: () => fakeNowMs });

  it('says when the port is taken', async () => {
    await expect(another(server.port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('closes, also with a browser that keeps its connection open', async () => {
    const own = await another();
    const socket = connect(own.port, '127.0.0.1');
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('connect', resolve));
    const hungUp = new Promise((resolve) => socket.once('close', resolve));
    socket.resume();
    await own.close();
    await hungUp;
    await expect(another(own.port).then((next) => next.close())).resolves.toBeUndefined();
  });
});

describe('a form', () => {
  const post = (head: string, body = ''): Promise<string> =>
    rawly(`POST /?page=block&target=203.0.113.7 HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nCookie: ${cookie}\r\n${head}\r\n\r\n${body}`);
  const urlencoded = 'Content-Type: application/x-www-form-urlencoded';

  it.each([
    ['a length that is too large', `${urlencoded}\r\nContent-Length: 70000`, 'x'.repeat(70_000), 413],
    [
      'a body that is too large and does not say so',
      `${urlencoded}\r\nTransfer-Encoding: chunked`,
      `11170\r\n${'x'.repeat(70_000)}\r\n0\r\n\r\n`,
      413,
    ],
    ['another type', 'Content-Type: application/json\r\nContent-Length: 2', '{}', 415],
    ['no type', 'Content-Length: 8', 'do=block', 415],
    ['no token', `${urlencoded}\r\nContent-Length: 8`, 'do=block', 403],
    ['no body', `${urlencoded}\r\nContent-Length: 0`, '', 403],
  ])('with %s is answered in words, and the connection ends', async (_, head, body, status) => {
    const answer = await post(head, body);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${String(status)} `));
    expect(answer).toContain('Connection: close');
    expect(answer).toContain('</html>');
  });

  it('from another site is stopped at the door', async () => {
    const answer = await post(`${urlencoded}\r\nSec-Fetch-Site: cross-site\r\nContent-Length: 8\r\nConnection: close`, 'do=block');
    expect(answer).toMatch(/^HTTP\/1.1 403 /);
    expect(answer).not.toContain('</html>');
  });

  it('carries the proof of the session it was drawn in, and no other takes it', async () => {
    const path = '/?page=block&target=203.0.113.7';
    const tokenFor = async (of: string): Promise<string> =>
      /name="token" value="([^"]+)"/.exec((await ask(path, { Cookie: of })).body)?.[1] ?? '';
    const other = await signedIn();
    const [own, others] = [await tokenFor(cookie), await tokenFor(other)];
    expect(own).not.toBe(others);
    const sent = (token: string): Promise<string> => {
      const body = `do=unblock&token=${encodeURIComponent(token)}`;
      return post(`${urlencoded}\r\nContent-Length: ${String(body.length)}`, body);
    };
    expect(await sent(others)).toMatch(/^HTTP\/1.1 403 /);
    expect(await sent(own)).toMatch(/^HTTP\/1.1 303 /);
  });
});
