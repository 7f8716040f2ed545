// @ts-check
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * @typedef {object} Networks
 * @property {readonly string[]} inServer words that run a program where the server is
 * @property {readonly string[]} inWorld words that run a program where its visitors are
 * @property {() => void} remove
 */

/**
 * Two network namespaces with a cable between them: real connections and a firewall of its own, and nothing of it reaches this
 * machine. Needs root and iproute2.
 * @param {readonly string[]} serverAddresses @param {readonly string[]} worldAddresses @returns {Networks}
 */
export function twoNetworks(serverAddresses, worldAddresses) {
  const [server, world] = [`ac-demo-s-${process.pid}`, `ac-demo-w-${process.pid}`];
  const ip = (/** @type {string[]} */ ...words) => execFileSync('/sbin/ip', words, { stdio: ['ignore', 'ignore', 'pipe'] });
  const remove = () => {
    for (const name of [server, world]) if (existsSync(`/run/netns/${name}`)) ip('netns', 'del', name);
  };
  try {
    for (const name of [server, world]) {
      ip('netns', 'add', name);
      ip('-n', name, 'link', 'set', 'lo', 'up');
    }
    ip('-n', server, 'link', 'add', 'eth0', 'type', 'veth', 'peer', 'name', 'eth0', 'netns', world);
    for (const address of serverAddresses) ip('-n', server, 'addr', 'add', `${address}/24`, 'dev', 'eth0');
    for (const address of worldAddresses) ip('-n', world, 'addr', 'add', `${address}/32`, 'dev', 'eth0');
    for (const name of [server, world]) {
      ip('-n', name, 'link', 'set', 'eth0', 'up');
      ip('-n', name, 'route', 'add', 'default', 'dev', 'eth0');
    }
  } catch (error) {
    remove();
    throw error;
  }
  return { inServer: ['/sbin/ip', 'netns', 'exec', server], inWorld: ['/sbin/ip', 'netns', 'exec', world], remove };
}
