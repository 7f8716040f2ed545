import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { givenAccessLogs } from '../../../../src/sources/access-logs/given-logs.ts';
import { fileTree } from '../../../file-tree.ts';

/** What was found, with paths below the root. */
function given(root: string, ...names: readonly string[]) {
  const { logs, problems, leftAside } = givenAccessLogs(names.map((name) => `${root}/${name}`));
  return {
    logs: Object.fromEntries(logs.map(({ path, site }) => [relative(root, path), site])),
    problems: problems.map((problem) => `${problem.kind} ${'path' in problem ? relative(root, problem.path) : ''}`),
    leftAside: leftAside.map((path) => relative(root, path)),
  };
}

describe('logs that somebody named', () => {
  it('are taken as they are when they are files, whatever their name', () => {
    const root = fileTree({ 'alice.example-bytes_log': '', 'error.log': '', 'x.gz': '', to: { link: 'x.gz' } });
    expect(given(root, 'alice.example-bytes_log', 'error.log', 'x.gz', 'to')).toEqual({
      logs: { 'alice.example-bytes_log': null, 'error.log': null, 'x.gz': null, to: null },
      problems: [],
      leftAside: [],
    });
  });

  it('say why when they are not there', () => {
    expect(given(fileTree({}), 'missing')).toMatchObject({ logs: {}, problems: ['not-found missing'] });
  });

  it('in a folder: everything but counters, statistics copies, error logs and hidden files', () => {
    const root = fileTree({
      'logs/alice.example': '',
      'logs/alice.example-ssl_log': '',
      'logs/alice.example-ssl_log-Nov-2026.gz': '',
      'logs/alice.example-bytes_log': '',
      'logs/ftp.alice.example-ftp_log-Nov-2026.gz': '',
      'logs/access_log.webstat': '',
      'logs/access.log.1': '',
      'logs/error_log': '',
      'logs/alice.example-error.log.2.gz': '',
      'logs/php8.2-fpm.log': '',
      'logs/.hidden': '',
      'logs/alice/alice.example': '',
    });
    expect(given(root, 'logs')).toEqual({
      logs: {
        'logs/access.log.1': null,
        'logs/alice.example': 'alice.example',
        'logs/alice.example-ssl_log': 'alice.example',
        'logs/alice.example-ssl_log-Nov-2026.gz': 'alice.example',
        'logs/alice/alice.example': 'alice.example',
      },
      problems: [],
      leftAside: [
        'logs/.hidden',
        'logs/access_log.webstat',
        'logs/alice.example-bytes_log',
        'logs/alice.example-error.log.2.gz',
        'logs/error_log',
        'logs/ftp.alice.example-ftp_log-Nov-2026.gz',
        'logs/php8.2-fpm.log',
      ],
    });
  });

  it('in a folder: a site may be called error.example, slow.example or accessories.example', () => {
    const root = fileTree({
      'logs/error.example': '',
      'logs/error.example-ssl_log': '',
      'logs/slow.example.log': '',
      'logs/accessories.example-error.log': '',
    });
    expect(given(root, 'logs')).toMatchObject({
      logs: {
        'logs/error.example': 'error.example',
        'logs/error.example-ssl_log': 'error.example',
        'logs/slow.example.log': 'slow.example',
      },
      leftAside: ['logs/accessories.example-error.log'],
    });
  });

  it('in a folder: links are not followed, but named; a link to a folder that was typed is', () => {
    const root = fileTree({ 'logs/alice.example': '', 'logs/planted': { link: '/etc/passwd' }, 'access-logs': { link: 'logs' } });
    expect(given(root, 'access-logs')).toEqual({
      logs: { 'access-logs/alice.example': 'alice.example' },
      problems: ['is-a-link access-logs/planted'],
      leftAside: [],
    });
  });

  it("carry the site of Plesk's folders", () => {
    const root = fileTree({
      'system/alice.example/logs/access_ssl_log': '',
      'system/alice.example/logs/proxy_access_log.processed.1.gz': '',
    });
    expect(given(root, 'system').logs).toEqual({
      'system/alice.example/logs/access_ssl_log': 'alice.example',
      'system/alice.example/logs/proxy_access_log.processed.1.gz': 'alice.example',
    });
  });

  it('are looked for four folders deep; deeper folders are named', () => {
    const root = fileTree({ 'a/b/c/d/access.log': '', 'a/b/c/d/e/access.log': '' });
    expect(given(root, 'a')).toEqual({ logs: { 'a/b/c/d/access.log': null }, problems: [], leftAside: ['a/b/c/d/e'] });
  });
});
