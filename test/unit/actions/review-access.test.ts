import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AccessNeeds, reviewAccess } from '../../../src/actions/review-access.ts';
import type { AccessQuestion } from '../../../src/actions/reviews.ts';
import { fileTree } from '../../file-tree.ts';
import { epochOf, logLine } from '../sources/access-logs/log-lines.ts';

const everything: AccessQuestion = { window: 'all', key: 'target', site: null, address: null, page: null, top: null };

const needs = (root: string, names: readonly string[], more: Partial<AccessNeeds> = {}): AccessNeeds => ({
  logs: names.map((name) => ({ path: join(root, name), kind: 'access', site: null, trust: { in: 'system' } })),
  problems: [],
  windowEnd: { at: 'newest-line' },
  nameSite: (host) => host,
  seed: 1,
  ...more,
});

describe('the review of access logs', () => {
  it('says what it covers: window, first and last request, bytes, lines', async () => {
    const log = `${logLine('/a', { time: '05:00:00' })}rubbish\n\n${logLine('/b')}`;
    const report = await reviewAccess(needs(fileTree({ log }), ['log']), everything);
    expect(report).toMatchObject({
      window: { name: 'all', from: null, to: null },
      from: '2026-11-22T05:00:00Z',
      to: '2026-11-22T06:39:45Z',
      bytes: log.length,
      lines: 4,
      parsed: 2,
      skipped: 1,
      skippedSamples: ['rubbish'],
      blank: 1,
      outside: 0,
      filesTooOld: 0,
      minuteSeconds: 60,
      minutes: [
        { from: '2026-11-22T05:00:00Z', requests: 1 },
        { from: '2026-11-22T06:39:00Z', requests: 1 },
      ],
      statuses: { 200: 2 },
      methods: { GET: 2 },
      distinct: { pages: 2, addresses: 1, sites: 0, agents: 1 },
      countErrorBound: { pages: 0, addresses: 0, sites: 0, agents: 0 },
    });
  });

  it('ends a window at the newest line of files given by hand, however old they are', async () => {
    const log = ['05:39:44', '05:39:45', '06:39:45', '06:00:00'].map((time) => logLine(`/${time}`, { time })).join('');
    const root = fileTree({ log: { text: log, modifiedEpoch: 0 } });
    const report = await reviewAccess(needs(root, ['log']), { ...everything, window: '1h' });
    expect(report).toMatchObject({
      window: { name: '1h', from: '2026-11-22T05:39:45Z', to: '2026-11-22T06:39:45Z' },
      from: '2026-11-22T05:39:45Z',
      parsed: 3,
      outside: 1,
      filesTooOld: 0,
    });
  });

  it('ends a window now for this machine’s own logs', async () => {
    const root = fileTree({ log: logLine('/in') + logLine('/later', { time: '06:50:00' }) + logLine('/before', { time: '06:24:00' }) });
    const now = needs(root, ['log'], { windowEnd: { at: 'now', epoch: epochOf('06:40:00') } });
    const report = await reviewAccess(now, { ...everything, window: '15m' });
    expect(report).toMatchObject({ window: { from: '2026-11-22T06:25:00Z', to: '2026-11-22T06:40:00Z' }, parsed: 1, outside: 2 });
  });

  it('names no window of the year 1970 when no file has a time', async () => {
    const report = await reviewAccess(needs(fileTree({ log: 'rubbish\n' }), ['log']), { ...everything, window: '15m' });
    expect(report).toMatchObject({
      window: { name: '15m', from: null, to: null },
      from: null,
      to: null,
      parsed: 0,
      skipped: 1,
      outlierMark: null,
    });
  });

  it('cuts lists to the asked length, but judges by more', async () => {
    const log = [
      ...Array<string>(300).fill('/wp-login.php'),
      ...Array<string>(290).fill('//xmlrpc.php'),
      ...Array.from({ length: 30 }, (_, at) => `/page-${String(at)}`),
    ]
      .map((target) => logLine(target))
      .join('');
    const root = fileTree({ log });
    const report = await reviewAccess(needs(root, ['log']), { ...everything, top: 2 });
    expect(report.pages).toEqual([
      { page: '/wp-login.php', requests: 300, outlier: true },
      { page: '//xmlrpc.php', requests: 290, outlier: true },
    ]);
    expect(report.outlierMark).toEqual({ typicalRequests: 1, fromRequests: 20 });
    expect(report.distinct.pages).toBe(32);
    const none = await reviewAccess(needs(root, ['log']), { ...everything, top: 0 });
    expect(none).toMatchObject({ pages: [], addresses: [], agents: [], parsed: 620 });
    expect((await reviewAccess(needs(root, ['log']), everything)).pages).toHaveLength(32);
  });

  it('asks for one page as the key names it, and tells whose requests they are', async () => {
    const root = fileTree({ log: logLine('/a?x=1') + logLine('/a?x=2', { address: '198.51.100.2' }) + logLine('/b') });
    const byPath = await reviewAccess(needs(root, ['log']), { ...everything, key: 'path', page: '/a' });
    expect(byPath).toMatchObject({ parsed: 2, outside: 1, pages: [{ page: '/a', requests: 2 }], distinct: { addresses: 2 } });
    const byTarget = await reviewAccess(needs(root, ['log']), { ...everything, page: '/a?x=2' });
    expect(byTarget).toMatchObject({ parsed: 1, addresses: [{ address: '198.51.100.2', requests: 1 }] });
  });

  it('lists names that could not even be opened beside the files', async () => {
    const root = fileTree({ log: logLine('/a') });
    const report = await reviewAccess(
      needs(root, ['log', 'gone'], { problems: [{ kind: 'permission-denied', path: '/closed' }] }),
      everything,
    );
    expect(report.files.map(({ path, problem }) => [path, problem?.kind])).toEqual([
      [join(root, 'log'), undefined],
      [join(root, 'gone'), 'not-found'],
      ['/closed', 'permission-denied'],
    ]);
  });

  it('is the same after a trip through JSON', async () => {
    const report = await reviewAccess(needs(fileTree({ log: logLine('/a') }), ['log', 'gone']), { ...everything, window: '24h' });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('counts one user agent alone, by its bytes, whatever they are', async () => {
    const line = (agent: string, target: string): Buffer => Buffer.from(logLine(target).replace('"Mozilla/5.0"', `"${agent}"`), 'latin1');
    const log = Buffer.concat([
      line('curl/8', '/a'),
      line('curl/80', '/b'),
      line('\xff\xfe', '/c'),
      line('\\xff\\xfe', '/d'),
      line('curl/8', '/e'),
    ]);
    const given = needs(fileTree({ log: log.toString('latin1') === '' ? '' : log }), ['log']);
    const all = await reviewAccess(given, everything);
    for (const { agent, requests } of all.agents) {
      const alone = await reviewAccess(given, { ...everything, agent });
      // Bytes that are no UTF-8 are spelled out, as servers do themselves: both are meant.
      expect([agent, alone.parsed]).toEqual([agent, agent === 'curl/8' ? 2 : agent === 'curl/80' ? 1 : 2]);
      expect(requests).toBeLessThanOrEqual(alone.parsed);
    }
    expect((await reviewAccess(given, { ...everything, agent: 'curl/8' })).pages.map(({ page }) => page).sort()).toEqual(['/a', '/e']);
    expect((await reviewAccess(given, { ...everything, agent: 'curl' })).parsed).toBe(0);
  });

  it('remembers nothing of a reading of one user agent alone', async () => {
    const root = fileTree({ log: { text: logLine('/a'), modifiedEpoch: Date.now() / 1000 } });
    const live = needs(root, ['log'], { windowEnd: { at: 'now', epoch: epochOf('07:00:00') }, memoryPath: join(root, 'memory') });
    let kept = 0;
    const remembering = { ...live, afterAnswer: () => (kept += 1) };
    await reviewAccess(remembering, { ...everything, agent: 'Mozilla/5.0' });
    expect(kept).toBe(0);
    await reviewAccess(remembering, everything);
    expect(kept).toBe(1);
  });
});
