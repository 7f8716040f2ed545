// @ts-check
/**
 * @typedef {object} Visit
 * @property {string} from address of the visitor
 * @property {string} to address and port of the site
 * @property {string} host
 * @property {string} method
 * @property {string} path
 * @property {string} agent
 */

const browser = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0';

/** Ordinary visitors. @type {readonly (Visit & { everyMs: number, connections: number })[]} */
export const visits = [
  {
    from: '203.0.113.20',
    to: '192.0.2.11:443',
    host: 'bob.example',
    method: 'GET',
    path: '/',
    agent: browser,
    everyMs: 4000,
    connections: 2,
  },
  {
    from: '203.0.113.21',
    to: '192.0.2.10:443',
    host: 'alice.example',
    method: 'GET',
    path: '/news',
    agent: browser,
    everyMs: 3000,
    connections: 2,
  },
  {
    from: '203.0.113.22',
    to: '192.0.2.10:443',
    host: 'zoe.example',
    method: 'GET',
    path: '/menu',
    agent: browser,
    everyMs: 3500,
    connections: 3,
  },
  {
    from: '203.0.113.23',
    to: '192.0.2.10:80',
    host: 'victor.example',
    method: 'GET',
    path: '/',
    agent: browser,
    everyMs: 5000,
    connections: 1,
  },
];

/** One address tries passwords at bob's own site and keeps many connections open. @type {Visit & { everyMs: number, connections: number }} */
export const attack = {
  from: '198.51.100.66',
  to: '192.0.2.11:443',
  host: 'bob.example',
  method: 'POST',
  path: '/wp-login.php',
  agent: 'Mozilla/5.0',
  everyMs: 250,
  connections: 60,
};
