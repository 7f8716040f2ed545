// @ts-check
/**
 * `node sockets-inside.mjs ROUNDS ENTRY ROWS…`: the part of sockets.mjs that runs inside a network namespace of its own.
 * Prints what was measured as JSON, one list for each number of rows.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cleanEnvironment, race } from './measure.mjs';
import { benchScript, ours, pipeline } from './programs.mjs';

const [rounds = '', entry = '', ...sizes] = process.argv.slice(2);
execFileSync('/bin/bash', [
  '-c',
  'ip link set lo up && ip route add local 198.18.0.0/15 dev lo && ip -6 route add local 2001:db8::/32 dev lo && sysctl -qw net.ipv6.ip_nonlocal_bind=1',
]);

/** Each connection is two open files of its holder, which needs some more. */
const filesAllowed = Number(/Max open files\s+\d+\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? 1024);
const mostHeld = Math.floor((filesAllowed - 200) / 2);

/** @type {import('node:child_process').ChildProcess[]} */
const holders = [];
let held = 0;

/** @param {number} connections */
async function holdUpTo(connections) {
  while (held < connections) {
    const share = Math.min(mostHeld, connections - held);
    const words = [benchScript('socket-holder.mjs'), String(8000 + holders.length), String(share), String(held)];
    const holder = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] });
    holders.push(holder);
    const outcome = await Promise.race([once(holder.stdout, 'data'), once(holder, 'exit')]);
    if (typeof outcome[0] === 'number') throw new Error('a holder of connections ended');
    held += share;
  }
}

const article = `netstat -ntu | awk '{print $5}' | cut -d: -f1 | sort | uniq -c | sort -n`;
/** The article's counts are right for IPv4: there ours must be the same. An IPv6 peer it cuts to its first group. */
function demandSameCounts() {
  const printed = execFileSync('/bin/bash', ['-c', article], { encoding: 'utf8', env: cleanEnvironment, maxBuffer: 1 << 28 });
  const theirs = new Map(printed.split('\n').map((line) => [line.slice(8), Number(line.slice(0, 8))]));
  const [program = '', ...words] = ours('', 'connections', '--json', '--top', 'all').command;
  const report = JSON.parse(execFileSync(program, words, { encoding: 'utf8', env: cleanEnvironment, maxBuffer: 1 << 28 }));
  let compared = 0;
  for (const { address, connections } of report.byAddress) {
    if (address.includes(':')) continue;
    if (theirs.get(address) !== connections) throw new Error(`${address}: ${connections}, the article says ${theirs.get(address)}`);
    compared++;
  }
  const ipv4 = [...theirs.keys()].filter((key) => /^[\d.]+\.\d+$/.test(key)).length;
  if (compared !== ipv4 || report.beyond !== null) throw new Error(`${compared} addresses instead of ${ipv4}`);
}

try {
  const all = [];
  for (const rows of sizes) {
    await holdUpTo(Number(rows) / 2);
    demandSameCounts();
    all.push(
      await race(
        [
          pipeline('the article', article),
          ours('active-connections connections', 'connections', '--json'),
          { name: 'in process', command: [process.execPath, entry], tells: true },
          { name: 'cat /proc/net/tcp*', command: ['/bin/bash', '-c', 'exec cat /proc/net/tcp /proc/net/tcp6'] },
          { name: 'bare Node', command: [process.execPath, '-e', '0'] },
        ],
        Number(rounds),
      ),
    );
  }
  process.stdout.write(JSON.stringify(all));
} finally {
  for (const holder of holders) holder.stdin?.end();
}
