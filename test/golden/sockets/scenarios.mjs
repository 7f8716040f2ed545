// @ts-check
/**
 * What each captured machine is going through: the play that brings its sockets about, and the truth about them,
 * written down by hand from the play, never taken from a parser.
 *
 * In a truth, `ports` names the ports of services only: the others are the kernel's choice.
 */
import { server4, server6 } from './capture-stage.mjs';

/** @typedef {import('./capture-stage.mjs').Stage} Stage */
/** @typedef {{ connections: number, inbound?: number, outbound?: number, states: Record<string, number> }} Peer */
/**
 * @typedef {object} Truth
 * @property {string} about
 * @property {number} total
 * @property {number} inbound
 * @property {number} outbound
 * @property {number} listening
 * @property {number} established
 * @property {number} halfOpen
 * @property {number} own Rows whose peer is the machine itself.
 * @property {Record<string, Peer>} peers All other machines.
 * @property {Record<string, { connections: number, listening: number }>} ports
 * @property {Record<string, { connections: number, addresses: number, uid: number, program: string }>} [outboundTo]
 * @property {Record<string, { waiting: number, limit: number }>} [acceptQueues]
 * @property {Record<string, number>} [unreadBytes] By local port.
 */

/** @param {number} count @param {(n: number) => string} address @returns {string[]} */
const series = (count, address) => Array.from({ length: count }, (_, n) => address(n + 1));

/** @param {string[]} addresses @param {Peer} peer @returns {Record<string, Peer>} */
const each = (addresses, peer) => Object.fromEntries(addresses.map((address) => [address, peer]));

/** @param {number} connections @returns {Peer} */
const established = (connections) => ({ connections, inbound: connections, outbound: 0, states: { ESTABLISHED: connections } });

/** @param {Stage} stage Web server on both families, name resolution and time keeping: what every machine has. */
async function ordinaryServer(stage) {
  const nginx = await stage.onServer('nginx');
  for (const port of [80, 443]) await nginx.does('listen', { address: '::', port });
  const sshd = await stage.onServer('sshd');
  await sshd.does('listen', { address: '0.0.0.0', port: 22, backlog: 128 });
  await sshd.does('listen', { address: '::', port: 22, backlog: 128, ipv6Only: true });
  const chronyd = await stage.onServer('chronyd');
  await chronyd.does('bindUdp', { address: '127.0.0.1', port: 323 });
  await chronyd.does('bindUdp', { address: '::1', port: 323 });
  return { nginx, sshd };
}
const ordinaryListening = 6;

const attacker = '203.0.113.66';
const visitors = series(8, (n) => `198.51.100.${n}`);

/** @type {Record<string, { play: (stage: Stage) => Promise<void>, truth: Truth }>} */
export const scenarios = {
  quiet: {
    async play(stage) {
      stage.worldHas(...visitors.slice(0, 3), '198.51.100.200', '203.0.113.53');
      const { nginx } = await ordinaryServer(stage);
      const mysqld = await stage.onServer('mysqld');
      await mysqld.does('listen', { address: '127.0.0.1', port: 3306, backlog: 151 });
      await stage.world.does('listen', { address: '203.0.113.53', port: 443 });
      for (const from of visitors.slice(0, 3)) await stage.world.does('connect', { from, to: server4, port: 443, count: 2 });
      await stage.world.does('connect', { from: '198.51.100.200', to: server4, port: 22 });
      await nginx.does('connect', { to: '127.0.0.1', port: 3306 });
      await nginx.does('connect', { from: server4, to: '203.0.113.53', port: 443 });
      await nginx.does('connectUdp', { to: '203.0.113.53', port: 53 });
    },
    truth: {
      about: 'A machine with nothing to do: three visitors, one shell, its own database, one update and one name look-up.',
      total: 11,
      inbound: 8,
      outbound: 3,
      listening: ordinaryListening + 1,
      established: 11,
      halfOpen: 0,
      own: 2,
      peers: {
        ...each(visitors.slice(0, 3), established(2)),
        '198.51.100.200': established(1),
        '203.0.113.53': { connections: 2, inbound: 0, outbound: 2, states: { ESTABLISHED: 2 } },
      },
      ports: {
        22: { connections: 1, listening: 2 },
        80: { connections: 0, listening: 1 },
        443: { connections: 6, listening: 1 },
        3306: { connections: 1, listening: 1 },
        323: { connections: 0, listening: 2 },
      },
      outboundTo: {
        443: { connections: 1, addresses: 1, uid: 0, program: 'nginx' },
        53: { connections: 1, addresses: 1, uid: 0, program: 'nginx' },
      },
    },
  },

  'one-address-flood': {
    async play(stage) {
      stage.worldHas(attacker, ...visitors);
      const { nginx } = await ordinaryServer(stage);
      for (const from of visitors) await stage.world.does('connect', { from, to: server4, port: 443, count: 3 });
      await stage.world.does('connect', { from: attacker, to: server4, port: 80, count: 30 });
      await nginx.does('endAccepted', { port: 80 });
      await stage.world.does('endDialled', { port: 80 });
      await stage.world.does('connect', { from: attacker, to: server4, port: 443, count: 120 });
      await stage.world.does('connect', { from: attacker, to: server4, port: 80, count: 10 });
    },
    truth: {
      about: 'One address holds many connections to the web server, some of them just closed; eight visitors are normal.',
      total: 184,
      inbound: 184,
      outbound: 0,
      listening: ordinaryListening,
      established: 154,
      halfOpen: 0,
      own: 0,
      peers: {
        ...each(visitors, established(3)),
        [attacker]: { connections: 160, inbound: 160, outbound: 0, states: { ESTABLISHED: 130, TIME_WAIT: 30 } },
      },
      ports: { 80: { connections: 40, listening: 1 }, 443: { connections: 144, listening: 1 }, 22: { connections: 0, listening: 2 } },
    },
  },

  'syn-flood': {
    async play(stage) {
      const spread = series(90, (n) => `203.0.113.${100 + n}`);
      stage.worldHas(attacker, ...visitors, ...spread);
      await ordinaryServer(stage);
      for (const from of visitors) await stage.world.does('connect', { from, to: server4, port: 443 });
      stage.loseAnswersTo(attacker, ...spread);
      await stage.world.does('knock', { from: attacker, to: server4, port: 443, count: 40 });
      for (const from of spread) await stage.world.does('knock', { from, to: server4, port: 80 });
    },
    truth: {
      about: 'Handshakes that are never completed: forty of one address, and one each of ninety addresses.',
      total: 138,
      inbound: 138,
      outbound: 0,
      listening: ordinaryListening,
      established: 8,
      halfOpen: 130,
      own: 0,
      peers: {
        ...each(visitors, established(1)),
        [attacker]: { connections: 40, inbound: 40, outbound: 0, states: { SYN_RECV: 40 } },
        ...each(
          series(90, (n) => `203.0.113.${100 + n}`),
          { connections: 1, inbound: 1, outbound: 0, states: { SYN_RECV: 1 } },
        ),
      },
      ports: { 80: { connections: 90, listening: 1 }, 443: { connections: 48, listening: 1 } },
    },
  },

  ipv6: {
    async play(stage) {
      const customers = series(40, (n) => `2001:db8:66:1::${n.toString(16)}`);
      const longAddress = '2001:db8:1234:5678:9abc:def0:1234:5678';
      stage.worldHas(...visitors.slice(0, 2), ...customers, longAddress, '2001:db8:77::1', '2001:db8:99::25');
      const { nginx } = await ordinaryServer(stage);
      await nginx.does('listen', { address: server6, port: 8443 });
      await stage.world.does('listen', { address: '2001:db8:99::25', port: 25 });
      for (const from of customers) await stage.world.does('connect', { from, to: server6, port: 443 });
      await stage.world.does('connect', { from: longAddress, to: server6, port: 443, count: 5 });
      await stage.world.does('connect', { from: '2001:db8:77::1', to: server6, port: 8443, count: 3 });
      for (const from of visitors.slice(0, 2)) await stage.world.does('connect', { from, to: server4, port: 443, count: 2 });
      await nginx.does('connect', { to: '2001:db8:99::25', port: 25 });
      await nginx.does('connect', { to: '::1', port: 443 });
    },
    truth: {
      about: 'Forty addresses of one /64 with one connection each, a long address, IPv4 clients on a dual-stack listener.',
      total: 55,
      inbound: 53,
      outbound: 2,
      listening: ordinaryListening + 1,
      established: 55,
      halfOpen: 0,
      own: 2,
      peers: {
        ...each(
          series(40, (n) => `2001:db8:66:1::${n.toString(16)}`),
          established(1),
        ),
        '2001:db8:1234:5678:9abc:def0:1234:5678': established(5),
        '2001:db8:77::1': established(3),
        ...each(visitors.slice(0, 2), established(2)),
        '2001:db8:99::25': { connections: 1, inbound: 0, outbound: 1, states: { ESTABLISHED: 1 } },
      },
      ports: { 443: { connections: 50, listening: 1 }, 8443: { connections: 3, listening: 1 } },
      outboundTo: { 25: { connections: 1, addresses: 1, uid: 0, program: 'nginx' } },
    },
  },

  mail: {
    async play(stage) {
      const senders = series(12, (n) => `203.0.113.${n}`);
      const readers = series(6, (n) => `198.51.100.${100 + n}`);
      const exchangers = series(3, (n) => `198.51.100.${250 + n}`);
      stage.worldHas(attacker, ...senders, ...readers, ...exchangers, '2001:db8:25::1');
      await ordinaryServer(stage);
      const exim = await stage.onServer('exim', 93);
      await exim.does('bindUdp', { address: '0.0.0.0', port: 40053 });
      const eximRoot = await stage.onServer('exim');
      for (const port of [25, 465, 587]) await eximRoot.does('listen', { address: '::', port, backlog: 20 });
      const dovecot = await stage.onServer('dovecot');
      for (const port of [143, 993]) await dovecot.does('listen', { address: '::', port, backlog: 512 });
      for (const address of exchangers) await stage.world.does('listen', { address, port: 25 });
      for (const from of senders) await stage.world.does('connect', { from, to: server4, port: 25 });
      await stage.world.does('connect', { from: '2001:db8:25::1', to: server6, port: 25 });
      for (const from of readers) await stage.world.does('connect', { from, to: server4, port: 993, count: 4 });
      await stage.world.does('connect', { from: attacker, to: server4, port: 587, count: 25 });
      await stage.world.does('connect', { from: attacker, to: server4, port: 143, count: 15 });
      // The far side hangs up and dovecot has not noticed yet.
      await stage.world.does('endDialled', { port: 143, count: 5 });
      for (const to of exchangers) await exim.does('connect', { to, port: 25, count: 2 });
    },
    truth: {
      about: 'A mail server at work, and one address that tries passwords on submission and IMAP.',
      total: 83,
      inbound: 77,
      outbound: 6,
      listening: ordinaryListening + 6,
      established: 78,
      halfOpen: 0,
      own: 0,
      peers: {
        ...each(
          series(12, (n) => `203.0.113.${n}`),
          established(1),
        ),
        '2001:db8:25::1': established(1),
        ...each(
          series(6, (n) => `198.51.100.${100 + n}`),
          established(4),
        ),
        [attacker]: { connections: 40, inbound: 40, outbound: 0, states: { ESTABLISHED: 35, CLOSE_WAIT: 5 } },
        ...each(
          series(3, (n) => `198.51.100.${250 + n}`),
          { connections: 2, inbound: 0, outbound: 2, states: { ESTABLISHED: 2 } },
        ),
      },
      ports: {
        25: { connections: 13, listening: 1 },
        587: { connections: 25, listening: 1 },
        143: { connections: 15, listening: 1 },
        993: { connections: 24, listening: 1 },
        465: { connections: 0, listening: 1 },
        40053: { connections: 0, listening: 1 },
      },
      outboundTo: { 25: { connections: 6, addresses: 3, uid: 93, program: 'exim' } },
    },
  },

  outbound: {
    async play(stage) {
      const victims = series(30, (n) => `203.0.113.${n}`);
      const silent = series(10, (n) => `203.0.113.${200 + n}`);
      stage.worldHas(...victims, ...visitors);
      await ordinaryServer(stage);
      const exim = await stage.onServer('exim');
      await exim.does('listen', { address: '::', port: 25, backlog: 20 });
      const script = await stage.onServer('send.php', 1001);
      for (const address of victims) await stage.world.does('listen', { address, port: 25 });
      for (const to of victims) await script.does('connect', { to, port: 25, count: 3 });
      stage.loseAnswersTo(...silent);
      for (const to of silent) await script.does('knock', { to, port: 25, count: 2 });
      for (const from of visitors) await stage.world.does('connect', { from, to: server4, port: 443 });
    },
    truth: {
      about: 'A script of one account sends mail past the mail server: its peers are victims, not attackers.',
      total: 118,
      inbound: 8,
      outbound: 110,
      listening: ordinaryListening + 1,
      established: 98,
      halfOpen: 0,
      own: 0,
      peers: {
        ...each(visitors, established(1)),
        ...each(
          series(30, (n) => `203.0.113.${n}`),
          { connections: 3, inbound: 0, outbound: 3, states: { ESTABLISHED: 3 } },
        ),
        ...each(
          series(10, (n) => `203.0.113.${200 + n}`),
          { connections: 2, inbound: 0, outbound: 2, states: { SYN_SENT: 2 } },
        ),
      },
      ports: { 25: { connections: 0, listening: 1 }, 443: { connections: 8, listening: 1 } },
      outboundTo: { 25: { connections: 110, addresses: 40, uid: 1001, program: 'send.php' } },
    },
  },

  'own-traffic': {
    async play(stage) {
      stage.worldHas(...visitors);
      const { nginx } = await ordinaryServer(stage);
      const apache = await stage.onServer('httpd');
      await apache.does('listen', { address: server4, port: 7080 });
      await apache.does('listen', { address: '127.0.0.1', port: 8080, backlog: 4 });
      const fpm = await stage.onServer('php-fpm');
      await fpm.does('listen', { address: '127.0.0.1', port: 9000, reads: false });
      for (const from of visitors) await stage.world.does('connect', { from, to: server4, port: 443, count: 2 });
      await nginx.does('connect', { from: server4, to: server4, port: 7080, count: 20 });
      await nginx.does('endDialled', { port: 7080 });
      await apache.does('endAccepted', { port: 7080 });
      await nginx.does('connect', { from: server4, to: server4, port: 7080, count: 6 });
      await apache.does('connect', { from: '127.0.0.1', to: '127.0.0.1', port: 9000, count: 4, bytes: 700 });
      apache.freeze();
      // Five are taken into a queue of four: the kernel asks "more than the limit?" before it adds one.
      await nginx.does('connect', { from: '127.0.0.1', to: '127.0.0.1', port: 8080, count: 5 });
    },
    truth: {
      about: 'nginx before Apache and PHP-FPM on one machine; Apache hangs: its accept queue is full, and PHP-FPM reads nothing.',
      total: 66,
      inbound: 31,
      outbound: 35,
      listening: ordinaryListening + 3,
      established: 46,
      halfOpen: 0,
      own: 50,
      peers: each(visitors, established(2)),
      ports: {
        443: { connections: 16, listening: 1 },
        7080: { connections: 6, listening: 1 },
        8080: { connections: 5, listening: 1 },
        9000: { connections: 4, listening: 1 },
      },
      acceptQueues: { 8080: { waiting: 5, limit: 4 }, 443: { waiting: 0, limit: 511 } },
      unreadBytes: { 9000: 2800, 443: 0 },
    },
  },
};
