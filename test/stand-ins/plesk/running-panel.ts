import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packagePlesk } from '../../../build/package-plesk.mjs';
import { accessLine } from '../whm/server-root.mjs';
import { busySites, logsOf, makeBusyServer } from './busy-server.mjs';
import { installExtension } from './install-extension.ts';
import { placeBackend } from './place-backend.ts';
import { makePanel, removePanel, startPanel, startTaskQueue } from './start-panel.ts';
import { type RunningPlesk, startPlesk } from './start-plesk.ts';

export interface PanelUnderAttack {
  readonly root: string;
  /** Opens the panel for one of `admin`, `rita` (alice's reseller), `alice` and `bob`. */
  loginLink(login: string): string;
  /** The server's Fail2Ban; null where the machine has none. */
  readonly fail2ban: RunningPlesk | null;
  /** Name of the network that the backend runs in, and whose firewall it is. */
  readonly network: string;
  /** Has pages read for so long at most; undefined: as usual. */
  setPageMs(pageMs: number | undefined): void;
  close(): Promise<void>;
}

const logins = { admin: 1, rita: 2, alice: 3, bob: 4 };
/** Where the administrator's browser seems to be. */
export const adminAddress = '192.0.2.77';

/**
 * The stand-in panel with the packed extension and its real backend, and two sites: log lines of made-up visitors are written as
 * the time goes, with the status that the lines in the site's configuration would give them. The backend runs in a network of its
 * own, so that no block is one on this machine. Needs root on Linux, PHP and unzip.
 */
export async function startPanelUnderAttack(): Promise<PanelUnderAttack> {
  const sessions = new Map(Object.entries(logins).map(([login, client]) => [login, { id: randomBytes(16).toString('hex'), client }]));
  const root = makePanel({
    banner: 'A stand-in of Plesk’s panel, no Plesk: made-up sites, made-up visitors',
    clients: {
      1: { login: 'admin', type: 'admin' },
      2: { login: 'rita', type: 'reseller' },
      3: { login: 'alice', type: 'client', reseller: 2 },
      4: { login: 'bob', type: 'client' },
    },
    domains: { 11: { name: 'alice.example', client: 3 }, 12: { name: 'bob.example', client: 4 } },
    sessions: Object.fromEntries(
      [...sessions.values()].map(({ id, client }) => [id, { client, ...(client === logins.admin ? { address: adminAddress } : {}) }]),
    ),
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
    const setPageMs = (pageMs: number | undefined): void => {
      placeBackend(root, { inNetwork: ['/sbin/ip', 'netns', 'exec', network], ...(pageMs === undefined ? {} : { pageMs }) });
    };
    setPageMs(undefined);
    const fail2ban = existsSync('/usr/bin/fail2ban-server') ? await startPlesk() : null;
    if (fail2ban !== null) {
      undo.push(() => fail2ban.stop());
      placePrograms(root, fail2ban);
    }
    const visits = setInterval(() => {
      for (const site of busySites) visit(root, site);
    }, 500);
    undo.push(() => {
      clearInterval(visits);
    });
    const panel = await startPanel(root);
    undo.push(() => panel.stop());
    undo.push(startTaskQueue(root));
    return {
      root,
      fail2ban,
      network,
      setPageMs,
      loginLink: (login) => `${panel.url}/stand-in/enter/${sessions.get(login)?.id ?? ''}`,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The server's programs are those of the stand-in's Fail2Ban. */
function placePrograms(root: string, { programs }: RunningPlesk): void {
  for (const [at, program] of [
    ['usr/sbin/plesk', programs.plesk],
    ['usr/bin/fail2ban-client', programs.fail2banClient],
  ] as const) {
    mkdirSync(dirname(join(root, at)), { recursive: true });
    symlinkSync(program, join(root, at));
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
