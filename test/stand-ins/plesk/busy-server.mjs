// @ts-check
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { accessLine, phpErrorLine, socketHeading, socketRow } from '../whm/server-root.mjs';

/**
 * A site of the stand-in's server: who comes, to which page, and what nobody but its owner may see of it.
 * @typedef {object} BusySite
 * @property {string} name
 * @property {string} user its system user
 * @property {number} uid
 * @property {string} visitor
 * @property {string} page
 * @property {string} attacker tries passwords
 * @property {string} error
 */

/** @type {readonly BusySite[]} */
export const busySites = [
  {
    name: 'alice.example',
    user: 'site11',
    uid: 61_011,
    visitor: '203.0.113.11',
    page: '/alice-only-page',
    attacker: '198.51.100.66',
    error: 'alice_only_error',
  },
  {
    name: 'bob.example',
    user: 'site12',
    uid: 61_012,
    visitor: '203.0.113.12',
    page: '/bob-only-page',
    attacker: '198.51.100.77',
    error: 'bob_only_error',
  },
];

/** Texts that stand for a site in a page: none of them may reach its neighbour. @param {BusySite} site */
export const marksOf = ({ name, user, visitor, page, attacker, error }) => [name, user, visitor, page, attacker, error];

/** @param {string} root @param {string} site */
export const logsOf = (root, site) => join(root, 'var/www/vhosts/system', site, 'logs');

/**
 * What the backend reads of a Plesk server with these sites, below `root`, with some minutes behind it: Apache's logs, which say bytes
 * sent, and nginx's beside them.
 * @param {string} root @param {number} nowMs
 */
export function makeBusyServer(root, nowMs) {
  const put = (/** @type {string} */ path, /** @type {string} */ text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  put('usr/local/psa/version', '18.0.74 Debian 12.0 1800250101.12\n');
  put('etc/psa/psa.conf', 'HTTPD_VHOSTS_D /var/www/vhosts\n');
  put('etc/passwd', ['root:x:0:0:root:/root:/bin/bash', ...busySites.map(passwdLine)].join('\n') + '\n');
  for (const table of ['tcp6', 'udp', 'udp6']) put(`proc/net/${table}`, `${socketHeading}\n`);
  put('proc/net/tcp', socketTable());
  put('var/log/nginx/access.log', accessLine({ address: '203.0.113.99', request: 'GET /server-only-page', epochMs: nowMs - 5000 }));
  for (const { name, visitor, page, attacker, error } of busySites) {
    const logs = `var/www/vhosts/system/${name}/logs`;
    put(`${logs}/access_ssl_log`, hits(80, nowMs, { address: visitor, request: `GET ${page}` }));
    put(`${logs}/proxy_access_ssl_log`, hits(40, nowMs, { address: visitor, request: `GET ${page}.css` }));
    appendFileSync(join(root, logs, 'access_ssl_log'), hits(120, nowMs, { address: attacker, request: 'POST /wp-login.php' }));
    put(`${logs}/error_log`, apacheError(error, visitor, nowMs - 7000));
    put(`${logs}/php-fpm_error.log`, phpErrorLine(`PHP Warning:  ${error} in /x.php on line 3`, nowMs - 9000));
  }
}

const passwdLine = (/** @type {BusySite} */ { name, user, uid }) => `${user}:x:${uid}:1003::/var/www/vhosts/${name}:/bin/false`;

/** @param {number} count @param {number} nowMs @param {{ address: string, request: string }} hit */
const hits = (count, nowMs, hit) =>
  Array.from({ length: count }, (_, at) => accessLine({ ...hit, epochMs: nowMs - 1000 * (count - at) })).join('');

/** @param {string} text @param {string} client @param {number} epochMs */
function apacheError(text, client, epochMs) {
  const [day, date, month, year, time] = new Date(epochMs).toUTCString().replace(',', '').split(' ');
  return `[${day} ${month} ${date} ${time}.000000 ${year}] [php:error] [pid 12:tid 13] [client ${client}:5000] ${text}\n`;
}

const socketTable = () =>
  [
    socketHeading,
    socketRow({ local: ['0.0.0.0', 443], state: 'listen' }),
    ...busySites.flatMap(({ visitor, attacker, uid }, at) => [
      socketRow({ local: ['192.0.2.1', 443], peer: [visitor, 40_000 + at], state: 'established', uid: 99 }),
      socketRow({ local: ['192.0.2.1', 443], peer: [attacker, 41_000 + at], state: 'established', uid: 99 }),
      socketRow({ local: ['192.0.2.1', 45_000 + at], peer: [`198.51.100.${25 + at}`, 25], state: 'established', uid }),
    ]),
    '',
  ].join('\n');
