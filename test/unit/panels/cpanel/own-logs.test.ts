import { describe, expect, it } from 'vitest';
import type { LogCatalog, LogFile, LogTrust } from '../../../../src/model/log-catalog.ts';
import { apacheTakesAddresses } from '../../../../src/panels/cpanel/address-from-header.ts';
import { estateOf } from '../../../../src/panels/cpanel/estate.ts';
import { ownLogs } from '../../../../src/panels/cpanel/own-logs.ts';
import { parseUserDomains } from '../../../../src/panels/cpanel/user-domains.ts';
import { homesByUser } from '../../../../src/panels/user-homes.ts';
import { fileTree } from '../../../file-tree.ts';

const line = (domain: string, user: string, owner: string, type = 'main', base = domain): string =>
  `${domain}: ${user}==${owner}==${type}==${base}==/home/${user}/x==192.0.2.10:80==192.0.2.10:443====0==`;
const { domains } = parseUserDomains(
  [
    line('alice.example', 'alice', 'bob'),
    line('*.alice.example', 'alice', 'bob', 'sub', 'alice.example'),
    line('shop.example', 'alice', 'bob', 'addon', 'shop.alice.example'),
    line('zoe.example', 'zoe', 'carol'),
    // A domain may be called like another one's log.
    line('alice.example.bkup', 'zoe', 'carol', 'addon', 'x.zoe.example'),
  ].join('\n'),
);
const homes = homesByUser('root:x:0:0::/root:/bin/sh\nalice:x:1001:1::/home/alice:/bin/sh\nzoe:x:1003:1::/home/zoe:/bin/sh\n');
const bob = estateOf('bob', domains, homes);

const access = (name: string, trust: LogTrust = { in: 'system' }): LogFile<'access'> => ({
  path: `/logs/${name}`,
  kind: 'access',
  site: null,
  trust,
});
const names = (catalog: LogCatalog): string[] => catalog.accessLogs.map(({ path }) => path.slice('/logs/'.length));

describe('ownLogs', () => {
  it('takes the logs of own vhosts by their whole names', () => {
    const all = ['alice.example', 'alice.example-ssl_log', 'alice.example-ssl_log.bkup', 'shop.alice.example', '_wildcard_.alice.example'];
    const others = [
      'zoe.example',
      'alice.example.bkup',
      'x.zoe.example',
      'alice.example.gz',
      'alice.example-Nov-2026',
      'access_log',
      'other_vhosts_access.log',
      'notalice.example',
      'ALICE.EXAMPLE',
      '*.alice.example',
    ];
    const catalog = ownLogs({ accessLogs: [...all, ...others].map((name) => access(name)), errorLogs: [], places: [] }, bob, domains);
    expect(names(catalog)).toEqual(all);
  });

  it('says of a log that its addresses may be those of a header, where the web server behind it takes them', () => {
    const accessLogs = ['alice.example', 'shop.alice.example'].map((name) => access(name));
    const catalog = ownLogs({ accessLogs, errorLogs: [], places: [] }, bob, domains, (path) => path === '/logs/alice.example');
    expect(catalog.accessLogs.map(({ addressFromHeader }) => addressFromHeader)).toEqual([true, undefined]);
  });

  it.each<[string, Record<string, string>, boolean]>([
    ['plain Apache', { 'etc/apache2/conf.modules.d/000_mod_ssl.conf': '' }, false],
    ['no Apache', { 'etc/hosts': '' }, false],
    ['mod_remoteip', { 'etc/apache2/conf.modules.d/370_mod_remoteip.conf': '' }, true],
    ['nginx in front', { 'etc/apache2/conf.modules.d/000_mod_ssl.conf': '', 'var/log/nginx/domains/alice.example': '' }, true],
  ])('knows whether Apache takes addresses from headers: %s', (_, files, expected) => {
    expect(apacheTakesAddresses(fileTree(files))).toBe(expected);
  });

  it('takes error logs of own folders only', () => {
    const log = (path: string, trust: LogTrust): LogFile<'php'> => ({ path, kind: 'php', site: 'alice.example', trust });
    const errorLogs = [
      log('/home/alice/logs/a', { in: 'user-folder', home: '/home/alice', uid: 1001 }),
      log('/home/zoe/logs/a', { in: 'user-folder', home: '/home/zoe', uid: 1003 }),
      log('/var/log/apache2/error_log', { in: 'system' }),
      log('/var/log/x', { in: 'service-folder', folder: '/var/log', uid: 1001 }),
    ];
    const catalog = ownLogs({ accessLogs: [], errorLogs, places: [] }, bob, domains);
    expect(catalog.errorLogs.map(({ path }) => path)).toEqual(['/home/alice/logs/a']);
  });

  it('says of places how many own logs there are, and no path', () => {
    const place = { what: 'cPanel domlogs', path: '/logs', files: 500, leftAside: 12, problem: null };
    expect(
      ownLogs({ accessLogs: [access('alice.example'), access('zoe.example')], errorLogs: [], places: [place] }, bob, domains).places,
    ).toEqual([
      { what: 'Access logs of your sites', path: '', files: 1, leftAside: 0, problem: null },
      { what: 'PHP logs of your accounts', path: '', files: 0, leftAside: 0, problem: null },
    ]);
  });
});
