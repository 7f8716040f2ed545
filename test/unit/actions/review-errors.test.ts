import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ErrorNeeds, reviewErrors } from '../../../src/actions/review-errors.ts';
import type { ErrorQuestion } from '../../../src/actions/reviews.ts';
import { parseIpAddress } from '../../../src/model/ip-address.ts';
import { logFolder, phpLine, systemLog } from '../sources/error-logs/log-folder.ts';

const folder = logFolder();

const question: ErrorQuestion = { window: 'all', site: null, address: null, top: null };
const given = (paths: readonly string[], more: Partial<ErrorNeeds> = {}): ErrorNeeds => ({
  logs: paths.map((path) => systemLog(path)),
  problems: [],
  windowEnd: { at: 'newest-line' },
  domains: [],
  ...more,
});

const memory =
  'PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 5001216 bytes) in /srv/m.php on line 1';

describe('review of errors', () => {
  it('explains what is known and counts what is not', async () => {
    const path = folder.write('explain.log', `${phpLine(1, memory)}${phpLine(3, memory)}${phpLine(2, 'unheard of')}`);
    const report = await reviewErrors(given([path]), question);
    expect(report).toMatchObject({
      window: { name: 'all', from: null, to: null },
      from: '2026-11-22T06:00:01Z',
      to: '2026-11-22T06:00:03Z',
      lines: 3,
      unparsed: 0,
      distinctGroups: 2,
      groups: [
        {
          source: 'php',
          level: 'fatal',
          count: 2,
          first: '2026-11-22T06:00:01Z',
          last: '2026-11-22T06:00:03Z',
          important: true,
        },
        { message: 'unheard of', meaning: null, advice: null, important: false },
      ],
    });
    expect(report.groups[0]?.meaning).toContain('memory');
    expect(JSON.stringify(report)).not.toContain('Epoch');
  });

  it('ends the window of given files at their newest line', async () => {
    const a = folder.write('window-a.log', phpLine(0, 'early') + phpLine(1000, 'late'));
    const b = folder.write('window-b.log', phpLine(1200, 'latest'));
    const report = await reviewErrors(given([a, b]), { ...question, window: '15m' });
    expect(report).toMatchObject({
      window: { name: '15m', from: '2026-11-22T06:05:00Z', to: '2026-11-22T06:20:00Z' },
      outside: 1,
      distinctGroups: 2,
    });
  });

  it('ends the window of the machine’s own logs now', async () => {
    const path = folder.write('now.log', phpLine(0) + phpLine(1000));
    const epoch = Date.parse('2026-11-22T06:01:00Z') / 1000;
    const report = await reviewErrors(given([path], { windowEnd: { at: 'now', epoch } }), { ...question, window: '15m' });
    expect(report).toMatchObject({ window: { to: '2026-11-22T06:01:00Z' }, outside: 1, groups: [{ count: 1 }] });
  });

  it('has an open window where no line has a stamp', async () => {
    const path = folder.write('bare.log', 'AH00558: apache2: Could not reliably determine x\n');
    expect(await reviewErrors(given([path]), question)).toMatchObject({
      from: null,
      to: null,
      groups: [{ code: 'AH00558', first: null, last: null }],
    });
  });

  it('counts one address, one site', async () => {
    const nginx = (client: string, server: string): string =>
      `2026/11/22 07:01:05 [error] 811#811: *5 access forbidden by rule, client: ${client}, server: ${server}, request: "GET / HTTP/1.1"\n`;
    const path = folder.write(
      'filter.log',
      nginx('192.0.2.1', 'a.example') + nginx('192.0.2.2', 'a.example') + nginx('192.0.2.2', 'b.example'),
    );
    const address = parseIpAddress('192.0.2.2') ?? null;
    expect(await reviewErrors(given([path]), { ...question, address })).toMatchObject({
      outside: 1,
      groups: [{ count: 2, sites: ['a.example', 'b.example'] }],
    });
    expect(await reviewErrors(given([path]), { ...question, site: 'a.example' })).toMatchObject({
      outside: 1,
      groups: [{ count: 2, clients: ['192.0.2.1', '192.0.2.2'] }],
    });
  });

  it('knows the pool of a domain, also of the one asked for', async () => {
    const path = folder.write(
      'pool.log',
      '[22-Nov-2026 06:39:45] WARNING: [pool alice_example] server reached max_children setting (5), consider raising it\n',
    );
    expect((await reviewErrors(given([path]), question)).groups[0]?.sites).toEqual(['alice_example']);
    expect((await reviewErrors(given([path], { domains: ['alice.example'] }), question)).groups[0]?.sites).toEqual(['alice.example']);
    expect((await reviewErrors(given([path]), { ...question, site: 'alice.example' })).groups[0]?.count).toBe(1);
  });

  it('cuts the list and says how long it was', async () => {
    const path = folder.write('top.log', Array.from({ length: 30 }, (_, at) => phpLine(at, `kind ${'x'.repeat(at)}`)).join(''));
    const report = await reviewErrors(given([path]), { ...question, top: 5 });
    expect([report.groups.length, report.distinctGroups]).toEqual([5, 30]);
  });

  it('names what could not even be listed', async () => {
    const path = join(folder.path, 'missing');
    const report = await reviewErrors(given([], { problems: [{ kind: 'not-found', path }] }), question);
    expect(report.files).toEqual([
      { path, source: null, site: null, lines: 0, bytes: 0, tailOnly: false, problem: { kind: 'not-found', path } },
    ]);
  });
});
