// @ts-check
/** What it costs to begin: bare Node, the command, and the first byte of the first page. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeServerRoot } from '../stand-ins/whm/server-root.mjs';
import { toFirstByte, usageOf } from './first-byte.mjs';
import { cleanEnvironment, named, race, ratio, runOnce } from './measure.mjs';
import { bundle, ours } from './programs.mjs';
import { number } from './report.mjs';

const starts = 15;

/** @param {import('./run.mjs').Bench} bench */
export async function benchStart({ folder, report }) {
  report.section('Start');
  const root = join(folder, 'server');
  makeServerRoot(root);
  const installed = await prepared(folder, root);
  const page = ['page', '--linked', 'page=overview'];
  const measured = await race(
    [
      { name: 'node -e 0', command: [process.execPath, '-e', '0'] },
      ours('active-connections version', 'version'),
      ours('active-connections connections', 'connections', '--json'),
      { name: barePage, command: [], run: () => toFirstByte(folder, [process.execPath, '-e', "require('fs').writeSync(1, '.')"]) },
      { name: firstPage, command: [], run: () => toFirstByte(folder, [process.execPath, bundle, ...page]) },
      { name: preparedPage, command: [], run: () => toFirstByte(folder, [process.execPath, installed, ...page]) },
      { name: cgiPage, command: [], run: () => toFirstByte(folder, [...cgiCall, process.execPath, installed, 'whm-cgi', '--root', root]) },
      ...installedCgi(folder, root),
      { name: 'serve: first byte of the sign-in', command: [], run: () => firstByte('sign-in') },
      { name: 'serve: first byte of the first page', command: [], run: () => firstByte('page') },
    ],
    starts,
  );
  const bare = named(measured, 'node -e 0');
  report.race(measured, [bare]);
  const parts = measured.map((one) => `${one.name} ${number(ratio(one, bare, 'cpu'), 2)}`);
  report.say(`\nCPU ÷ bare Node: ${parts.join(', ')}. Pages and connections are this machine's own.`);
  const bareByte = named(measured, barePage);
  for (const name of [firstPage, preparedPage, cgiPage]) {
    const one = named(measured, name);
    report.say(
      `${name} ÷ bare Node to its first byte: CPU ${number(ratio(one, bareByte, 'cpu'), 2)}, time ${number(ratio(one, bareByte), 2)}`,
    );
  }
  // Like for like: `node -e 0` above is measured to its end, with the program that measures it.
  report.atMost(
    'first byte of a page in WHM (one process a page, prepared), CPU ÷ bare Node',
    ratio(named(measured, cgiPage), bareByte, 'cpu'),
    1.3,
    '×',
  );
}

const barePage = 'node: first byte';
const firstPage = 'page: first byte';
const preparedPage = 'page: first byte, prepared';
const cgiPage = 'whm-cgi: first byte, prepared';

/** A call as WHM makes it, for root. */
const cgiCall = [
  ...['/usr/bin/env', 'REQUEST_METHOD=GET', 'QUERY_STRING=page=overview', 'REMOTE_USER=root', 'REMOTE_ADDR=203.0.113.1'],
  ...['cp_security_token=/cpsess1234567890', 'REQUEST_URI=/cpsess1234567890/cgi/active_connections/index.cgi?page=overview'],
];

/**
 * The whole way through `index.cgi`; its time is what tells, for the CPU is that of Node alone. Only where a Node is found that
 * root may run.
 * @param {string} folder @param {string} root
 */
function installedCgi(folder, root) {
  if (process.getuid?.() !== 0) return [];
  const home = join(folder, 'installed');
  const plugin = join(fileURLToPath(new URL('../../plugin-cpanel', import.meta.url)));
  mkdirSync(join(home, 'whm'), { recursive: true });
  copyFileSync(join(plugin, 'find-node.sh'), join(home, 'whm/find-node.sh'));
  writeFileSync(join(home, 'node-path'), `${process.execPath}\n`);
  const facts = `. '${home}/whm/find-node.sh'; find_node '${process.execPath}' '' && printf '%s\\n' "$facts"`;
  writeFileSync(join(home, 'node-checked'), execFileSync('/bin/sh', ['-c', facts]));
  const cgi = readFileSync(join(plugin, 'index.cgi'), 'utf8')
    .replace('home=/usr/local/active-connections', `home='${home}'`)
    .replace('whm-cgi', `whm-cgi --root '${root}'`);
  writeFileSync(join(home, 'index.cgi'), cgi, { mode: 0o700 });
  return [{ name: 'index.cgi: first byte, prepared', command: [], run: () => toFirstByte(folder, [...cgiCall, join(home, 'index.cgi')]) }];
}

/**
 * The program in a folder of its own, with its compiled code beside it, as a panel starts it.
 * @param {string} folder @param {string} root a server to look at while it is compiled
 */
async function prepared(folder, root) {
  const home = join(folder, 'installed');
  mkdirSync(home, { mode: 0o700 });
  const start = join(home, 'start.cjs');
  copyFileSync(bundle, join(home, 'active-connections.cjs'));
  copyFileSync(join(dirname(bundle), 'start.cjs'), start);
  await runOnce({ name: 'prepare', command: [process.execPath, start, 'prepare', '--root', root] });
  return start;
}

/** Starts the server, opens its link, and stops it at the first byte. @param {'sign-in' | 'page'} until @returns {Promise<import('./measure.mjs').Run>} */
async function firstByte(until) {
  const begun = process.hrtime.bigint();
  const server = spawn(process.execPath, [bundle, 'serve'], { env: cleanEnvironment, stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const link = await linkIn(server.stdout);
    const signedIn = await answerTo(link, {});
    const cookie = String(signedIn.headers['set-cookie']?.[0]).split(';')[0] ?? '';
    if (until === 'page') {
      const { statusCode } = await answerTo(new URL('/', link).href, { cookie });
      if (statusCode !== 200) throw new Error(`the first page: ${String(statusCode)}`);
    }
    const wall = Number(process.hrtime.bigint() - begun) / 1e9;
    return { wall, ...usageOf(server.pid ?? 0), output: '' };
  } finally {
    server.kill();
    await once(server, 'exit');
  }
}

/** @param {import('node:stream').Readable} stream */
async function linkIn(stream) {
  let text = '';
  for await (const piece of stream.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += piece;
    const link = /http:\S+/.exec(text)?.[0];
    if (link !== undefined) return link;
  }
  throw new Error('the server ended without a link');
}

/** The head of the answer: its first byte is there. @param {string} url @param {Record<string, string>} headers @returns {Promise<import('node:http').IncomingMessage>} */
const answerTo = (url, headers) =>
  new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (answer) => resolve(answer.resume())).on('error', reject);
  });
