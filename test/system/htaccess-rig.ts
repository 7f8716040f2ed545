import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Site } from '../../src/block/enforcers/htaccess/htaccess.ts';
import { type AccountFiles, accountFilesIn } from '../../src/system/run-as-account.ts';
import { forRoot, phpFpmProgram, type RunningServer, startServer } from './error-log-rig.ts';
import { freePort } from '../free-port.ts';
import { apacheBeginning } from '../stand-ins/apache-beginning.mjs';

/** A user that no machine has; its home is made and removed by the test. */
export const account = { uid: 61_234, gid: 61_234 } as const;

export interface SiteOnApache {
  readonly site: Site;
  readonly port: number;
  readonly files: AccountFiles;
  readonly htaccess: string;
  /** Writes a file of the account, below its document root. */
  readonly write: (name: string, text: string | Buffer) => void;
  readonly read: () => string | null;
  readonly errorLog: () => string;
  readonly stop: () => Promise<void>;
}

const modules = [
  ...['mpm_event', 'authz_core', 'authz_host', 'authz_user', 'authn_core', 'authn_file', 'auth_basic', 'access_compat'],
  ...['dir', 'rewrite', 'setenvif', 'headers', 'proxy', 'proxy_fcgi', 'remoteip'],
];

/** A real Apache with one site in an account's home, and PHP behind it where it is installed. */
export async function startSite(more = '', allowOverride = 'All'): Promise<SiteOnApache> {
  const folder = mkdtempSync(join(tmpdir(), 'active-connections-htaccess-'));
  chmodSync(folder, 0o755);
  const home = join(folder, 'home');
  const documentRoot = join(home, 'public_html');
  for (const path of [home, documentRoot]) {
    mkdirSync(path, { mode: 0o755 });
    chownSync(path, account.uid, account.gid);
  }
  const port = await freePort();
  const socket = join(folder, 'php.sock');
  const php = await startPhp(folder, socket);
  const conf = join(folder, 'apache.conf');
  writeFileSync(conf, apacheConf({ folder, documentRoot, port, socket, more, allowOverride }));
  const apache = await startServer('/usr/sbin/apache2', ['-f', conf, '-D', 'FOREGROUND'], port);
  const write = (name: string, text: string | Buffer): void => {
    writeFileSync(join(documentRoot, name), text, { mode: 0o644 });
    chownSync(join(documentRoot, name), account.uid, account.gid);
  };
  write('index.html', 'hello\n');
  write('page.php', '<?php echo "php says hello\\n";');
  const htaccess = join(documentRoot, '.htaccess');
  return {
    site: { domain: 'shop.example', documentRoot, home, account, doors: [{ address: '127.0.0.1', port, tls: false }] },
    port,
    files: accountFilesIn([process.execPath, await bundleChild(folder)]),
    htaccess,
    write,
    read: () => (existsSync(htaccess) ? readFileSync(htaccess, 'latin1') : null),
    errorLog: () => readFileSync(join(folder, 'error.log'), 'utf8'),
    stop: async () => {
      await apache.stop();
      await php?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Readable by root alone, as the installed program may be: the child reads it before it gives up root. */
async function bundleChild(folder: string): Promise<string> {
  const outfile = join(folder, 'child.cjs');
  await build({
    entryPoints: ['test/system/account-child.entry.ts'],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    outfile,
    logLevel: 'silent',
  });
  chmodSync(outfile, 0o600);
  return outfile;
}

function startPhp(folder: string, socket: string): Promise<RunningServer> | null {
  const program = phpFpmProgram();
  if (program === null) return null;
  const conf = join(folder, 'php-fpm.conf');
  const user = forRoot('user = www-data\ngroup = www-data\nlisten.owner = www-data\n');
  const pool = `[shop]\nlisten = ${socket}\npm = static\npm.max_children = 1\n${user}`;
  writeFileSync(conf, `[global]\nerror_log = ${folder}/php-error.log\ndaemonize = no\n${pool}`);
  return startServer(program, ['--fpm-config', conf, '--nodaemonize'], socket);
}

function apacheConf(of: {
  folder: string;
  documentRoot: string;
  port: number;
  socket: string;
  more: string;
  allowOverride: string;
}): string {
  return `${apacheBeginning({ folder: of.folder, serverName: 'shop.example', modules })}
Listen 127.0.0.1:${of.port}
ErrorLog ${of.folder}/error.log
DocumentRoot ${of.documentRoot}
DirectoryIndex index.html
<Directory ${of.documentRoot}>
  AllowOverride ${of.allowOverride}
  Require all granted
</Directory>
<FilesMatch "\\.php$">
  SetHandler "proxy:unix:${of.socket}|fcgi://shop"
</FilesMatch>
${of.more}
`;
}
