import { describe, expect, it } from 'vitest';
import { detectPanel } from '../../../src/panels/detect.ts';
import { homesByUser } from '../../../src/panels/user-homes.ts';
import { fileTree, type TreeEntry } from '../../file-tree.ts';
import { logLine } from '../sources/access-logs/log-lines.ts';
import { inWords, requestsIn } from './catalog-in-words.ts';

const found = (tree: Readonly<Record<string, TreeEntry>>) => {
  const root = fileTree(tree);
  return inWords(root, detectPanel(root).findLogs());
};

describe('a server without a panel', () => {
  it('has no version and names sites as they are', () => {
    const panel = detectPanel(fileTree({}));
    expect([panel.name, panel.version, panel.nameSite('www.alice.example')]).toEqual(['standalone', null, 'www.alice.example']);
  });

  it('as Debian lays it out', () => {
    expect(
      found({
        'var/log/apache2/access.log': '',
        'var/log/apache2/access.log.1': '',
        'var/log/apache2/access.log.2.gz': '',
        'var/log/apache2/other_vhosts_access.log': '',
        'var/log/apache2/alice.example-access.log': '',
        'var/log/apache2/accessories.example-error.log': '',
        'var/log/apache2/error.log': '',
        'var/log/apache2/suexec.log': '',
        'var/log/nginx/access.log': '',
        'var/log/nginx/error.log.1': '',
        'var/log/php8.2-fpm.log': '',
        'var/log/syslog': '',
      }),
    ).toEqual({
      access: {
        'var/log/apache2/access.log': null,
        'var/log/apache2/access.log.1': null,
        'var/log/apache2/access.log.2.gz': null,
        'var/log/apache2/alice.example-access.log': 'alice.example',
        'var/log/apache2/other_vhosts_access.log': null,
        'var/log/nginx/access.log': null,
      },
      errors: {
        'var/log/apache2/accessories.example-error.log': 'apache-error -',
        'var/log/apache2/error.log': 'apache-error -',
        'var/log/nginx/error.log.1': 'nginx-error -',
        'var/log/php8.2-fpm.log': 'php-fpm -',
      },
    });
  });

  it('as Red Hat lays it out', () => {
    expect(
      found({
        'var/log/httpd/access_log': '',
        'var/log/httpd/access_log-20261115': '',
        'var/log/httpd/ssl_access_log': '',
        'var/log/httpd/ssl_request_log': '',
        'var/log/httpd/error_log': '',
        'var/log/httpd/ssl_error_log': '',
        'var/log/nginx/access.log-20261121.gz': '',
        'var/log/nginx/error.log': '',
        'var/log/php-fpm/error.log': '',
        'var/log/php-fpm/www-slow.log': '',
      }),
    ).toEqual({
      access: {
        'var/log/httpd/access_log': null,
        'var/log/httpd/access_log-20261115': null,
        'var/log/httpd/ssl_access_log': null,
        'var/log/nginx/access.log-20261121.gz': null,
      },
      errors: {
        'var/log/httpd/error_log': 'apache-error -',
        'var/log/httpd/ssl_error_log': 'apache-error -',
        'var/log/nginx/error.log': 'nginx-error -',
        'var/log/php-fpm/error.log': 'php-fpm -',
      },
    });
  });

  it('reads a folder once that has two names', async () => {
    const root = fileTree({ 'var/log/apache2/access.log': logLine('/a'), 'var/log/httpd': { link: 'apache2' } });
    const catalog = detectPanel(root).findLogs();
    expect(catalog.accessLogs).toHaveLength(1);
    expect((await requestsIn(catalog)).pages).toEqual({ '/a': 1 });
  });

  it('says what was looked for in vain', () => {
    const { places } = detectPanel(fileTree({})).findLogs();
    expect(places.map(({ problem }) => problem?.kind)).toEqual(places.map(() => 'not-found'));
    expect(places.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['Apache (Debian) access logs', 'Apache (Red Hat) access logs', 'nginx access logs']),
    );
  });
});

describe('passwd', () => {
  it('gives the homes of users; lines that do not fit are left out, the first of two counts', () => {
    const passwd =
      'root:x:0:0:root:/root:/bin/bash\nalice:x:1001:1001::/home/alice:/bin/sh\nalice:x:0:0::/:/bin/sh\nbad:x:y:1::/home/bad:\n+::::::\nrelative:x:1:1::home:\n\n';
    expect(homesByUser(passwd)).toEqual(
      new Map([
        ['root', { uid: 0, home: '/root' }],
        ['alice', { uid: 1001, home: '/home/alice' }],
      ]),
    );
  });
});
