import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parsePathsConf } from '../../../src/panels/cpanel/paths-conf.ts';
import { siteNames } from '../../../src/panels/cpanel/site-names.ts';
import { parseUserDomains } from '../../../src/panels/cpanel/user-domains.ts';
import { detectPanel } from '../../../src/panels/detect.ts';
import { openLog } from '../../../src/system/open-file.ts';
import { fileTree, type TreeEntry } from '../../file-tree.ts';
import { because, needs } from '../../needs.ts';
import { logLine } from '../sources/access-logs/log-lines.ts';
import { inWords, requestsIn } from './catalog-in-words.ts';

const alice = 54_321;
const domlogs = 'var/log/apache2/domlogs';

const userdatadomains = [
  'alice.example: alice==root==main==alice.example==/home/alice/public_html==192.0.2.10:80==192.0.2.10:443==2001:db8::10,0==0==ea-php82',
  'shop.alice.example: alice==root==sub==alice.example==/home/alice/shop==192.0.2.10:80======0==ea-php82',
  'shop.example: alice==root==addon==shop.alice.example==/home/alice/shop==192.0.2.10:80======0==ea-php82',
  'parked.example: alice==root==parked==alice.example==/home/alice/public_html==192.0.2.10:80======0==ea-php82',
  'bob.example: bob==reseller==main==bob.example==/home/bob/public_html==192.0.2.10:80======0==ea-php82',
  '',
].join('\n');

/** A cPanel server as EasyApache 4 lays it out. */
const server: Readonly<Record<string, TreeEntry>> = {
  'usr/local/cpanel/version': '11.130.0.5\n',
  'etc/cpanel/ea4/paths.conf':
    'dir_domlogs=/etc/apache2/logs/domlogs\ndir_logs=/etc/apache2/logs\nfile_error_log=/etc/apache2/logs/error_log\n',
  'etc/userdatadomains': userdatadomains,
  'etc/passwd': `root:x:0:0:root:/root:/bin/bash\nalice:x:${String(alice)}:${String(alice)}::/home/alice:/bin/bash\nbob:x:54322:54322::/home/bob:/bin/bash\n`,
  [`${domlogs}/alice.example`]: logLine('/alice'),
  [`${domlogs}/alice.example-ssl_log`]: logLine('/alice-ssl'),
  [`${domlogs}/alice.example-ssl_log.bkup`]: logLine('/alice-bkup'),
  [`${domlogs}/alice.example-bytes_log`]: '1795329585 512 .\n',
  [`${domlogs}/alice.example-bytes_log.offset`]: '1\n',
  [`${domlogs}/ftp.alice.example-ftp_log`]: 'x\n',
  [`${domlogs}/ftpxferlog`]: 'x\n',
  [`${domlogs}/shop.alice.example`]: logLine('/shop'),
  [`${domlogs}/_wildcard_.alice.example`]: logLine('/wildcard'),
  [`${domlogs}/www.bob.example`]: logLine('/bob'),
  [`${domlogs}/alice/alice.example`]: { hardLink: `${domlogs}/alice.example` },
  [`${domlogs}/alice/alice.example-ssl_log`]: { hardLink: `${domlogs}/alice.example-ssl_log` },
  'var/log/apache2/error_log': '',
  'var/log/apache2/access_log': logLine('/no-vhost'),
  'etc/apache2/logs': { link: '../../var/log/apache2' },
  'usr/local/apache/logs': { link: '../../../var/log/apache2' },
  'usr/local/apache/domlogs': { link: `../../../${domlogs}` },
  'opt/cpanel/ea-php82/root/usr/var/log/php-fpm/error.log': '',
  'home/alice/access-logs': { link: `../../${domlogs}/alice` },
  'home/alice/logs/alice_example.php.error.log': '',
  'home/alice/logs/shop_alice_example.php-fpm.slow.log': '',
  'home/alice/public_html/error_log': '',
  'home/alice/shop/error_log': '',
};

describe('a cPanel server', () => {
  it('is known by its folder, with its version', () => {
    const panel = detectPanel(fileTree(server));
    expect([panel.name, panel.version]).toEqual(['cpanel', '11.130.0.5']);
  });

  it('gives the access logs of every site once, by the names people know', async () => {
    const root = fileTree(server);
    const catalog = detectPanel(root).findLogs();
    expect(inWords(root, catalog).access).toEqual({
      'etc/apache2/logs/domlogs/_wildcard_.alice.example': '*.alice.example',
      'etc/apache2/logs/domlogs/alice.example': 'alice.example',
      'etc/apache2/logs/domlogs/alice.example-ssl_log': 'alice.example',
      'etc/apache2/logs/domlogs/alice.example-ssl_log.bkup': 'alice.example',
      'etc/apache2/logs/domlogs/shop.alice.example': 'shop.example',
      'etc/apache2/logs/domlogs/www.bob.example': 'bob.example',
      'var/log/apache2/access_log': null,
    });
    expect(await requestsIn(catalog)).toEqual({
      pages: { '/alice': 1, '/alice-ssl': 1, '/alice-bkup': 1, '/shop': 1, '/wildcard': 1, '/bob': 1, '/no-vhost': 1 },
      problems: [],
    });
    const domlogsPlace = catalog.places.find(({ what }) => what === 'cPanel domlogs');
    expect(domlogsPlace).toMatchObject({ files: 6, leftAside: 4, problem: null });
  });

  it('gives the error logs, those in accounts’ folders marked as such', () => {
    const root = fileTree(server);
    expect(inWords(root, detectPanel(root).findLogs()).errors).toEqual({
      'etc/apache2/logs/error_log': 'apache-error -',
      'opt/cpanel/ea-php82/root/usr/var/log/php-fpm/error.log': 'php-fpm -',
      [`home/alice/logs/alice_example.php.error.log (user ${String(alice)} in home/alice)`]: 'php alice.example',
      [`home/alice/logs/shop_alice_example.php-fpm.slow.log (user ${String(alice)} in home/alice)`]: 'php-fpm-slow shop.example',
      [`home/alice/public_html/error_log (user ${String(alice)} in home/alice)`]: 'php alice.example',
      [`home/alice/shop/error_log (user ${String(alice)} in home/alice)`]: 'php shop.example',
      'var/log/apache2/error_log': 'apache-error -',
    });
  });

  it('gives ea-nginx’s logs beside Apache’s empty ones', async () => {
    const root = fileTree({
      ...server,
      'var/log/nginx/domains/alice.example': logLine('/by-nginx', { prefix: 'alice.example:443 ' }),
      'var/log/nginx/domains/alice.example-bytes_log': '1795329585 512 .\n',
      'var/log/nginx/access.log': logLine('/default-server'),
    });
    const catalog = detectPanel(root).findLogs();
    expect(inWords(root, catalog).access).toMatchObject({
      'var/log/nginx/domains/alice.example': 'alice.example',
      'var/log/nginx/access.log': null,
    });
    expect((await requestsIn(catalog)).pages).toMatchObject({ '/by-nginx': 1, '/default-server': 1, '/alice': 1 });
  });

  it('follows paths.conf to where the administrator put the logs', () => {
    const root = fileTree({
      ...server,
      'etc/cpanel/ea4/paths.conf': 'dir_domlogs = /srv/domlogs\n',
      'srv/domlogs/alice.example': logLine('/moved'),
    });
    expect(inWords(root, detectPanel(root).findLogs()).access).toMatchObject({ 'srv/domlogs/alice.example': 'alice.example' });
  });

  it('falls back to the customary places when paths.conf is missing or leads nowhere', () => {
    for (const conf of ['', 'dir_domlogs=/gone\n', 'rubbish']) {
      const root = fileTree({
        'usr/local/cpanel/version': '11',
        'etc/cpanel/ea4/paths.conf': conf,
        'usr/local/apache/domlogs/alice.example': logLine('/old'),
      });
      const catalog = detectPanel(root).findLogs();
      expect(inWords(root, catalog).access).toEqual({ 'usr/local/apache/domlogs/alice.example': 'alice.example' });
      // What was looked for in vain is said too.
      expect(
        catalog.places.filter(({ what, problem }) => what === 'cPanel domlogs' && problem?.kind === 'not-found').length,
      ).toBeGreaterThan(1);
    }
  });

  it('works without a list of domains and without accounts', () => {
    const root = fileTree({ 'usr/local/cpanel': { folder: true }, [`${domlogs}/shop.alice.example`]: '' });
    const panel = detectPanel(root);
    expect(panel.version).toBeNull();
    expect(inWords(root, panel.findLogs())).toEqual({ access: { [`${domlogs}/shop.alice.example`]: 'shop.alice.example' }, errors: {} });
  });

  it('never reads through what users plant: links, pipes, files of others', () => {
    const secret = 'root:$6$secret';
    const tree: Readonly<Record<string, TreeEntry>> = {
      ...server,
      'etc/shadow': secret,
      'home/alice/logs/planted_example.php.error.log': { link: '../../../etc/shadow' },
      'home/alice/logs/pipe_example.php.error.log': { pipe: true },
      'home/bob/logs': { link: '../../etc' },
      'etc/x.php.error.log': secret,
      'home/bob/public_html': { link: '../../etc' },
      'etc/error_log': secret,
    };
    const root = fileTree(tree);
    const { errorLogs, places } = detectPanel(root).findLogs();
    expect(places).toContainEqual(
      expect.objectContaining({ path: join(root, 'home/bob/logs'), problem: { kind: 'is-a-link', path: join(root, 'home/bob/logs') } }),
    );
    for (const { path, trust } of errorLogs.filter((log) => log.trust.in === 'user-folder')) {
      const opened = openLog(path, trust);
      if (opened.ok) {
        expect(readFileSync(opened.value.fd, 'utf8')).not.toContain(secret);
        opened.value.close();
      }
    }
    const kinds = errorLogs
      .map(({ path, trust }) => [path.slice(root.length + 1), openLog(path, trust)] as const)
      .flatMap(([path, opened]) => (opened.ok ? [] : [`${path} ${opened.problem.kind}`]));
    expect(kinds).toContain('home/alice/logs/planted_example.php.error.log is-a-link');
    expect(kinds).toContain('home/bob/public_html/error_log is-a-link');
  });

  it.skipIf(!needs.root)(`reads an account's own files and refuses root's in its folders${because(needs.root, 'needs root')}`, () => {
    const root = fileTree({
      ...server,
      'home/alice/logs/alice_example.php.error.log': { text: 'own', uid: alice },
      'home/alice/public_html/error_log': { text: 'planted by hard link', uid: 0 },
      'home/alice/shop/error_log': { text: 'own', uid: alice },
    });
    const outcomes = detectPanel(root)
      .findLogs()
      .errorLogs.filter(({ trust, kind }) => trust.in === 'user-folder' && kind === 'php')
      .map(({ path, trust }) => [path.slice(root.length + 1), openLog(path, trust)] as const)
      .map(([path, opened]) => [path, opened.ok ? 'opened' : opened.problem.kind]);
    expect(outcomes).toEqual([
      ['home/alice/logs/alice_example.php.error.log', 'opened'],
      ['home/alice/public_html/error_log', 'foreign-owner'],
      ['home/alice/shop/error_log', 'opened'],
    ]);
  });

  it('asks for nothing in the folders of root, nor outside a home', () => {
    const root = fileTree({
      'usr/local/cpanel/version': '11',
      'etc/userdatadomains':
        'root.example: root==root==main==root.example==/root/public_html==x\nout.example: bob==root==main==out.example==/srv/other==x\nup.example: bob==root==main==up.example==/home/bob/../../root==x\n',
      'etc/passwd': 'root:x:0:0::/root:/bin/sh\nbob:x:54322:54322::/home/bob:/bin/sh\n',
      'root/public_html/error_log': '',
      'root/error_log': '',
      'srv/other/error_log': '',
    });
    expect(inWords(root, detectPanel(root).findLogs()).errors).toEqual({});
  });
});

describe("cPanel's files", () => {
  it('paths.conf: keys and absolute paths, whatever else is in it', () => {
    expect(
      parsePathsConf('# paths\ndir_domlogs=/etc/apache2/logs/domlogs\n file_error_log = /etc/apache2/logs/error_log \r\nx=relative\n=\n'),
    ).toEqual(
      new Map([
        ['dir_domlogs', '/etc/apache2/logs/domlogs'],
        ['file_error_log', '/etc/apache2/logs/error_log'],
      ]),
    );
  });

  it('userdatadomains: what fits is read, what does not is counted', () => {
    const { domains, unreadLines } = parseUserDomains(`${userdatadomains}rubbish\nx.example: alice==root==strange==x==/y\n`);
    expect(domains.map(({ domain, user, owner, type, base }) => [domain, user, owner, type, base])).toEqual([
      ['alice.example', 'alice', 'root', 'main', 'alice.example'],
      ['shop.alice.example', 'alice', 'root', 'sub', 'alice.example'],
      ['shop.example', 'alice', 'root', 'addon', 'shop.alice.example'],
      ['parked.example', 'alice', 'root', 'parked', 'alice.example'],
      ['bob.example', 'bob', 'reseller', 'main', 'bob.example'],
    ]);
    expect(unreadLines).toBe(2);
  });

  it('an addon domain logs under its subdomain: the name people know is given, where there is one', () => {
    const nameSite = siteNames(
      parseUserDomains(
        `${userdatadomains}two.example: alice==root==addon==x.alice.example==/a==b\nthree.example: alice==root==addon==x.alice.example==/a==b\n`,
      ).domains,
    );
    expect(
      ['shop.alice.example', 'x.alice.example', 'alice.example', 'www.alice.example', 'www.shop.alice.example', 'www.unknown.example'].map(
        nameSite,
      ),
    ).toEqual(['shop.example', 'x.alice.example', 'alice.example', 'alice.example', 'shop.example', 'www.unknown.example']);
  });
});
