import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectPanel } from '../../../../src/panels/detect.ts';
import { doubledLines } from '../../../../src/panels/plesk/doubled-lines.ts';
import { fileTree } from '../../../file-tree.ts';
import { requestsIn } from '../catalog-in-words.ts';

interface Hit {
  readonly second?: number;
  readonly target?: string;
  readonly address?: string;
  readonly agent?: string;
  readonly protocol?: string;
  readonly method?: string;
  readonly status?: number;
}

const line = ({
  second = 0,
  target = '/',
  address = '203.0.113.7',
  agent = 'Mozilla/5.0',
  protocol = 'HTTP/2.0',
  method = 'GET',
  status = 200,
}: Hit): string => {
  const time = new Date(Date.UTC(2026, 10, 22, 6, 0, second)).toUTCString().split(' ');
  return `${address} - - [${time[1] ?? ''}/${time[2] ?? ''}/${time[3] ?? ''}:${time[4] ?? ''} +0000] "${method} ${target} ${protocol}" ${String(status)} 5 "-" "${agent}"\n`;
};
const times = [...Array(40).keys()];
const visitor = (second: number): string => `203.0.113.${String(second % 4)}`;
/** nginx answers the style sheets; what it hands to Apache is in its log as well where the template says so. */
const nginxLog = (proxied: (second: number) => boolean, later = 0): string =>
  times
    .flatMap((second) => [
      line({ second, target: '/style.css' }),
      ...(proxied(second) ? [line({ second: second + later, target: `/page${String(second)}`, address: visitor(second) })] : []),
    ])
    .join('');
const apacheLog = times
  .map((second) => line({ second, target: `/page${String(second)}`, protocol: 'HTTP/1.1', address: visitor(second) }))
  .join('');
const shareOf = (apache: string, nginx: string): number => {
  const { compared, found } = doubledLines(`\n${apache}`, `\n${nginx}`);
  return compared === 0 ? 0 : found / compared;
};

describe('lines of Apache’s log in nginx’s', () => {
  it('are none where nginx does not log what it hands on, and all where it does, also when it answers seconds later', () => {
    expect(
      shareOf(
        apacheLog,
        nginxLog(() => false),
      ),
    ).toBe(0);
    expect(
      shareOf(
        apacheLog,
        nginxLog(() => true),
      ),
    ).toBe(1);
    expect(
      shareOf(
        apacheLog,
        nginxLog(() => true, 3),
      ),
    ).toBe(1);
    expect(
      shareOf(
        apacheLog,
        nginxLog(() => true, 4),
      ),
    ).toBe(0);
    expect(
      shareOf(
        apacheLog,
        nginxLog((second) => second % 2 === 0),
      ),
    ).toBeCloseTo(0.5, 1);
  });

  it.each<[string, Hit]>([
    ['address', { address: '203.0.113.8' }],
    ['path', { target: '/other' }],
    ['user agent', { agent: 'curl/8' }],
    ['method', { method: 'HEAD' }],
    ['answer', { status: 400 }],
  ])('are other requests where the %s is another', (_, other) => {
    const some = (more: Hit): string => times.map((second) => line({ second, ...more })).join('');
    expect(shareOf(some({}), some({}))).toBe(1);
    expect(shareOf(some({}), some(other))).toBe(0);
  });

  it('count each line once: three requests in a second are not one', () => {
    const three = times.flatMap((second) => [line({ second }), line({ second }), line({ second })]).join('');
    expect(shareOf(three, times.map((second) => line({ second })).join(''))).toBeCloseTo(1 / 3, 1);
  });

  it('cannot be told of times that the other log does not cover, nor of lines that are none', () => {
    expect(doubledLines(`\n${apacheLog}`, `\n${line({ second: 39 })}`)).toEqual({ compared: 0, found: 0, addresses: 0 });
    expect(doubledLines('\nnothing\n"" [] "\n', `\n${nginxLog(() => true)}`)).toEqual({ compared: 0, found: 0, addresses: 0 });
    expect(doubledLines('', '')).toEqual({ compared: 0, found: 0, addresses: 0 });
  });
});

describe('the logs of a site', () => {
  const logs = 'var/www/vhosts/system/alice.example/logs';
  const tree = (nginx: string): string =>
    fileTree({
      'usr/local/psa/version': '18',
      [`${logs}/access_ssl_log`]: apacheLog,
      [`${logs}/access_ssl_log.processed`]: line({ target: '/this-morning' }),
      [`${logs}/proxy_access_ssl_log`]: nginx,
      [`${logs}/access_log`]: line({ target: '/plain' }),
      [`${logs}/proxy_access_log`]: line({ target: '/redirect' }),
    });
  const requests = async (root: string): Promise<number> =>
    Object.values((await requestsIn(detectPanel(root).findLogs())).pages).reduce((sum, each) => sum + each, 0);

  it('add up as Plesk’s template writes them', async () => {
    const root = tree(nginxLog(() => false));
    expect(await requests(root)).toBe(40 + 40 + 3);
    expect(
      detectPanel(root)
        .findLogs()
        .places.filter(({ what }) => what.includes('as well')),
    ).toEqual([]);
  });

  it('count once where a customised template writes both, which is said', async () => {
    const root = tree(nginxLog(() => true));
    expect(await requests(root)).toBe(80 + 2);
    const said = { what: "access_ssl_log of alice.example: its requests are all in nginx's log as well", leftAside: 1 };
    expect(detectPanel(root).findLogs().places).toContainEqual({ ...said, path: join(root, logs), files: 0, problem: null });
    const own = detectPanel(root).findOwnLogs({ accounts: [], uids: [], domains: ['alice.example'], ownAddresses: [] });
    expect(own.accessLogs.map(({ path }) => path.split('/').at(-1)).sort()).toEqual([
      'access_log',
      'proxy_access_log',
      'proxy_access_ssl_log',
    ]);
    expect(own.places).toContainEqual({ ...said, path: '', files: 0, problem: null });
  });

  it('are both read where only one visitor stands in both: whoever can write the ends of both hides nobody', async () => {
    const floods = times.map((second) => line({ second, target: '/flood' })).join('');
    const root = fileTree({
      'usr/local/psa/version': '18',
      [`${logs}/access_ssl_log`]: line({ target: '/wp-login.php', method: 'POST', address: '198.51.100.9' }).repeat(50) + floods,
      [`${logs}/proxy_access_ssl_log`]: floods,
    });
    expect(await requests(root)).toBe(50 + 40 + 40);
  });

  it('are both read where only some requests are in both, and that is said', async () => {
    const root = tree(nginxLog((second) => second % 2 === 0));
    expect(await requests(root)).toBe(40 + 60 + 3);
    expect(
      detectPanel(root)
        .findLogs()
        .places.map(({ what }) => what),
    ).toContain("access_ssl_log of alice.example: some of its requests are in nginx's log as well, and count twice");
  });
});
