import { describe, expect, it } from 'vitest';
import { isErrorLogName, isLeftAside, siteOfLogName, withoutRotation } from '../../../src/model/log-name.ts';

describe('the site of a log name', () => {
  const sites: Readonly<Record<string, string | null>> = {
    // cPanel
    'alice.example': 'alice.example',
    'alice.example-ssl_log': 'alice.example',
    'alice.example.bkup': 'alice.example',
    'alice.example-ssl_log.bkup': 'alice.example',
    'alice.example-ssl_log.bkup2': 'alice.example',
    'alice.example-Nov-2026.gz': 'alice.example',
    'alice.example-ssl_log-Nov-2026.gz': 'alice.example',
    '_wildcard_.alice.example': '*.alice.example',
    '_wildcard_.alice.example-ssl_log': '*.alice.example',
    'www.alice.example': 'www.alice.example',
    'proxy-subdomains-vhost.localhost': 'proxy-subdomains-vhost.localhost',
    'alice.example-bytes_log': null,
    // Apache's and nginx's own, and what people write into their configuration
    'access.log': null,
    'access.log.1': null,
    'access.log.2.gz': null,
    access_log: null,
    'access_log-20261122': null,
    'access.log-2026-11-22': null,
    'access.2026-11-22.log': null,
    'access.log.bak': null,
    ssl_access_log: null,
    'other_vhosts_access.log.2.gz': null,
    'localhost_access_log.2026-11-22.txt': null,
    'alice.example.log': 'alice.example',
    'alice.example-access.log': 'alice.example',
    'alice.example_access.log.1': 'alice.example',
    'alice.example.access.log.2.gz': 'alice.example',
    'alice.example-access_log-20261122': 'alice.example',
    'alice.example-access.log-2026-11-22': 'alice.example',
    'alice.example-ssl-access.log': 'alice.example',
    'alice.example_ssl_access.log': 'alice.example',
    'alice.example-access.log.old': 'alice.example',
    'ALICE.example-access.log': 'alice.example',
    // Plesk's names say nothing; its folders do
    proxy_access_ssl_log: null,
    'access_ssl_log.processed.1.gz': null,
    // No domain, though it looks like one
    '203.0.113.7': null,
    messages: null,
    'syslog.1': null,
    '': null,
  };
  for (const [name, site] of Object.entries(sites)) {
    it(`${JSON.stringify(name)} is ${site ?? 'nobody'}’s`, () => {
      expect(siteOfLogName(name)).toBe(site);
    });
  }

  it('is not misled by domains whose names look like parts of log names', () => {
    for (const domain of [
      'access.example',
      'log.example',
      'ssl.example',
      'access-log.example',
      'bkup.example',
      'gz.example',
      'a-20261122.example',
      'logistics.example',
      'processed.old.example',
      '1.example',
    ]) {
      expect(siteOfLogName(domain)).toBe(domain);
      expect(siteOfLogName(`${domain}-ssl_log.bkup`)).toBe(domain);
    }
  });
});

describe('a name that a pasted line made up', () => {
  it('is no site when no file could have it; it is not even looked at', () => {
    expect(siteOfLogName(`alice.example${'.1'.repeat(60_000)}`)).toBeNull();
    expect(siteOfLogName(`alice.example${'.1'.repeat(100)}`)).toBe('alice.example');
  });
});

describe('a name without its rotation', () => {
  it('is the same for every part of one log', () => {
    const parts = [
      'access_log',
      'access_log.1',
      'access_log.12.gz',
      'access_log-20261122',
      'access_log-20261122-1795329585.gz',
      'access_log.processed',
      'access_log.processed.1.gz',
      'access_log.processed-20261122.gz',
      'access_log.bkup2',
      'access_log.old',
      'access_log-2026-11-22.gz',
    ];
    expect(new Set(parts.map(withoutRotation))).toEqual(new Set(['access_log']));
  });
});

describe('names left aside', () => {
  it('counters, statistics copies, hidden and unfinished files', () => {
    const names = [
      'alice.example-bytes_log',
      'alice.example-bytes_log.bkup',
      'alice.example-bytes_log.bkup2',
      'ftp.alice.example-ftp_log',
      'ftp.alice.example-ftp_log-Nov-2026.gz',
      'ftp.alice.example-ftpbytes_log',
      'alice-popbytes_log',
      'alice-imapbytes_log',
      'ftpxferlog',
      'ftpxferlog.offset',
      'alice.example.offset',
      'alice.example.offsetftpbytes',
      'access_log.webstat',
      'access_ssl_log.webstat-ssl',
      'access_log.statbuf',
      '.alice.example.swp',
      'access.log~',
    ];
    for (const name of names) expect(isLeftAside(name), name).toBe(true);
  });

  it('no log, no rotated log, and no domain that only sounds like one of them', () => {
    for (const name of [
      'alice.example',
      'alice.example-ssl_log.bkup',
      'access_log.processed.1.gz',
      'bytes.example',
      'webstat.example',
      'ftp.example-ssl_log',
      'offset.example.bkup',
      'my-ftpxferlog.example',
      'access.log',
    ]) {
      expect(isLeftAside(name), name).toBe(false);
    }
  });
});

describe('names of error logs', () => {
  it('as Apache, nginx, PHP-FPM and people call them', () => {
    for (const name of [
      'error.log',
      'error_log',
      'error.log.2.gz',
      'error_log-20261122',
      'ssl_error_log',
      'proxy_error_log',
      'alice.example-error.log',
      'alice.example_error.log.1',
      'errors.log',
      'php-fpm_error.log',
      'php8.2-fpm.log',
      'php-fpm.log',
      'alice_example.php-fpm.slow.log',
      'php_errors.log',
      'www-slow.log',
    ]) {
      expect(isErrorLogName(name), name).toBe(true);
    }
  });

  it('but not the access log of a site with such a name', () => {
    for (const name of [
      'error.example',
      'error.example-ssl_log',
      'my-error.example-access.log',
      'slow.example.log',
      'php-fpm.example',
      'terror.log',
      'access.log',
      'alice.example',
    ]) {
      expect(isErrorLogName(name), name).toBe(false);
    }
  });
});
