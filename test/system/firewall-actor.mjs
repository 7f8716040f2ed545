// @ts-check
/**
 * A visitor or a server inside a network namespace, told what to do by lines of JSON on standard input; answers each with one.
 * `serve`: answers GET /live with bytes for ever, anything else with "ok". `download` and `connect`: a visitor's.
 */
import { createServer, get } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

/** @type {Map<string, { bytes: number, isOpen: boolean }>} */
const downloads = new Map();

/** @type {(from: string, to: string, port: number, withinMs: number) => Promise<boolean>} */
const isAnswered = (from, to, port, withinMs) =>
  new Promise((resolve) => {
    const request = get({ host: to, port, path: '/', localAddress: from, agent: false, timeout: withinMs }, (response) => {
      response.resume();
      response.on('end', () => resolve(true));
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });

/** @type {Record<string, (words: any) => Promise<unknown>>} */
const deeds = {
  serve: ({ port }) =>
    new Promise((resolve) => {
      const server = createServer((request, response) => {
        if (request.url !== '/live') {
          response.end('ok');
          return;
        }
        const timer = setInterval(() => response.write(Buffer.alloc(2048)), 20);
        response.on('close', () => clearInterval(timer));
      });
      server.on('clientError', (_, socket) => socket.destroy());
      server.listen(port, '::', () => resolve(null));
    }),

  download: ({ name, from, to, port }) =>
    new Promise((resolve) => {
      const state = { bytes: 0, isOpen: true };
      downloads.set(name, state);
      const request = get({ host: to, port, path: '/live', localAddress: from, agent: false }, (response) => {
        response.on('data', (chunk) => {
          state.bytes += chunk.length;
        });
        response.on('error', () => undefined);
        resolve(null);
      });
      request.on('error', () => undefined);
      request.on('close', () => {
        state.isOpen = false;
      });
    }),

  progress: ({ name }) => Promise.resolve(downloads.get(name) ?? null),

  /**
   * Whether a new connection is made and answered within the time. One that ends with an error is begun anew: Linux tells whoever
   * waits for a neighbour that nobody is there when three questions were lost, though the next one would be answered.
   */
  connect: async ({ from, to, port, withinMs }) => {
    const end = performance.now() + withinMs;
    for (let left = withinMs; left > 0; left = end - performance.now()) {
      if (await isAnswered(from, to, port, left)) return true;
      await pause(100);
    }
    return false;
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { does, ...words } = JSON.parse(line);
  const deed = deeds[does];
  console.log(JSON.stringify({ answer: deed === undefined ? 'unknown deed' : await deed(words) }));
}
