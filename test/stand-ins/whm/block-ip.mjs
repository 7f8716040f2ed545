// @ts-check
/** cPanel's IP Blocker: UAPI `BlockIP` and the listing of API 2, on the `.htaccess` files of an account (README.md). */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';

/** @typedef {import('./whm-state.mjs').WhmState} WhmState */
/** @typedef {{ status: 0 | 1, data: string[] | null, errors: string[] | null, messages: null, warnings: null, metadata: object }} UapiAnswer */

/** @param {string} error @returns {UapiAnswer} */
const refused = (error) => ({ status: 0, data: null, errors: [error], messages: null, warnings: null, metadata: {} });

/** @param {string[]} data @returns {UapiAnswer} */
const done = (data) => ({ status: 1, data, errors: null, messages: null, warnings: null, metadata: { transformed: 1 } });

/** @param {WhmState} state @param {string} user @param {string} name @param {string} address @returns {UapiAnswer} */
export function blockIp(state, user, name, address) {
  const account = state.accounts[user];
  if (account === undefined) return refused('no such account');
  if (!account.features.includes('ipdeny')) return refused('feature ipdeny is not enabled for this account');
  if (isIP(address.split('/', 1)[0] ?? '') === 0) return refused('not an address');
  const line = `deny from ${address}`;
  for (const root of account.roots) {
    const path = `${root}/.htaccess`;
    const lines = existsSync(path) ? readFileSync(path, 'latin1').split('\n') : [''];
    const at = lines.indexOf(line);
    if (name === 'add_ip' && at < 0) lines.splice(-1, 0, line);
    if (name === 'remove_ip' && at >= 0) lines.splice(at, 1);
    writeFileSync(path, lines.join('\n'), 'latin1');
  }
  return done([address]);
}

/** The listing knows the first document root only. @param {WhmState} state @param {string} user */
export function listDenied(state, user) {
  const path = `${state.accounts[user]?.roots[0] ?? '/nowhere'}/.htaccess`;
  const text = existsSync(path) ? readFileSync(path, 'latin1') : '';
  return [...text.matchAll(/^deny from (\S+)$/gm)].map(([, ip = '']) => ({ ip, start: ip, end: ip, range: ip }));
}
