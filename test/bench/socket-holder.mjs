// @ts-check
/**
 * `node socket-holder.mjs PORT CONNECTIONS FIRST`: holds that many real TCP connections in this network namespace, each
 * two rows of /proc/net, from addresses of 198.18.0.0/15 and (one in seven) 2001:db8::/32. Prints `ready`, and holds them
 * until its standard input ends.
 */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

const [port = 0, connections = 0, first = 0] = process.argv.slice(2).map(Number);
const atOnce = 200;

/** @type {import('node:net').Socket[]} */
const held = [];
const listen = async (/** @type {string} */ host) => {
  const server = createServer((socket) => held.push(socket));
  server.listen({ port, host, ipv6Only: true, backlog: atOnce });
  await once(server, 'listening');
};

/** Few addresses have many connections, most have one. @param {number} at */
async function hold(at) {
  const who = at % 3 === 0 ? at % 97 : at;
  const isIpv6 = who % 7 === 3;
  const host = isIpv6 ? '::1' : '127.0.0.1';
  const localAddress = isIpv6
    ? `2001:db8::${(who >> 16).toString(16)}:${(who & 65_535).toString(16)}`
    : `198.18.${(who >> 8) & 255}.${who & 255}`;
  // A port of its own: to let the kernel look for one among thousands takes minutes.
  const socket = connect({ port, host, localAddress, localPort: 10_000 + (at % 50_000) });
  held.push(socket);
  await once(socket, 'connect');
}

await listen('127.0.0.1');
await listen('::1');
for (let at = 0; at < connections; at += atOnce) {
  const share = Math.min(atOnce, connections - at);
  await Promise.all(Array.from({ length: share }, (_, more) => hold(first + at + more)));
  // Until all are accepted: a full queue drops the next ones, and their second try comes after a second.
  while (held.length < 2 * (at + share)) await new Promise(setImmediate);
}
process.stdout.write('ready\n');
process.stdin.resume().once('end', () => process.exit());
