import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { reviewErrors } from '../../src/actions/review-errors.ts';
import type { ErrorGroup, ErrorReport } from '../../src/model/error-report.ts';
import { givenErrorLogs } from '../../src/sources/error-logs/given-logs.ts';
import { needs } from '../needs.ts';

/** A folder the web servers' own users can reach. */
export interface Stage {
  readonly path: string;
  write(name: string, text: string): string;
  folder(name: string): string;
  read(name: string): string;
  remove(): void;
}

export function openStage(): Stage {
  const path = mkdtempSync(join(tmpdir(), 'active-connections-servers-'));
  chmodSync(path, 0o777);
  const folder = (name: string): string => {
    mkdirSync(join(path, name), { recursive: true });
    chmodSync(join(path, name), 0o777);
    return join(path, name);
  };
  return {
    path,
    folder,
    write: (name, text) => {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
      return join(path, name);
    },
    read: (name) => (existsSync(join(path, name)) ? readFileSync(join(path, name), 'utf8') : ''),
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

export interface HangingServer {
  readonly port: number;
  /** From now on every connection is closed at once. */
  letGo(): void;
  end(): void;
}

/** Accepts every connection and never answers. */
export function startHanging(): Promise<HangingServer> {
  const sockets = new Set<Socket>();
  let hangs = true;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (hangs) sockets.add(socket);
    else socket.destroy();
  });
  const letGo = (): void => {
    hangs = false;
    for (const socket of sockets) socket.destroy();
  };
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve({ port, letGo, end: () => server.close() });
    });
  });
}

/** Waits until something holds, at most 30 seconds. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if (await holds()) return;
    await pause(100);
  }
  throw new Error(`waited in vain until ${what}`);
}

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });

export interface RunningServer {
  stop(): Promise<void>;
}

/** Starts a server in the foreground and waits until it is ready: a port that answers, a socket file that is there. */
export async function startServer(program: string, words: readonly string[], ready: number | string): Promise<RunningServer> {
  // The server's clock reads what ours does, so that its stamps can be compared with our time.
  const zone = process.env['TZ'];
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ...(zone === undefined ? {} : { TZ: zone }) };
  const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'], env });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const gone = new Promise<void>((resolve) =>
    child.once('close', () => {
      resolve();
    }),
  );
  try {
    await until(`${program} is ready`, () => {
      if (child.exitCode !== null) throw new Error(`${program} ended: ${complaint}`);
      return typeof ready === 'number' ? answers(ready) : existsSync(ready);
    });
  } catch (error) {
    await end(child, gone);
    throw error;
  }
  return { stop: () => end(child, gone) };
}

async function end(child: ChildProcess, gone: Promise<void>): Promise<void> {
  if (child.exitCode === null) child.kill('SIGTERM');
  const insisting = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(insisting);
}

export interface Ask {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request, its path exactly as given; gives the status. */
export function ask(port: number, { path, headers = {}, body }: Ask): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, headers, agent: false, method: body === undefined ? 'GET' : 'POST' },
      (answer) => {
        answer.resume();
        answer.once('end', () => {
          resolve(answer.statusCode ?? 0);
        });
      },
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Opens a connection, sends these bytes and nothing more; gives a function that ends it. */
export function sendAndHold(port: number, text: string): () => void {
  const socket = connect(port, '127.0.0.1', () => socket.write(text));
  socket.on('error', () => undefined);
  return () => socket.destroy();
}

/** Reviews given files or folders the way the command does. */
export async function review(...names: readonly string[]): Promise<ErrorReport> {
  const { logs, problems } = await givenErrorLogs(names);
  const question = { window: 'all', site: null, address: null, top: null } as const;
  return reviewErrors({ logs, problems, windowEnd: { at: 'newest-line' }, domains: ['alice.example'] }, question);
}

/** The groups of a code, or whose message begins so. */
export const groupsOf = (report: ErrorReport, codeOrWords: string): readonly ErrorGroup[] =>
  report.groups.filter(({ code, message }) => code === codeOrWords || message.startsWith(codeOrWords));

/** `user` lines for a server that starts as root. */
export const forRoot = (text: string): string => (needs.root ? text : '');

/** PHP-FPM's program carries its version in its name on Debian. */
export function phpFpmProgram(): string | null {
  for (const folder of ['/usr/sbin', '/usr/local/sbin']) {
    const name = existsSync(folder) ? readdirSync(folder).find((each) => /^php-fpm[\d.]*$/.test(each)) : undefined;
    if (name !== undefined) return join(folder, name);
  }
  return null;
}
