import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../free-port.ts';

export interface PanelClient {
  readonly login: string;
  readonly type: 'admin' | 'reseller' | 'client';
  /** Id of the reseller a customer belongs to. */
  readonly reseller?: number;
}

export interface PanelDomain {
  /** In ASCII. */
  readonly name: string;
  readonly displayName?: string;
  /** Id of its owner. */
  readonly client: number;
  readonly hosting?: boolean;
  readonly addresses?: readonly string[];
  readonly permissions?: { readonly access?: boolean; readonly block?: boolean };
}

/** What the panel knows; see `panel/classes/Panel.php`. */
export interface PanelData {
  readonly version?: string;
  /** Stands above every page, with a way to the extension and to the cards of one's domains. */
  readonly banner?: string;
  readonly clients: Readonly<Record<number, PanelClient>>;
  readonly domains: Readonly<Record<number, PanelDomain>>;
  /** By the value of the cookie `PLESKSESSID`; `address`: where the browser seems to be. */
  readonly sessions: Readonly<Record<string, { readonly client: number; readonly impersonates?: number; readonly address?: string }>>;
  /** Sites whose configuration cannot be written. */
  readonly brokenSites?: readonly string[];
}

/** What the panel keeps: settings, messages, scheduled tasks, … */
export type Kept = Readonly<Record<string, unknown>>;

/** An empty panel below a folder of its own. */
export function makePanel(data: PanelData): string {
  const root = mkdtempSync(join(tmpdir(), 'active-connections-panel-'));
  chmodSync(root, 0o755);
  for (const folder of ['admin/plib/modules', 'admin/htdocs/modules', 'admin/sbin/modules', 'admin/bin/modules', 'admin/share/modules']) {
    mkdirSync(join(root, 'usr/local/psa', folder), { recursive: true });
  }
  mkdirSync(join(root, 'usr/local/psa/var/modules'), { recursive: true });
  setPanel(root, data);
  return root;
}

export function setPanel(root: string, data: PanelData): void {
  writeFileSync(join(root, 'panel.json'), JSON.stringify(data));
}

export const kept = (root: string): Kept => {
  const path = join(root, 'kept.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Kept) : {};
};

export interface PanelAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
}

export interface PanelAsk {
  readonly session?: string;
  readonly method?: string;
  readonly body?: string;
  readonly type?: string;
  /** The forgery token as a header; a token of nobody unless given. */
  readonly token?: string;
}

export interface RunningPanel {
  /** Without a slash at its end. */
  readonly url: string;
  ask(path: string, ask?: PanelAsk): Promise<PanelAnswer>;
  stop(): Promise<void>;
}

/** The forgery token of a session: what the page's head and the cookie say. */
export const tokenOf = (session: string): string => createHash('md5').update(`forgery ${session}`).digest('hex');

/** The panel's web side on a loopback port, by PHP's own server. */
export async function startPanel(root: string): Promise<RunningPanel> {
  const port = await freePort();
  const router = fileURLToPath(new URL('panel/router.php', import.meta.url));
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', PLESK_STAND_IN_ROOT: root };
  const child = spawn('php', ['-S', `127.0.0.1:${port}`, router], { stdio: 'ignore', env });
  const url = `http://127.0.0.1:${port}`;
  const ask = (path: string, given: PanelAsk = {}): Promise<PanelAnswer> => askPanel(url + path, given);
  for (let tries = 0; tries < 200 && child.exitCode === null; tries++) {
    if (await ask('/').then(Boolean, () => false)) return { url, ask, stop: () => ended(child) };
    await pause(50);
  }
  await ended(child);
  throw new Error('php -S did not start');
}

/** The panel's queue of long tasks, in a process of its own each time there is one to do; gives what ends it. */
export function startTaskQueue(root: string): () => Promise<void> {
  const script = fileURLToPath(new URL('panel/script.php', import.meta.url));
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', PLESK_STAND_IN_ROOT: root };
  const running = new Set<ChildProcess>();
  const timer = setInterval(() => {
    const waits = Object.values((kept(root)['tasks'] ?? {}) as Record<string, { readonly status: string }>);
    if (running.size > 0 || !waits.some(({ status }) => status === 'not_started')) return;
    const child = spawn('php', [script, '--tasks'], { stdio: 'ignore', env });
    running.add(child);
    child.once('exit', () => running.delete(child));
  }, 200);
  return async () => {
    clearInterval(timer);
    await Promise.all([...running].map(ended));
  };
}

async function askPanel(url: string, { session, method = 'GET', body, type, token }: PanelAsk): Promise<PanelAnswer> {
  const cookies = session === undefined ? '' : `PLESKSESSID=${session}; forgery_protection_token=${tokenOf(session)}`;
  const headers = {
    Cookie: cookies,
    ...(token === undefined ? {} : { 'X-Forgery-Protection-Token': token }),
    ...(body === undefined ? {} : { 'Content-Type': type ?? 'application/x-www-form-urlencoded' }),
  };
  const answer = await fetch(url, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) });
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
}

export function removePanel(root: string): void {
  rmSync(root, { recursive: true, force: true });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once('exit', () => {
      resolve();
    });
    child.kill('SIGTERM');
  });
}
