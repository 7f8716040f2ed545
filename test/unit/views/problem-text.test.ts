import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../src/model/problem.ts';
import { problemText } from '../../../src/views/problem-text.ts';

const path = '/var/log/apache2/access.log';

const everyProblem: { readonly [Kind in Problem['kind']]: Extract<Problem, { kind: Kind }> } = {
  'not-found': { kind: 'not-found', path },
  'permission-denied': { kind: 'permission-denied', path },
  'is-a-link': { kind: 'is-a-link', path },
  'not-a-regular-file': { kind: 'not-a-regular-file', path },
  'not-a-folder': { kind: 'not-a-folder', path },
  'foreign-owner': { kind: 'foreign-owner', path, ownerUid: 33, expectedUid: 1001 },
  'too-large': { kind: 'too-large', path, sizeBytes: 3 * 2 ** 30, limitBytes: 2 ** 30 },
  'too-many-entries': { kind: 'too-many-entries', path, limit: 10_000 },
  'read-failed': { kind: 'read-failed', path, code: 'EIO' },
  'write-failed': { kind: 'write-failed', path: '/var/lib/x', code: 'ENOSPC' },
  'open-to-others': { kind: 'open-to-others', path: '/var/lib/x' },
  'damaged-archive': { kind: 'damaged-archive', path, code: 'Z_BUF_ERROR' },
  'unknown-format': { kind: 'unknown-format', path, expected: 'a socket table' },
  'owners-incomplete': { kind: 'owners-incomplete', processesRead: 3, processes: 318 },
  'time-spent': { kind: 'time-spent', path },
  'bytes-spent': { kind: 'bytes-spent', path, limitBytes: 2 ** 30 },
  'program-missing': { kind: 'program-missing', program: '/usr/bin/ss' },
  'program-failed': { kind: 'program-failed', program: '/usr/bin/ss', exitCode: 1, detail: 'Cannot open netlink socket\nsecond line' },
  'program-timed-out': { kind: 'program-timed-out', program: '/usr/bin/ss', timeoutMs: 5000 },
  'program-output-too-large': { kind: 'program-output-too-large', program: '/usr/bin/ss', limitBytes: 2 ** 20 },
  'service-stopped': { kind: 'service-stopped', service: 'Fail2Ban', detail: 'no socket' },
  'unexpected-answer': { kind: 'unexpected-answer', from: 'whmapi1', detail: 'no metadata' },
  'request-failed': { kind: 'request-failed', to: 'panel.example', code: 'ECONNREFUSED' },
  'on-allow-list': { kind: 'on-allow-list', target: '203.0.113.7', list: 'the white list of cPHulk' },
  'not-confirmed': { kind: 'not-confirmed', target: '203.0.113.7', where: 'nftables' },
  'changed-meanwhile': { kind: 'changed-meanwhile', path: '/home/alice/public_html/.htaccess' },
  'not-all-kept': { kind: 'not-all-kept', what: 'signs', limit: 400_000 },
  'limit-reached': { kind: 'limit-reached', what: 'blocks in the last hour', limit: 50 },
  'cannot-do': { kind: 'cannot-do', where: 'cPHulk', what: 'a block of one site' },
  'bad-input': { kind: 'bad-input', field: 'window', got: '2h', expected: 'one of 15m, 1h, 24h, all' },
};

describe('problemText', () => {
  it.each(Object.values(everyProblem))('puts $kind into whole sentences about the thing itself', (problem) => {
    const text = problemText(problem);
    expect(text).toMatch(/^[“\p{L}\d/].+\.$/u);
    if ('path' in problem) expect(text).toContain(problem.path);
    expect(text).not.toContain('undefined');
  });

  it('shows hostile names so that they can be read', () => {
    const text = problemText({ kind: 'not-found', path: '/home/x/\x1b[2Jevil\u202e.log' });
    expect(text).toContain('/home/x/\\x1b[2Jevil\\u{202e}.log');
  });

  it('quotes one line of what a program said', () => {
    expect(problemText(everyProblem['program-failed'])).toBe(
      '/usr/bin/ss failed with exit code 1: Cannot open netlink socket. Run it by hand to see why.',
    );
  });

  it('says that something is missing when nothing was given', () => {
    expect(problemText({ ...everyProblem['bad-input'], got: '' })).toBe('window is missing: it takes one of 15m, 1h, 24h, all.');
  });
});
