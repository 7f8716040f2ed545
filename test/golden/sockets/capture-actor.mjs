// @ts-check
/**
 * A program with sockets, for capture.mjs: reads one command per line from standard input, does it, answers with a line.
 * Every socket stays as it is until a command changes it; no side closes because the other did.
 */
import { createSocket } from 'node:dgram';
import { createServer, createConnection } from 'node:net';
import { createInterface } from 'node:readline';

/** @typedef {{ to: string, port: number, from?: string, count?: number, bytes?: number }} Dialling */

const [title = 'node', uid = '0'] = process.argv.slice(2);
process.title = title;
if (uid !== '0') process.setuid?.(Number(uid));

/** @type {Map<number, import('node:net').Socket[]>} */
const accepted = new Map();
/** @type {Map<number, import('node:net').Socket[]>} */
const dialled = new Map();

const deaf = () => undefined;

/** @type {Record<string, (options: any) => Promise<void>>} */
const commands = {
  /** @param {{ address: string, port: number, backlog?: number, ipv6Only?: boolean, reads?: boolean }} options */
  listen({ address, port, backlog = 511, ipv6Only = false, reads = true }) {
    const server = createServer({ allowHalfOpen: true, pauseOnConnect: !reads }, (socket) => {
      socket.on('error', deaf);
      if (reads) socket.resume();
      accepted.set(port, [...(accepted.get(port) ?? []), socket]);
    });
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: address, port, backlog, ipv6Only }, resolve);
    });
  },

  /** Opens connections and waits until each is established. @param {Dialling} options */
  async connect(options) {
    await Promise.all(
      dial(options).map((socket) => new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject))),
    );
  },

  /** Starts connections that will not be answered. @param {Dialling} options */
  async knock(options) {
    dial(options);
  },

  /** Closes this side of what was accepted on a port. @param {{ port: number, count?: number }} options */
  async endAccepted({ port, count = Infinity }) {
    await end(accepted, port, count);
  },

  /** Closes this side of what was dialled to a port. @param {{ port: number, count?: number }} options */
  async endDialled({ port, count = Infinity }) {
    await end(dialled, port, count);
  },

  /** @param {{ address: string, port: number }} options */
  bindUdp({ address, port }) {
    const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
    return new Promise((resolve) => socket.bind(port, address, resolve));
  },

  /** @param {{ to: string, port: number }} options */
  connectUdp({ to, port }) {
    const socket = createSocket(to.includes(':') ? 'udp6' : 'udp4');
    return new Promise((resolve) => socket.connect(port, to, resolve));
  },
};

/** @param {Dialling} options */
function dial({ to, port, from, count = 1, bytes = 0 }) {
  const sockets = Array.from({ length: count }, () => {
    const socket = createConnection({ host: to, port, localAddress: from, allowHalfOpen: true, autoSelectFamily: false });
    socket.on('error', deaf);
    socket.resume();
    if (bytes > 0) socket.write(Buffer.alloc(bytes));
    return socket;
  });
  dialled.set(port, [...(dialled.get(port) ?? []), ...sockets]);
  return sockets;
}

/** @param {Map<number, import('node:net').Socket[]>} sockets @param {number} port @param {number} count */
async function end(sockets, port, count) {
  const ended = (sockets.get(port) ?? []).splice(0, count);
  await Promise.all(ended.map((socket) => new Promise((resolve) => socket.end(() => resolve(undefined)))));
}

for await (const line of createInterface({ input: process.stdin })) {
  const [command, options] = JSON.parse(line);
  await commands[command]?.(options);
  process.stdout.write('done\n');
}
process.exit(0);
