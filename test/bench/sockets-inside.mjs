// @ts-check
/**
 * `node sockets-inside.mjs ROUNDS ENTRY ROWS…`: the part of sockets.mjs that runs inside a network namespace of its own.
 * Prints what was measured as JSON, one list for each number of rows.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { race } from './measure.mjs';
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
try {
  const all = [];
  for (const rows of sizes) {
    await holdUpTo(Number(rows) / 2);
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
