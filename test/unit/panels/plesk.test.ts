import { join } from 'node:path';
import { chownSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectPanel } from '../../../src/panels/detect.ts';
import { fileTree, type TreeEntry } from '../../file-tree.ts';
import { because, needs } from '../../needs.ts';
import { logLine } from '../sources/access-logs/log-lines.ts';
import { inWords, requestsIn } from './catalog-in-words.ts';

const site = (root: string, domain: string): Record<string, TreeEntry> => ({
  [`${root}/system/${domain}/logs/access_log`]: logLine('/apache'),
  [`${root}/system/${domain}/logs/access_ssl_log`]: logLine('/apache-ssl'),
  [`${root}/system/${domain}/logs/access_ssl_log.processed`]: logLine('/this-morning'),
  [`${root}/system/${domain}/logs/access_ssl_log.webstat`]: logLine('/this-morning'),
  [`${root}/system/${domain}/logs/access_ssl_log.statbuf`]: logLine('/this-morning'),
  [`${root}/system/${domain}/logs/proxy_access_ssl_log`]: logLine('/nginx'),
  [`${root}/system/${domain}/logs/error_log`]: '',
  [`${root}/system/${domain}/logs/proxy_error_log`]: '',
  [`${root}/system/${domain}/logs/php-fpm_error.log`]: '',
  [`${root}/system/${domain}/logs/xferlog_regular`]: 'x\n',
  [`${root}/${domain}/logs/access_ssl_log`]: { hardLink: `${root}/system/${domain}/logs/access_ssl_log` },
});

describe('a Plesk server', () => {
  it('is known by its folder, on both families of systems, with its version', () => {
    expect(detectPanel(fileTree({ 'usr/local/psa/version': '18.0.65 CentOS 9 1800240930.09\n' }))).toMatchObject({
      name: 'plesk',
      version: '18.0.65 CentOS 9 1800240930.09',
    });
    expect(detectPanel(fileTree({ 'opt/psa/version': '18.0.65 Debian 12.0\n' }))).toMatchObject({ name: 'plesk' });
  });

  it("gives Apache's and nginx's logs of every site, which add up, each once", async () => {
    const root = fileTree({
      'usr/local/psa/version': '18',
      ...site('var/www/vhosts', 'alice.example'),
      'var/log/nginx/access.log': logLine('/default-server'),
    });
    const catalog = detectPanel(root).findLogs();
    const logs = 'var/www/vhosts/system/alice.example/logs';
    expect(inWords(root, catalog)).toEqual({
      access: {
        [`${logs}/access_log`]: 'alice.example',
        [`${logs}/access_ssl_log`]: 'alice.example',
        [`${logs}/access_ssl_log.processed`]: 'alice.example',
        [`${logs}/proxy_access_ssl_log`]: 'alice.example',
        'var/log/nginx/access.log': null,
      },
      errors: {
        [`${logs}/error_log`]: 'apache-error alice.example',
        [`${logs}/proxy_error_log`]: 'nginx-error alice.example',
        [`${logs}/php-fpm_error.log`]: 'php-fpm alice.example',
      },
    });
    expect(await requestsIn(catalog)).toEqual({
      pages: { '/apache': 1, '/apache-ssl': 1, '/this-morning': 1, '/nginx': 1, '/default-server': 1 },
      problems: [],
    });
  });

  it('knows rotated parts by any of their names', () => {
    const names = ['access_log.processed.1.gz', 'access_ssl_log.processed-20261121.gz', 'proxy_access_log.1', 'proxy_access_ssl_log.2.gz'];
    const root = fileTree({
      'usr/local/psa/version': '18',
      ...Object.fromEntries(names.map((name) => [`var/www/vhosts/system/alice.example/logs/${name}`, ''])),
    });
    expect(detectPanel(root).findLogs().accessLogs).toHaveLength(names.length);
  });

  it('follows psa.conf to where the sites were moved', () => {
    const root = fileTree({
      'usr/local/psa/version': '18',
      'etc/psa/psa.conf': '# x\nHTTPD_VHOSTS_D /srv/sites\nHTTPD_BIN /usr/sbin/apache2\n',
      ...site('srv/sites', 'alice.example'),
    });
    expect(Object.keys(inWords(root, detectPanel(root).findLogs()).access)).toContain('srv/sites/system/alice.example/logs/access_log');
  });

  it('takes domains by their ASCII names and nothing else for a site', () => {
    const root = fileTree({
      'usr/local/psa/version': '18',
      'var/www/vhosts/system/xn--bcher-kva.example/logs/access_log': '',
      'var/www/vhosts/system/chroot/logs/access_log': '',
      'var/www/vhosts/system/linked.example': { link: 'xn--bcher-kva.example' },
    });
    const { accessLogs } = detectPanel(root).findLogs();
    expect(accessLogs.map((log) => log.site)).toEqual(['xn--bcher-kva.example']);
  });

  it('says so when there are no sites at all', () => {
    const root = fileTree({ 'opt/psa/version': '18' });
    const { places } = detectPanel(root).findLogs();
    expect(places).toContainEqual(
      expect.objectContaining({ what: 'Plesk domains', problem: { kind: 'not-found', path: join(root, 'var/www/vhosts/system') } }),
    );
  });

  it.skipIf(!needs.root)(
    `follows no link in a log folder that is not root's, and reads root's and the owner's files in it${because(needs.root, 'needs root')}`,
    async () => {
      const alice = 54_321;
      const logs = 'var/www/vhosts/system/alice.example/logs';
      const root = fileTree({
        'usr/local/psa/version': '18',
        'etc/shadow': logLine('/secret'),
        [`${logs}/access_log`]: logLine('/of-root'),
        [`${logs}/access_ssl_log`]: { text: logLine('/of-alice'), uid: alice },
        [`${logs}/proxy_access_log`]: { link: '../../../../../../../etc/shadow' },
        [`${logs}/proxy_access_ssl_log`]: { text: logLine('/of-somebody'), uid: alice + 1 },
      });
      chownSync(join(root, logs), alice, alice);
      expect(await requestsIn(detectPanel(root).findLogs())).toEqual({
        pages: { '/of-alice': 1, '/of-root': 1 },
        problems: ['is-a-link', 'foreign-owner'],
      });
    },
  );
});

describe("somebody's own logs on a Plesk server", () => {
  const estate = (...domains: readonly string[]) => ({ accounts: [], uids: [], domains, ownAddresses: [] });
  const tree = (): string =>
    fileTree({
      'usr/local/psa/version': '18',
      ...site('var/www/vhosts', 'alice.example'),
      ...site('var/www/vhosts', 'bob.example'),
      'var/log/nginx/access.log': logLine('/default-server'),
    });

  it('are those of their own domains, and no word about others', async () => {
    const root = tree();
    const catalog = detectPanel(root).findOwnLogs(estate('alice.example', 'none.example'));
    expect([...new Set([...catalog.accessLogs, ...catalog.errorLogs].map((log) => log.site))]).toEqual(['alice.example']);
    expect(catalog.errorLogs.map(({ kind }) => kind)).toEqual(['apache-error', 'nginx-error', 'php-fpm']);
    expect(await requestsIn(catalog)).toEqual({
      pages: { '/apache': 1, '/apache-ssl': 1, '/this-morning': 1, '/nginx': 1 },
      problems: [],
    });
    expect(catalog.places).toEqual([
      { what: 'Access logs of your sites', path: '', files: 4, leftAside: 0, problem: null },
      { what: 'Error logs of your sites', path: '', files: 3, leftAside: 0, problem: null },
    ]);
  });

  it.each([[[]], [['../bob.example']], [['bob.example/../bob.example']], [['']], [['*.bob.example']], [['BOB..example']]])(
    'are none for %j',
    (domains) => {
      const { accessLogs, errorLogs } = detectPanel(tree()).findOwnLogs(estate(...domains));
      expect([...accessLogs, ...errorLogs]).toEqual([]);
    },
  );

  it('are not reached through a link to a neighbour', async () => {
    const root = fileTree({
      'usr/local/psa/version': '18',
      ...site('var/www/vhosts', 'bob.example'),
      'var/www/vhosts/system/alice.example': { link: 'bob.example' },
      'var/www/vhosts/system/shop.example/logs': { link: '../bob.example/logs' },
    });
    const catalog = detectPanel(root).findOwnLogs(estate('alice.example', 'shop.example'));
    expect(await requestsIn(catalog)).toEqual({ pages: {}, problems: [] });
    expect(JSON.stringify(catalog)).not.toContain('bob.example/');
  });

  it.skipIf(!needs.root)(
    `are not reached through a link in a folder that the site's user may write${because(needs.root, 'needs root')}`,
    async () => {
      const alice = 54_321;
      const root = fileTree({
        'usr/local/psa/version': '18',
        ...site('var/www/vhosts', 'bob.example'),
        'var/www/vhosts/system/alice.example/logs/access_log': logLine('/of-root'),
        'var/www/vhosts/system/alice.example/logs/access_ssl_log': { link: '../../bob.example/logs/access_ssl_log' },
      });
      chownSync(join(root, 'var/www/vhosts/system/alice.example'), alice, alice);
      const catalog = detectPanel(root).findOwnLogs(estate('alice.example'));
      expect(await requestsIn(catalog)).toEqual({ pages: { '/of-root': 1 }, problems: ['is-a-link'] });
    },
  );
});
