// @ts-check
/**
 * The visitors of the stand-in's sites, among them one who means harm: asks, each from an address of its own, until it is ended.
 * What a firewall keeps out gets no answer and tries on. `node visitor-actor.mjs`
 */
import { Agent, request } from 'node:http';
import { attack, visits } from './visitors.mjs';

/** @param {import('./visitors.mjs').Visit} visit @param {Agent} agent */
function visit({ from, to, host, method, path, agent: userAgent }, agent) {
  const [target = '', port = '80'] = to.split(':');
  const call = request({
    agent,
    localAddress: from,
    host: target,
    port: Number(port),
    method,
    path,
    headers: { host, 'user-agent': userAgent },
    timeout: 5000,
  });
  call.on('response', (response) => response.resume());
  call.on('timeout', () => call.destroy());
  call.on('error', () => undefined);
  call.end();
}

for (const { everyMs, connections, ...one } of [...visits, attack]) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  setInterval(() => visit(one, agent), everyMs);
  // So many stay open, as those of a flood do.
  for (let opened = 0; opened < connections; opened++) setTimeout(() => visit(one, agent), opened * 20);
}
