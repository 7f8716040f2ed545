// @ts-check
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startCpsrvd } from './cpsrvd.mjs';
import { installPlugin } from './install-plugin.mjs';
import { makeServerRoot } from './server-root.mjs';
import { twoNetworks } from './two-networks.mjs';
import { startWebServer } from './web-server.mjs';
import { attack, visits } from './visitors.mjs';
import { changeState, freshState, readState } from './whm-state.mjs';

const here = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * A WHM server under attack, as far as a stand-in can be one: the plugin installed by its own installer, sites that really
 * answer, visitors that really connect, in networks of their own where a block really blocks. Needs root on Linux.
 */
export async function startServer() {
  const root = mkdtempSync(join(tmpdir(), 'active-connections-stand-in-'));
  /** What is undone at the end, the last first. @type {(() => unknown)[]} */
  const undo = [() => rmSync(root, { recursive: true, force: true })];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    return { ...(await startIn(root, undo)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** @param {string} root @param {(() => unknown)[]} undo gets what has to be undone, as soon as it is there */
async function startIn(root, undo) {
  const networks = twoNetworks(
    ['192.0.2.10', '192.0.2.11'],
    [...visits, attack].map(({ from }) => from),
  );
  undo.push(networks.remove);
  makeServerRoot(root);
  // The sockets are those of the network a program runs in.
  rmSync(join(root, 'proc/net'), { recursive: true });
  symlinkSync('/proc/net', join(root, 'proc/net'));
  const statePath = join(root, 'stand-in-state.json');
  writeFileSync(statePath, JSON.stringify(freshState()), { mode: 0o600 });
  putProgram(root, 'whmapi1', 'runWhmapi1', statePath);
  putProgram(root, 'cpapi2', 'runCpapi2', statePath);
  const said = installPlugin(root);
  const run = (/** @type {readonly string[]} */ words) => {
    const [program = '', ...rest] = words;
    const child = spawn(program, rest, { stdio: ['ignore', 'ignore', 'inherit'] });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    undo.push(() => (child.kill('SIGKILL'), gone));
  };
  startWebServer({ root, inServer: networks.inServer }, undo);
  run([...networks.inWorld, process.execPath, here('visitor-actor.mjs')]);
  const whm = await startCpsrvd({ root, before: networks.inServer });
  undo.push(whm.close);
  return {
    ...whm,
    root,
    said,
    inServer: networks.inServer,
    cphulk: () => readState(statePath).records,
    changeCphulk: (/** @type {(state: import('./whm-state.mjs').WhmState) => void} */ how) => changeState(statePath, how),
  };
}

/** @param {string} root @param {string} name @param {string} body @param {string} statePath */
function putProgram(root, name, body, statePath) {
  const path = join(root, 'usr/local/cpanel/bin', name);
  const [module, state] = [JSON.stringify(here('programs.mjs')), JSON.stringify(statePath)];
  writeFileSync(path, `#!${process.execPath}\nimport(${module}).then((programs) => programs.${body}(${state}, process.argv.slice(2)));\n`);
  chmodSync(path, 0o755);
}
