// @ts-check
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Installs the plugin into a stand-in's root by its own `install.sh` (as root), from the bundle that was built last. Then the
 * two places that name the real server's folders are turned to this root: `index.cgi`, and the command.
 * @param {string} root @returns {string} what the installer said
 */
export function installPlugin(root) {
  const unpacked = mkdtempSync(join(tmpdir(), 'active-connections-unpacked-'));
  try {
    cpSync(join(project, 'plugin-cpanel'), unpacked, { recursive: true });
    for (const name of ['active-connections.cjs', 'start.cjs']) cpSync(join(project, 'build/out', name), join(unpacked, name));
    cpSync(join(project, 'templates/assets'), join(unpacked, 'assets'), { recursive: true });
    cpSync(join(project, 'LICENSE'), join(unpacked, 'LICENSE'));
    const said = execFileSync(join(unpacked, 'install.sh'), ['--root', root, '--node', process.execPath], { encoding: 'utf8' });
    turn(cgiPath(root), [
      ['home=/usr/local/active-connections', `home='${root}/usr/local/active-connections'`],
      ['start.cjs" whm-cgi', `start.cjs" whm-cgi --root '${root}'`],
    ]);
    return said;
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
}

/** @param {string} root */
export const cgiPath = (root) => join(root, 'usr/local/cpanel/whostmgr/docroot/cgi/active_connections/index.cgi');

/** @param {string} path @param {[string, string][]} changes */
function turn(path, changes) {
  let text = readFileSync(path, 'utf8');
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`${path} no longer holds ${from}`);
    text = text.replace(from, to);
  }
  writeFileSync(path, text);
}
