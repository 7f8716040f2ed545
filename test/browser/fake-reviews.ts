import type { Reviews, Watch } from '../../src/actions/reviews.ts';
import { failed, ok } from '../../src/model/result.ts';
import type { MachineFacts, SourcesReport } from '../../src/model/sources-report.ts';
import { busyTraffic } from './busy-traffic.ts';
import { fakeAccess, fakeAccessFiles } from './fake-access.ts';
import { fakeConnections } from './fake-connections.ts';
import { fakeErrors } from './fake-errors.ts';
import { fakeAddressDetail, fakeVerdicts, fakeIdentities } from './fake-verdicts.ts';

/** The moment at which the fake server is looked at. */
export const fakeNowMs = Date.parse('2026-11-22T08:41:07.000Z');

export type FakeState =
  /** A shared server under a wp-login attack, with some logs that cannot be read. */
  | 'busy'
  /** Just installed: nothing connected, no logs. */
  | 'empty'
  /** The socket table cannot be read, and nothing else either. */
  | 'broken';

/** Answers as the real reviews would give them on a server in that state. */
export function fakeReviews(state: FakeState = 'busy', now: () => number = () => fakeNowMs): Reviews {
  const traffic = state === 'busy' ? busyTraffic() : [];
  const reviews: Omit<Reviews, 'whole' | 'address'> = {
    machine: () => (state === 'busy' ? busyMachine(now()) : quietMachine(now())),
    connections: ({ top, address }) => {
      if (state === 'broken') return Promise.resolve(failed({ kind: 'permission-denied', path: '/proc/net/tcp' }));
      const report = fakeConnections(now(), top, address);
      return Promise.resolve(ok(state === 'busy' ? report : { ...report, ...noConnections }));
    },
    access: (question) => Promise.resolve(fakeAccess(traffic, question, now(), state === 'busy' ? fakeAccessFiles : [])),
    errors: (question) => {
      const report = fakeErrors(question, now());
      return Promise.resolve(state === 'busy' ? report : { ...report, ...noErrors });
    },
    identities: (addresses) =>
      Promise.resolve(new Map([...fakeIdentities(state === 'busy')].filter(([address]) => addresses.includes(address)))),
    sources: () => Promise.resolve(state === 'busy' ? busySources(now()) : noSources(now())),
  };
  return {
    ...reviews,
    whole: async ({ window, key, top, site }) => ({
      connections: await reviews.connections({ top, address: null }),
      access: await reviews.access({ window, key, top, site, address: null, page: null }),
      errors: await reviews.errors({ window, top, site, address: null }),
      verdicts: fakeVerdicts(state === 'busy', window, now(), top),
      identities: fakeIdentities(state === 'busy'),
    }),
    address: (address) => Promise.resolve(fakeAddressDetail(address)),
  };
}

const noConnections = {
  total: 0,
  inbound: 0,
  outbound: 0,
  listening: 3,
  established: 0,
  halfOpen: 0,
  own: { connections: 0, inbound: 0, outbound: 0 },
  problems: [],
  beyond: null,
  distinct: { addresses: 0, subnets: 0, localPorts: 0 },
  byAddress: [],
  bySubnet: [],
  byLocalPort: [],
  outboundByPort: [],
  byState: [],
  closeWaitByOwner: [],
};

const noErrors = {
  from: null,
  to: null,
  bytes: 0,
  lines: 0,
  unparsed: 0,
  unparsedSamples: [],
  outside: 0,
  files: [],
  filesTooOld: 0,
  distinctGroups: 0,
  groups: [],
};

const gibibyte = 1024 ** 3;

const busyMachine = (nowMs: number): MachineFacts => ({
  takenAt: new Date(nowMs).toISOString(),
  hostName: 'web12.hosting.example',
  panel: 'cpanel',
  cores: 8,
  loadAverage: [23.41, 14.87, 6.02],
  memoryTotalBytes: 31.2 * gibibyte,
  memoryAvailableBytes: 2.4 * gibibyte,
});

const quietMachine = (nowMs: number): MachineFacts => ({
  ...busyMachine(nowMs),
  hostName: 'fresh.example',
  panel: 'standalone',
  loadAverage: [0.02, 0.05, 0.01],
  memoryAvailableBytes: null,
});

const busySources = (nowMs: number): SourcesReport => ({
  takenAt: new Date(nowMs).toISOString(),
  hostName: 'web12.hosting.example',
  panel: 'cpanel',
  panelVersion: '11.134.0.12',
  sockets: [
    { path: '/proc/net/tcp', rows: 1011, problem: null },
    { path: '/proc/net/tcp6', rows: 188, problem: null },
    { path: '/proc/net/udp', rows: 12, problem: null },
    { path: '/proc/net/udp6', rows: null, problem: { kind: 'not-found', path: '/proc/net/udp6' } },
  ],
  places: [
    { what: 'domain logs', path: '/etc/apache2/logs/domlogs', files: 38, leftAside: 41, problem: null },
    {
      what: 'domain logs of nginx',
      path: '/var/log/nginx/domains',
      files: 0,
      leftAside: 0,
      problem: { kind: 'not-found', path: '/var/log/nginx/domains' },
    },
    { what: 'Apache error log', path: '/etc/apache2/logs/error_log', files: 1, leftAside: 0, problem: null },
    { what: 'PHP-FPM master logs', path: '/opt/cpanel/ea-php*/root/usr/var/log/php-fpm', files: 3, leftAside: 0, problem: null },
    { what: 'PHP errors of sites', path: '/home/*/logs', files: 17, leftAside: 2, problem: null },
    {
      what: 'Plesk site logs',
      path: '/var/www/vhosts/system',
      files: 0,
      leftAside: 0,
      problem: { kind: 'not-found', path: '/var/www/vhosts/system' },
    },
    {
      what: 'PHP errors of sites',
      path: '/home/locked/logs',
      files: 0,
      leftAside: 0,
      problem: { kind: 'permission-denied', path: '/home/locked/logs' },
    },
  ],
  databases: [
    { path: '/usr/share/GeoIP/GeoLite2-Country.mmdb', type: 'GeoLite2-Country', madeAt: '2026-11-10T09:00:00.000Z', problem: null },
    {
      path: '/usr/share/GeoIP/GeoLite2-ASN.mmdb',
      type: null,
      madeAt: null,
      problem: { kind: 'unknown-format', path: '/usr/share/GeoIP/GeoLite2-ASN.mmdb', expected: 'a whole MaxMind DB file' },
    },
  ],
  accessLogs: { files: 38, sites: 18, bytes: 74_200_000 },
  errorLogs: { files: 21, sites: 17, bytes: 4_120_300 },
  limitedRights: false,
});

const noSources = (nowMs: number): SourcesReport => ({
  ...busySources(nowMs),
  hostName: 'fresh.example',
  panel: 'standalone',
  panelVersion: null,
  sockets: [],
  places: [],
  databases: [],
  accessLogs: { files: 0, sites: 0, bytes: 0 },
  errorLogs: { files: 0, sites: 0, bytes: 0 },
  limitedRights: true,
});

/** The same answers, read slowly: in steps that are told, until `finish` is called or nobody waits any more. */
export function slowReviews(now: () => number = () => fakeNowMs): {
  readonly reviews: Reviews;
  readonly finish: () => void;
  /** How many readings were given up because nobody waited any more. */
  readonly givenUp: () => number;
} {
  const reviews = fakeReviews('busy', now);
  let isOver = false;
  let givenUp = 0;
  const read = async (files: number, bytesInAll: number | null, watch: Watch | undefined): Promise<void> => {
    for (let step = 1; !isOver; step++) {
      await new Promise((resolve) => setTimeout(resolve, 25));
      if (watch?.shouldStop() === true) {
        givenUp += 1;
        return;
      }
      const part = 1 - 0.97 ** step;
      const bytes = Math.round(part * (bytesInAll ?? gibibyte / 8));
      watch?.onProgress({ filesDone: Math.floor(part * files), files, bytes, ...(bytesInAll === null ? {} : { bytesInAll }) });
    }
  };
  return {
    finish: () => {
      isOver = true;
    },
    givenUp: () => givenUp,
    reviews: {
      ...reviews,
      access: (question, watch) => read(512, 4.1 * gibibyte, watch).then(() => reviews.access(question)),
      errors: (question, watch) => read(21, null, watch).then(() => reviews.errors(question)),
      whole: async (question, watch) => {
        await Promise.all([read(512, 4.1 * gibibyte, watch?.('Access logs')), read(21, null, watch?.('Error logs'))]);
        return reviews.whole(question);
      },
    },
  };
}
