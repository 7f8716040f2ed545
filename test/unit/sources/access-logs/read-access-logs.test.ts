import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseIpAddress } from '../../../../src/model/ip-address.ts';
import type { LogFile } from '../../../../src/model/log-catalog.ts';
import { readAccessLogs } from '../../../../src/sources/access-logs/read-access-logs.ts';
import { givenReading } from '../../../access-readings.ts';
import { fileTree } from '../../../file-tree.ts';
import { epochOf, logLine } from './log-lines.ts';

const log = (root: string, path: string, site: string | null = null): LogFile<'access'> => ({
  path: join(root, path),
  kind: 'access',
  site,
  trust: { in: 'system' },
});

const counts = (list: readonly { readonly key: string; readonly requests: number }[]): Record<string, number> =>
  Object.fromEntries(list.map(({ key, requests }) => [key, requests]));

describe('reading access logs', () => {
  it('adds up files and says what each gave', async () => {
    const root = fileTree({ one: logLine('/a') + logLine('/b'), two: `${logLine('/a')}rubbish\n` });
    const { tally } = await readAccessLogs([log(root, 'one', 'alice.example'), log(root, 'two', 'bob.example')], givenReading);
    expect(counts(tally.pages.top)).toEqual({ '/a': 2, '/b': 1 });
    expect(counts(tally.sites.top)).toEqual({ 'alice.example': 2, 'bob.example': 1 });
    expect(tally).toMatchObject({
      lines: 4,
      parsed: 3,
      skipped: 1,
      skippedSamples: ['rubbish'],
      methods: { GET: 3 },
      statuses: { 200: 3 },
    });
    expect(tally.files).toMatchObject([
      { path: join(root, 'one'), site: 'alice.example', lines: 2, bytes: 2 * logLine('/a').length },
      { path: join(root, 'two'), site: 'bob.example', lines: 2 },
    ]);
    expect(tally.bytes).toBe(3 * logLine('/a').length + 'rubbish\n'.length);
  });

  it('counts a file once however many names it has', async () => {
    const root = fileTree({
      'domlogs/alice.example': logLine('/a'),
      'domlogs/alice/alice.example': { hardLink: 'domlogs/alice.example' },
      link: { link: 'domlogs/alice.example' },
    });
    const { tally } = await readAccessLogs(
      [log(root, 'domlogs/alice.example'), log(root, 'domlogs/alice/alice.example'), log(root, 'link')],
      givenReading,
    );
    expect(tally).toMatchObject({ lines: 1, parsed: 1 });
    expect(tally.files).toHaveLength(1);
  });

  it('never takes the end of one file and the beginning of the next for a line', async () => {
    const half = 60;
    const root = fileTree({
      one: logLine('/a') + logLine('/b').slice(0, half),
      two: logLine('/b').slice(half) + logLine('/c').trimEnd(),
      three: logLine('/d'),
    });
    const { tally } = await readAccessLogs(
      ['one', 'two', 'three'].map((name) => log(root, name)),
      givenReading,
    );
    expect(tally).toMatchObject({ lines: 5, parsed: 3, skipped: 2 });
    expect(counts(tally.pages.top)).toEqual({ '/a': 1, '/c': 1, '/d': 1 });
  });

  it('reads gzip, by content and not by name, in one part or several', async () => {
    const joined = Buffer.concat([
      gzipSync(logLine('/a')),
      gzipSync(logLine('/b') + logLine('/c').slice(0, 20)),
      gzipSync(logLine('/c').slice(20)),
    ]);
    const root = fileTree({ 'one.gz': gzipSync(logLine('/a')), two: joined, 'plain.gz': logLine('/d') });
    const { tally } = await readAccessLogs(
      ['one.gz', 'two', 'plain.gz'].map((name) => log(root, name)),
      givenReading,
    );
    expect(counts(tally.pages.top)).toEqual({ '/a': 2, '/b': 1, '/c': 1, '/d': 1 });
    expect(tally.files.map(({ bytes }) => bytes)).toEqual([logLine('/a').length, 3 * logLine('/a').length, logLine('/d').length]);
  });

  it('keeps what a damaged archive gave before the damage, and says that it is damaged', async () => {
    // Random addresses, so that there is something to cut in.
    const lines = Array.from({ length: 5000 }, () => logLine(`/${randomBytes(12).toString('hex')}`)).join('');
    const whole = gzipSync(lines);
    const flipped = Buffer.from(whole);
    flipped.fill(0xff, flipped.length - 2000, flipped.length - 1900);
    const root = fileTree({ cut: whole.subarray(0, whole.length / 2), flipped, whole });
    const { tally } = await readAccessLogs(
      ['cut', 'flipped', 'whole'].map((name) => log(root, name)),
      givenReading,
    );
    const [cut, bad, good] = tally.files;
    expect(cut?.problem).toMatchObject({ kind: 'damaged-archive', path: join(root, 'cut') });
    expect(bad?.problem).toMatchObject({ kind: 'damaged-archive' });
    expect(good).not.toHaveProperty('problem');
    expect(cut?.lines).toBeGreaterThan(1000);
    expect(cut?.lines).toBeLessThan(5000);
    expect(good?.lines).toBe(5000);
    expect(tally.lines).toBe(tally.parsed + tally.skipped + tally.blank + tally.outside);
  });

  it('takes a gzip bomb for what it is: one line of NUL bytes, cut', async () => {
    const part = gzipSync(Buffer.alloc(1 << 20));
    const bomb = Buffer.concat(Array.from({ length: 200 }, () => part));
    const root = fileTree({ 'bomb.gz': bomb, next: logLine('/a') });
    const before = process.memoryUsage().rss;
    const { tally } = await readAccessLogs([log(root, 'bomb.gz'), log(root, 'next')], givenReading);
    expect(tally).toMatchObject({ lines: 2, parsed: 1, skipped: 1, cutLines: 1 });
    expect(tally.files[0]).toMatchObject({ lines: 1, bytes: 200 << 20 });
    expect(process.memoryUsage().rss - before).toBeLessThan(100 << 20);
  });

  it('lists what cannot be read with its reason, and reads the rest', async () => {
    const root = fileTree({ folder: { folder: true }, pipe: { pipe: true }, good: logLine('/a') });
    const { tally } = await readAccessLogs(
      ['missing', 'folder', 'pipe', 'good'].map((name) => log(root, name)),
      givenReading,
    );
    expect(tally.files.map(({ problem }) => problem?.kind)).toEqual(['not-found', 'not-a-regular-file', 'not-a-regular-file', undefined]);
    expect(tally.parsed).toBe(1);
  });

  it('leaves files unopened that were not touched since the window began, on this machine', async () => {
    const root = fileTree({
      old: { text: logLine('/old', { time: '01:00:00' }), modifiedEpoch: epochOf('01:00:00') },
      live: { text: logLine('/early', { time: '05:00:00' }) + logLine('/live'), modifiedEpoch: epochOf('06:40:00') },
    });
    const window = { ...givenReading, span: { fromEpoch: epochOf('06:00:00'), toEpoch: epochOf('07:00:00') } };
    const { tally: own } = await readAccessLogs([log(root, 'old'), log(root, 'live')], { ...window, areLive: true });
    expect(own).toMatchObject({ filesTooOld: 1, lines: 2, parsed: 1, outside: 1 });
    const { tally: given } = await readAccessLogs([log(root, 'old'), log(root, 'live')], window);
    expect(given).toMatchObject({ filesTooOld: 0, lines: 3, parsed: 1, outside: 2 });
  });

  it('skips other sites’ files only where a file’s site is certain', async () => {
    const root = fileTree({
      alice: logLine('/a'),
      bob: logLine('/b') + logLine('/b2', { prefix: 'alice.example:443 ' }),
      shared: logLine('/s', { prefix: 'alice.example:443 ' }) + logLine('/t', { prefix: 'bob.example:443 ' }) + logLine('/u'),
    });
    const logs = [log(root, 'alice', 'alice.example'), log(root, 'bob', 'bob.example'), log(root, 'shared')];
    const { tally: certain } = await readAccessLogs(logs, { ...givenReading, site: 'alice.example', sitesAreCertain: true });
    expect(counts(certain.pages.top)).toEqual({ '/a': 1, '/s': 1 });
    expect(certain.files).toHaveLength(2);
    const { tally: uncertain } = await readAccessLogs(logs, { ...givenReading, site: 'alice.example' });
    expect(counts(uncertain.pages.top)).toEqual({ '/a': 1, '/b2': 1, '/s': 1 });
  });

  it('names sites as the panel does, from lines, file names and places alike, in any case', async () => {
    const root = fileTree({
      shared: [
        logLine('/1', { prefix: 'shop.alice.example:443 ' }),
        logLine('/2', { prefix: 'Shop.Alice.Example:443 ' }),
        logLine('/3', { prefix: 'domlogs/bob.example-ssl_log:' }),
        logLine('/4', { prefix: 'access.log:' }),
      ].join(''),
    });
    const nameSite = (host: string): string => (host === 'shop.alice.example' ? 'shop.example' : host);
    const { tally } = await readAccessLogs([log(root, 'shared')], { ...givenReading, nameSite });
    expect(counts(tally.sites.top)).toEqual({ 'shop.example': 2, 'bob.example': 1 });
  });

  it('counts an address once, however the servers spelled it', async () => {
    const spellings = ['2001:db8::7', '2001:DB8:0:0::7', '::ffff:203.0.113.7', '203.0.113.7', '::ffff:cb00:7107', 'crawl.example'];
    const root = fileTree({ one: spellings.map((address) => logLine('/', { address })).join('') });
    const { tally } = await readAccessLogs([log(root, 'one')], givenReading);
    expect(counts(tally.addresses.top)).toEqual({ '203.0.113.7': 3, '2001:db8::7': 2, 'crawl.example': 1 });
    expect(tally.addresses.distinct).toBe(3);
    const { tally: filtered } = await readAccessLogs([log(root, 'one')], {
      ...givenReading,
      address: parseIpAddress('203.0.113.7') ?? null,
    });
    expect(filtered.parsed).toBe(3);
  });

  it('does not take ::203.0.113.7 for ::ffff:203.0.113.7', async () => {
    const root = fileTree({ one: logLine('/', { address: '::203.0.113.7' }) + logLine('/', { address: '203.0.113.7' }) });
    const { tally } = await readAccessLogs([log(root, 'one')], givenReading);
    expect(counts(tally.addresses.top)).toEqual({ '203.0.113.7': 1, '::cb00:7107': 1 });
  });

  it('cuts lists to the limit, and says how many there were', async () => {
    const root = fileTree({ one: ['/a', '/a', '/b', '/c'].map((target) => logLine(target)).join('') });
    const { tally } = await readAccessLogs([log(root, 'one')], { ...givenReading, limit: 2 });
    expect(tally.pages).toEqual({
      top: [
        { key: '/a', requests: 2 },
        { key: '/b', requests: 1 },
      ],
      distinct: 3,
      errorBound: 0,
    });
  });

  it('stops when told to, and says of each file that it was not read to its end', async () => {
    const root = fileTree({ one: logLine('/a').repeat(20_000), two: logLine('/b'), three: logLine('/c') });
    let bytes = 0;
    const { tally } = await readAccessLogs(
      ['one', 'two', 'three'].map((name) => log(root, name)),
      {
        ...givenReading,
        onProgress: (progress) => (bytes = progress.bytes),
        shouldStop: () => bytes > 0,
      },
    );
    expect(tally.files.map(({ problem }) => problem?.kind)).toEqual(['time-spent', 'time-spent', 'time-spent']);
    expect(tally.parsed).toBeGreaterThan(0);
    expect(tally.parsed).toBeLessThan(20_000);
    expect(tally.lines).toBe(tally.parsed);
  });

  it('tells how far it is', async () => {
    const root = fileTree({ one: logLine('/a'), two: gzipSync(logLine('/b')) });
    const seen: unknown[] = [];
    await readAccessLogs(
      ['one', 'two'].map((name) => log(root, name)),
      { ...givenReading, onProgress: (progress) => seen.push(progress) },
    );
    expect(seen.at(-1)).toMatchObject({ filesDone: 1, files: 2, bytes: 2 * logLine('/a').length });
  });

  it('of no files is empty, without times', async () => {
    expect((await readAccessLogs([], givenReading)).tally).toMatchObject({
      lines: 0,
      oldestEpoch: null,
      newestEpoch: null,
      files: [],
      steps: [],
    });
  });
});
