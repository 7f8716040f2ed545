import type { OutboundPort, PortConnections } from '../../../../src/model/connection-report.ts';
import {
  attacker,
  behaviour,
  behaviours,
  connections,
  errorGroup,
  errors,
  group,
  hits,
  ip,
  logins,
  noon,
  peer,
  person,
  type SceneParts,
  signs,
  site,
  verified,
} from '../scenes.ts';
import type { RuleSample } from './samples.ts';

const now = { nowEpoch: noon + 600 } as const;
const alone = (more: Parameters<typeof behaviour>[1], parts: SceneParts = {}): SceneParts => ({
  behaviours: behaviours([behaviour(attacker, more)]),
  ...parts,
});
const subnet = [1, 2, 3, 4, 5].map((at) => ip(`203.0.113.${String(at)}`));
const visitors = Array.from({ length: 40 }, (_, at) => peer(`198.51.100.${String(at + 1)}`, { inbound: 2 }));

const many = (make: (address: typeof attacker) => ReturnType<typeof behaviour>) =>
  Array.from({ length: 60 }, (_, at) => make(ip(`198.51.100.${String(at + 1)}`)));
const searching = { requests: 20, signs: signs({ search: hits(20, 2, () => '/', { status: 200 }) }) };

const port = (number: number, more: Partial<PortConnections>): PortConnections => ({
  port: number,
  service: null,
  connections: 0,
  listening: 1,
  inbound: 0,
  halfOpen: 0,
  receiveQueueBytes: null,
  acceptQueue: null,
  programs: [],
  ...more,
});
const smtp = (owner: Partial<OutboundPort['owners'][number]>, count: number): SceneParts => ({
  connections: connections([], {
    outboundByPort: [
      {
        port: 25,
        service: 'SMTP',
        connections: count,
        addresses: count,
        owners: [{ user: null, program: null, connections: count, ...owner }],
      },
    ],
  }),
});
const said = (error: Parameters<typeof errorGroup>[0]): SceneParts => ({ errors: errors(errorGroup(error)), ...now });
const letIn = (failuresBefore: number): Parameters<typeof behaviour>[1] => ({
  signs: signs({ login: logins(failuresBefore, 10) }),
  loginsAfterFailures: [{ epoch: noon + 900, site: 'alice.example', failuresBefore }],
});
const queue = (waiting: number, limit: number): SceneParts => ({
  connections: connections([], { byLocalPort: [port(443, { acceptQueue: { waiting, limit, full: waiting >= limit } })] }),
});
const held = (more: Parameters<typeof peer>[1]): SceneParts => ({ connections: connections([peer(attacker, more), ...visitors]) });

/** For each rule about the server a scene in which it speaks, and its look-alike, of which it says nothing. */
export const serverSamples: Readonly<Record<string, RuleSample>> = {
  'login-succeeded': {
    speaks: alone(letIn(40)),
    lookAlike: alone({ ...person, ...letIn(3) }),
  },
  'shell-answered': {
    speaks: alone({ signs: signs({ 'shell-answered': hits(1, 1, () => '/wso.php', { status: 200 }) }) }),
    lookAlike: alone({ signs: signs({ 'missing-script': hits(9, 1, (at) => `/wso${String(at)}.php`, { status: 404 }) }) }),
  },
  'secret-answered': {
    speaks: alone({ signs: signs({ 'secret-answered': hits(1, 1, () => '/.env', { status: 200 }) }) }),
    lookAlike: alone({ signs: signs({ secret: hits(9, 1, () => '/.env', { status: 404 }) }) }),
  },
  'forged-syn-flood': {
    speaks: { connections: connections(visitors, { halfOpen: 900, established: 80 }) },
    lookAlike: { connections: connections(visitors, { halfOpen: 500, established: 400 }) },
  },
  slowloris: {
    speaks: held({ inbound: 180, receiveQueued: 170 }),
    // A phone that sends pictures over a bad line.
    lookAlike: held({ inbound: 8, receiveQueued: 8 }),
  },
  'accept-queue-full': { speaks: queue(129, 128), lookAlike: queue(60, 128) },
  'php-pool-full': {
    speaks: said({ source: 'php-fpm', message: 'server reached max_children setting (N), consider raising it' }),
    lookAlike: said({ source: 'php-fpm', message: 'child N exited with code 0 after N seconds from start' }),
  },
  'web-server-full': {
    speaks: said({ code: 'AH00484', message: 'AH00484: server reached MaxRequestWorkers setting' }),
    lookAlike: said({ code: 'AH00489', message: 'AH00489: Apache/2.4 configured -- resuming normal operations' }),
  },
  'out-of-memory': {
    speaks: said({ source: 'kernel' as never, message: 'Out of memory: Killed process N (php-fpm)' }),
    lookAlike: said({ source: 'php-fpm', message: 'child N exited on signal 15 (SIGTERM) after N seconds from start' }),
  },
  'conntrack-full': {
    speaks: said({ message: 'nf_conntrack: table full, dropping packet' }),
    lookAlike: said({ message: 'nf_conntrack: default automatic helper assignment has been turned off' }),
  },
  'php-not-running': {
    speaks: said({ code: 'AH02454', message: '(2)No such file or directory: ' }),
    lookAlike: said({ code: 'AH01071', message: 'Got error ' }),
  },
  'spam-out': {
    speaks: smtp({ user: 'bob', program: 'php-fpm' }, 60),
    lookAlike: smtp({ user: 'mailnull', program: 'exim' }, 60),
  },
  'mail-flood': {
    speaks: { connections: connections([], { byLocalPort: [port(25, { inbound: 70 }), port(587, { inbound: 40 })] }) },
    lookAlike: { connections: connections([], { byLocalPort: [port(25, { inbound: 40 }), port(993, { inbound: 400 })] }) },
  },
  'distributed-login': {
    speaks: {
      behaviours: behaviours(
        subnet.map((one) => behaviour(one, { signs: signs({ login: logins(7, 900) }) })),
        { groups: [group(subnet)] },
      ),
    },
    // Customers of a shop who log in with the same browser.
    lookAlike: {
      behaviours: behaviours(
        subnet.map((one) => behaviour(one, { ...person, loginsAtOnce: 1 })),
        { groups: [group(subnet)] },
      ),
    },
  },
  'subnet-attack': {
    speaks: { behaviours: behaviours(subnet.map((one) => behaviour(one, { signs: signs({ login: logins(40, 5) }) }))) },
    lookAlike: { behaviours: behaviours(subnet.map((one) => behaviour(one, { ...person, signs: signs({ login: logins(1, 5) }) }))) },
  },
  'pingback-flood': {
    speaks: {
      behaviours: behaviours(
        Array.from({ length: 14 }, (_, at) =>
          behaviour(ip(`203.0.113.${String(at)}`), {
            signs: signs({ pingback: hits(3, 5, () => `https://blog${String(at)}.example`, { status: 200 }) }),
          }),
        ),
      ),
    },
    lookAlike: alone({ signs: signs({ pingback: hits(3, 5, () => 'https://blog.example', { status: 200 }) }) }),
  },
  'close-wait': {
    speaks: { connections: connections([], { byState: [{ state: 'CLOSE_WAIT', connections: 300 }] }) },
    lookAlike: { connections: connections([], { byState: [{ state: 'TIME_WAIT', connections: 9000 }] }) },
  },
  'only-proxies': {
    speaks: alone({ requests: 400 }, { identities: { [attacker]: verified('Cloudflare', 'cdn') } }),
    lookAlike: alone({ requests: 400 }),
  },
  'own-server-tries': {
    speaks: alone({ signs: signs({ login: logins(40, 5) }) }, { ownAddresses: [attacker] }),
    lookAlike: alone({ requests: 400 }, { ownAddresses: [attacker] }),
  },
  'busy-site': {
    speaks: { behaviours: behaviours([], { requests: 1000, sites: [site({ busiestMinute: 900, usualMinute: 10 })] }) },
    lookAlike: { behaviours: behaviours([], { requests: 1000, sites: [site({ busiestMinute: 900, usualMinute: 400 })] }) },
  },
  'failing-site': {
    speaks: { behaviours: behaviours([], { requests: 3000, sites: [site({ requests: 3000, serverErrors: 1200 })] }) },
    lookAlike: { behaviours: behaviours([], { requests: 30_000, sites: [site({ requests: 30_000, serverErrors: 1200 })] }) },
  },
  'spread-flood': {
    speaks: { behaviours: behaviours(many((address) => behaviour(address, searching))) },
    lookAlike: { behaviours: behaviours(many((address) => behaviour(address, { ...searching, ...person }))) },
  },
  'crawler-load': {
    speaks: alone({ requests: 400 }, { identities: { [attacker]: verified('Googlebot', 'search') } }),
    lookAlike: {
      behaviours: behaviours([behaviour(attacker, { requests: 10 })], { requests: 5000 }),
      identities: { [attacker]: verified('Googlebot', 'search') },
    },
  },
};
