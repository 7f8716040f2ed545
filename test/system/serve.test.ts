import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const bundle = resolve(import.meta.dirname, '../../build/out/active-connections.cjs');
const running: ChildProcessWithoutNullStreams[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

interface Served {
  readonly child: ChildProcessWithoutNullStreams;
  /** Waits until this many links have been printed; gives them. */
  readonly links: (count: number) => Promise<string[]>;
  readonly ended: Promise<{ readonly code: number | null; readonly err: string }>;
}

function serve(...words: string[]): Served {
  const child = spawn(process.execPath, [bundle, 'serve', ...words], { env: { PATH: '/usr/bin:/bin', TZ: 'UTC' } });
  running.push(child);
  let out = '';
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  const ended = new Promise<{ code: number | null; err: string }>((done) => {
    child.on('close', (code) => {
      done({ code, err });
    });
  });
  const links = (count: number): Promise<string[]> =>
    new Promise((done, fail) => {
      const look = (): void => {
        const found = out.match(/http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/g) ?? [];
        if (found.length >= count) done(found);
      };
      child.stdout.on('data', look);
      child.on('close', () => {
        fail(new Error(`ended early: ${err}`));
      });
      look();
    });
  return { child, links, ended };
}

async function signIn(link: string): Promise<{ readonly home: string; readonly cookie: string }> {
  const answer = await fetch(link, { redirect: 'manual' });
  expect(answer.status).toBe(303);
  return { home: new URL('/', link).href, cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' };
}

describe('active-connections serve', () => {
  it('opens every page of this machine to the browser that had the link', async () => {
    const { child, links, ended } = serve();
    const { home, cookie } = await signIn((await links(1))[0] ?? '');
    for (const page of ['overview', 'pages', 'errors', 'sources', 'address&address=192.0.2.1', 'site&site=shop.example']) {
      const answer = await fetch(`${home}?page=${page}`, { headers: { cookie } });
      expect([page, answer.status]).toEqual([page, 200]);
      expect(await answer.text()).toContain('</html>');
    }
    expect((await fetch(home)).status).toBe(403);
    child.kill('SIGTERM');
    expect(await ended).toEqual({ code: 0, err: '' });
  });

  it('prints a fresh link at Enter, because a link works once', async () => {
    const { child, links } = serve();
    const [first = ''] = await links(1);
    await signIn(first);
    expect((await fetch(first, { redirect: 'manual' })).status).toBe(403);
    child.stdin.write('\n');
    const [, second = ''] = await links(2);
    expect(second).not.toBe(first);
    await signIn(second);
  });

  it('says so when the port is taken', async () => {
    const { links } = serve();
    const port = new URL((await links(1))[0] ?? '').port;
    const { code, err } = await serve('--port', port).ended;
    expect(code).toBe(1);
    expect(err).toContain('a port that no other program uses');
  });

  it('stays when nobody is at the terminal', async () => {
    const { child, links } = serve();
    const [link = ''] = await links(1);
    child.stdin.end();
    await signIn(link);
  });
});
