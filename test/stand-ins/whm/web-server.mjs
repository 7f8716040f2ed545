// @ts-check
import { spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apacheBeginning } from '../apache-beginning.mjs';
import { accounts, domlogs, logNamesOf } from './server-root.mjs';

const apache = '/usr/sbin/apache2';
const modules = 'mpm_event authz_core authz_host access_compat dir proxy proxy_http'.split(' ');
const actor = fileURLToPath(new URL('site-actor.mjs', import.meta.url));
const backEnd = 9000;

/**
 * The web server of the stand-in's sites, in the server's network: a real Apache (Debian's) as cPanel arranges it, a vhost and two
 * logs a site, `.htaccess` obeyed, what PHP would answer behind it. Without Apache on this machine one of our own answers, and
 * obeys nothing.
 * @param {{ root: string, inServer: readonly string[] }} where @param {(() => unknown)[]} undo gets what has to be undone
 */
export function startWebServer({ root, inServer }, undo) {
  const run = (/** @type {readonly string[]} */ words, /** @type {'SIGKILL' | 'SIGTERM'} */ signal) => {
    const child = spawn(words[0] ?? '', words.slice(1), { stdio: ['ignore', 'ignore', 'inherit'] });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    undo.push(() => (child.kill(signal), gone));
  };
  makeDocumentRoots(root);
  if (!existsSync(apache)) {
    run([...inServer, process.execPath, actor, '80,443', join(root, domlogs)], 'SIGKILL');
    return;
  }
  const own = mkdtempSync(join(tmpdir(), 'active-connections-apache-'));
  undo.push(() => rmSync(own, { recursive: true, force: true }));
  chmodSync(own, 0o755);
  writeFileSync(join(own, 'apache.conf'), configuration(root, own));
  run([...inServer, process.execPath, actor, String(backEnd)], 'SIGKILL');
  run([...inServer, apache, '-f', join(own, 'apache.conf'), '-D', 'FOREGROUND'], 'SIGTERM');
}

/** @param {(typeof accounts)[number]} account */
const sitesOf = (account) => {
  const [main = '', ...others] = logNamesOf(account);
  return [
    { serverName: main, alias: null, documentRoot: `home/${account.name}/public_html` },
    ...others.map((serverName, at) => {
      const addon = account.addons[at] ?? '';
      return { serverName, alias: addon, documentRoot: `home/${account.name}/${addon}` };
    }),
  ];
};

/** @param {string} root */
function makeDocumentRoots(root) {
  // Apache and the accounts have to get there.
  chmodSync(root, 0o755);
  for (const account of accounts) {
    for (const { documentRoot } of sitesOf(account)) {
      const folder = join(root, documentRoot);
      mkdirSync(folder, { recursive: true });
      for (const name of ['index.php', 'wp-login.php']) writeFileSync(join(folder, name), '<?php\n');
      for (const path of [folder, join(folder, 'index.php'), join(folder, 'wp-login.php')]) chownSync(path, account.uid, account.uid);
    }
  }
}

/** @param {string} root @param {string} own */
const configuration = (root, own) => `
${apacheBeginning({ folder: own, serverName: 'server.example', modules, processes: 2, threads: 50 })}
Listen 0.0.0.0:80 http
Listen 0.0.0.0:443 http
KeepAliveTimeout 60
MaxKeepAliveRequests 0
ErrorLog ${join(root, 'var/log/apache2/error_log')}
LogFormat "%h %l %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
<Directory ${join(root, 'home')}>
  Require all granted
  AllowOverride All
  DirectoryIndex index.php
  FallbackResource /index.php
</Directory>
<FilesMatch "\\.php$">
  SetHandler "proxy:http://127.0.0.1:${backEnd}"
</FilesMatch>
${accounts.flatMap((account) => sitesOf(account).flatMap((site) => [80, 443].map((port) => vhost(root, account.address, port, site)))).join('\n')}
`;

/** @param {string} root @param {string} address @param {number} port @param {ReturnType<typeof sitesOf>[number]} site */
const vhost = (root, address, port, { serverName, alias, documentRoot }) => `<VirtualHost ${address}:${port}>
  ServerName ${serverName}
  ${alias === null ? '' : `ServerAlias ${alias}`}
  DocumentRoot ${join(root, documentRoot)}
  CustomLog ${join(root, domlogs, serverName)}${port === 443 ? '-ssl_log' : ''} combined
</VirtualHost>`;
