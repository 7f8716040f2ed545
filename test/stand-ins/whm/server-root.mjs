// @ts-check
import { chownSync, linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makePanelRoot } from './panel-root.mjs';

/**
 * The accounts of the stand-in: bob and carol are resellers, alice is bob's customer, zoe is carol's, victor is root's own. bob may
 * open Active Connections (see `panel-root.mjs`), carol may do everything, dan is a reseller without the privilege.
 */
export const accounts = [
  { name: 'alice', owner: 'bob', uid: 61_001, main: 'alice.example', addons: ['shop.example'], address: '192.0.2.10' },
  { name: 'bob', owner: 'root', uid: 61_002, main: 'bob.example', addons: [], address: '192.0.2.11' },
  { name: 'zoe', owner: 'carol', uid: 61_003, main: 'zoe.example', addons: ['zoe-store.example'], address: '192.0.2.10' },
  { name: 'victor', owner: 'root', uid: 61_004, main: 'victor.example', addons: [], address: '192.0.2.10' },
];

export const domlogs = 'var/log/apache2/domlogs';

/** Names of the logs of an account's sites, as cPanel gives them. @param {(typeof accounts)[number]} account */
export const logNamesOf = ({ main, addons }) => [main, ...addons.map((addon) => `${addon.split('.')[0] ?? ''}.${main}`)];

/**
 * The file tree of a cPanel & WHM server with these accounts, below `root`, without a single request yet. Formats as
 * `test/stand-ins/whm/README.md` says.
 * @param {string} root
 */
export function makeServerRoot(root) {
  makePanelRoot(root);
  const put = (/** @type {string} */ path, /** @type {string} */ text, uid = 0) => {
    const full = join(root, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
    if (process.getuid?.() === 0) chownSync(full, uid, uid);
  };
  put('etc/passwd', passwd());
  put('etc/userdatadomains', userDataDomains());
  put('var/cpanel/resellers', 'bob:acct-summary,software-ActiveConnections\ncarol:all\ndan:acct-summary\n');
  put('etc/cpanel/ea4/paths.conf', 'dir_domlogs=/var/log/apache2/domlogs\nfile_error_log=/var/log/apache2/error_log\n');
  put('var/log/apache2/error_log', '');
  put('opt/cpanel/ea-php83/root/usr/var/log/php-fpm/error.log', '');
  for (const table of ['tcp', 'tcp6', 'udp', 'udp6']) put(`proc/net/${table}`, `${socketHeading}\n`);
  for (const account of accounts) {
    for (const name of logNamesOf(account)) {
      for (const ending of ['', '-ssl_log']) {
        put(`${domlogs}/${name}${ending}`, '');
        mkdirSync(join(root, domlogs, account.name), { recursive: true });
        linkSync(join(root, domlogs, `${name}${ending}`), join(root, domlogs, account.name, `${name}${ending}`));
      }
    }
    put(`home/${account.name}/public_html/index.php`, '<?php\n', account.uid);
    put(`home/${account.name}/logs/${account.main.replaceAll('.', '_')}.php.error.log`, '', account.uid);
    if (process.getuid?.() === 0) chownSync(join(root, 'home', account.name), account.uid, account.uid);
  }
  putChrome(put);
}

const passwd = () =>
  ['root:x:0:0:root:/root:/bin/bash', 'nobody:x:99:99::/:/sbin/nologin']
    .concat(accounts.map(({ name, uid }) => `${name}:x:${uid}:${uid}::/home/${name}:/bin/bash`))
    .join('\n') + '\n';

function userDataDomains() {
  const lines = accounts.flatMap(({ name, owner, main, addons, address }) => {
    const end = `${address}:80==${address}:443====0==ea-php83`;
    return [
      `${main}: ${name}==${owner}==main==${main}==/home/${name}/public_html==${end}`,
      ...addons.map((addon) => `${addon}: ${name}==${owner}==addon==${addon.split('.')[0] ?? ''}.${main}==/home/${name}/${addon}==${end}`),
    ];
  });
  return `${lines.join('\n')}\n`;
}

/** WHM's header and footer as it generates them for plugins, with its placeholders; the menu is a drawing. @param {(path: string, text: string) => void} put */
function putChrome(put) {
  const caches = 'var/cpanel/caches';
  const menu =
    '<nav class="standin-menu"><b>WHM</b> (a stand-in)<a href="/cpsess0000000000/">Home</a><a href="/cpsess0000000000/cgi/active_connections/index.cgi">Active Connections</a></nav>';
  const style =
    'body{margin:0;font-family:sans-serif}.standin-menu{display:flex;gap:1.5em;padding:.7em 1em;background:#1f2d3d;color:#fff}.standin-menu a{color:#cde}';
  put(`${caches}/_generated_header_files/cache_keys.json`, JSON.stringify({ root: 'aaaa', bob: 'bbbb', carol: 'aaaa' }));
  for (const key of ['aaaa', 'bbbb']) {
    put(
      `${caches}/_generated_header_files/${key}_0_0.html`,
      `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Results of Your Request</title><style nonce="00000000000">${style}</style></head>\n<body>${menu}<p class="standin-who">cpuser00000000000</p>\n`,
    );
  }
  put(`${caches}/_generated_footer_files/footer.html`, '<p class="standin-foot">End of the stand-in’s page</p></body></html>\n');
}

export const socketHeading = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';

const states = { established: '01', synRecv: '03', timeWait: '06', listen: '0A' };

/** An IPv4 address and a port as the kernel prints them. @param {string} address @param {number} port */
const endPoint = (address, port) => {
  const bytes = address.split('.').map((part) => Number(part).toString(16).toUpperCase().padStart(2, '0'));
  return `${bytes.reverse().join('')}:${port.toString(16).toUpperCase().padStart(4, '0')}`;
};

/**
 * A row of /proc/net/tcp.
 * @param {{ local: [string, number], peer?: [string, number], state: keyof typeof states, uid?: number, inode?: number }} socket
 */
export const socketRow = ({ local, peer = ['0.0.0.0', 0], state, uid = 0, inode = 4711 }) =>
  `   0: ${endPoint(...local)} ${endPoint(...peer)} ${states[state]} 00000000:00000000 00:00000000 00000000 ${uid} 0 ${inode} 1 0 20 4 30 10 -1`;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (/** @type {number} */ number) => String(number).padStart(2, '0');

/** A line of an access log in the combined format. @param {{ address: string, request: string, status?: number, bytes?: number, agent?: string, epochMs: number }} hit */
export function accessLine({ address, request, status = 200, bytes = 5120, agent = 'Mozilla/5.0', epochMs }) {
  const at = new Date(epochMs);
  const day = `${two(at.getUTCDate())}/${months[at.getUTCMonth()] ?? ''}/${at.getUTCFullYear()}`;
  const time = `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  return `${address} - - [${day}:${time} +0000] "${request} HTTP/1.1" ${status} ${bytes} "-" "${agent}"\n`;
}

/** A line of PHP's own error log. @param {string} message @param {number} epochMs */
export function phpErrorLine(message, epochMs) {
  const at = new Date(epochMs);
  const day = `${two(at.getUTCDate())}-${months[at.getUTCMonth()] ?? ''}-${at.getUTCFullYear()}`;
  return `[${day} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} UTC] ${message}\n`;
}
