import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagePlesk } from '../../../build/package-plesk.mjs';
import { accessLine } from '../whm/server-root.mjs';
import { busySites, logsOf, makeBusyServer } from './busy-server.mjs';
import { installExtension } from './install-extension.ts';
import { placeBackend } from './place-backend.ts';
import { makePanel, removePanel, startPanel } from './start-panel.ts';

export interface PanelUnderAttack {
  readonly root: string;
  /** Opens the panel for one of `admin`, `alice` and `bob`. */
  loginLink(login: string): string;
  close(): Promise<void>;
}

const logins = { admin: 1, alice: 3, bob: 4 };

/**
 * The stand-in panel with the packed extension and its real backend, and two sites: log lines of made-up visitors are written as
 * the time goes, with the status that the lines in the site's configuration would give them. The backend runs in a network of its
 * own, so that no block is one on this machine. Needs root on Linux, PHP and unzip.
 */
export async function startPanelUnderAttack(): Promise<PanelUnderAttack> {
  const sessions = new Map(Object.entries(logins).map(([login, client]) => [login, { id: randomBytes(16).toString('hex'), client }]));
  const root = makePanel({
    banner: 'A stand-in of Plesk’s panel, no Plesk: made-up sites, made-up visitors',
    clients: { 1: { login: 'admin', type: 'admin' }, 3: { login: 'alice', type: 'client' }, 4: { login: 'bob', type: 'client' } },
    domains: { 11: { name: 'alice.example', client: 3 }, 12: { name: 'bob.example', client: 4 } },
    sessions: Object.fromEntries([...sessions.values()].map(({ id, client }) => [id, { client }])),
  });
  const network = `ac-plesk-${String(process.pid)}`;
  /** What is undone at the end, the last first. */
  const undo: (() => unknown)[] = [
    () => {
      removePanel(root);
    },
  ];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    execFileSync('/sbin/ip', ['netns', 'add', network]);
    undo.push(() => execFileSync('/sbin/ip', ['netns', 'del', network]));
    makeBusyServer(root, Date.now());
    const installed = installExtension(root, packagePlesk());
    if (installed.code !== 0) throw new Error(installed.said);
    placeBackend(root, { inNetwork: ['/sbin/ip', 'netns', 'exec', network] });
    const visits = setInterval(() => {
      for (const site of busySites) visit(root, site);
    }, 500);
    undo.push(() => {
      clearInterval(visits);
    });
    const panel = await startPanel(root);
    undo.push(() => panel.stop());
    return { root, loginLink: (login) => `${panel.url}/stand-in/enter/${sessions.get(login)?.id ?? ''}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A request of the visitor and one of the attacker, as the web server logs them. */
function visit(root: string, { name, visitor, page, attacker }: (typeof busySites)[number]): void {
  const conf = join(logsOf(root, name), '../conf/nginx-proxy.conf');
  const rules = existsSync(conf) ? readFileSync(conf, 'utf8') : '';
  for (const [address, asked] of [
    [visitor, `GET ${page}`],
    [attacker, 'POST /wp-login.php'],
  ] as const) {
    const status = rules.includes(`deny ${address};`) ? 403 : 200;
    appendFileSync(join(logsOf(root, name), 'access_ssl_log'), accessLine({ address, request: asked, status, epochMs: Date.now() }));
  }
}
