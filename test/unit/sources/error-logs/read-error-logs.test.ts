import { chmodSync, linkSync, mkdirSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ErrorLogToRead } from '../../../../src/sources/error-logs/error-log.ts';
import { type ErrorReading, readErrorLogs } from '../../../../src/sources/error-logs/read-error-logs.ts';
import { logFolder, phpLine, systemLog } from './log-folder.ts';

const folder = logFolder();

const everything: ErrorReading = {
  span: { fromEpoch: -Infinity, toEpoch: Infinity },
  site: null,
  address: null,
  siteOfPool: new Map(),
  limits: { fileBytes: 1_000_000, reviewBytes: 10_000_000 },
  trustsFileTimes: true,
  shouldStop: () => false,
  onProgress: () => undefined,
};

const read = (logs: readonly ErrorLogToRead[], reading: Partial<ErrorReading> = {}) => readErrorLogs(logs, { ...everything, ...reading });

describe('reading error logs', () => {
  it('counts lines and bytes of each file and says what it is', async () => {
    const text = phpLine(1) + phpLine(2);
    const path = folder.write('plain.log', text);
    const { files, bytes, lines, groups } = await read([systemLog(path, 'php', 'a.example')]);
    expect(files).toEqual([{ path, source: 'php', site: 'a.example', lines: 2, bytes: text.length, tailOnly: false }]);
    expect([bytes, lines]).toEqual([text.length, 2]);
    expect(groups).toMatchObject([{ count: 2, sites: ['a.example'] }]);
  });

  it('reads a file once, however many names it has', async () => {
    const path = folder.write('one.log', phpLine(1));
    linkSync(path, join(folder.path, 'hard.log'));
    symlinkSync(path, join(folder.path, 'soft.log'));
    const { files, lines } = await read(
      [path, join(folder.path, 'hard.log'), join(folder.path, 'soft.log')].map((each) => systemLog(each)),
    );
    expect([files.length, lines]).toEqual([1, 1]);
  });

  it('reads archives, also of several parts, and says when one is damaged', async () => {
    const whole = folder.write('whole.gz', Buffer.concat([gzipSync(phpLine(1)), gzipSync(phpLine(2))]));
    expect(await read([systemLog(whole)])).toMatchObject({ lines: 2, files: [{ source: 'php' }] });
    const cut = folder.write('cut.gz', gzipSync(phpLine(1).repeat(1000)).subarray(0, -20));
    expect((await read([systemLog(cut)])).files[0]?.problem).toMatchObject({ kind: 'damaged-archive', path: cut });
  });

  it('reads only the end of a large file, from the beginning of a line', async () => {
    const line = phpLine(1);
    const path = folder.write('large.log', line.repeat(100));
    const limits = (fileBytes: number) => ({ limits: { fileBytes, reviewBytes: 1_000_000 } });
    expect(await read([systemLog(path)], limits(line.length * 2))).toMatchObject({
      lines: 2,
      unparsed: 0,
      files: [{ tailOnly: true, bytes: line.length * 2 }],
    });
    expect(await read([systemLog(path)], limits(line.length * 3 - 1))).toMatchObject({
      lines: 2,
      unparsed: 0,
      files: [{ tailOnly: true }],
    });
    expect(await read([systemLog(path)], limits(line.length * 100))).toMatchObject({ lines: 100, files: [{ tailOnly: false }] });
  });

  it('reads no more than a review may, and names what was left', async () => {
    const line = phpLine(1);
    const logs = ['a', 'b', 'c'].map((name) => systemLog(folder.write(`budget-${name}.log`, line.repeat(10))));
    const { files, bytes } = await read(logs, { limits: { fileBytes: 1_000_000, reviewBytes: line.length * 15 } });
    expect(files.map(({ lines, tailOnly, problem }) => [lines, tailOnly, problem?.kind])).toEqual([
      [10, false, undefined],
      [5, true, undefined],
      [0, false, 'bytes-spent'],
    ]);
    expect(bytes).toBe(line.length * 15);
    const archive = systemLog(folder.write('budget.gz', gzipSync(line.repeat(100))));
    const small = await read([archive], { limits: { fileBytes: 1_000_000, reviewBytes: line.length * 15 } });
    expect(small.files).toMatchObject([{ lines: 15, bytes: line.length * 15, problem: { kind: 'bytes-spent' } }]);
  });

  it('leaves files alone that are older than the window, and counts them', async () => {
    const old = folder.write('old.log', phpLine(1));
    utimesSync(old, 1_000, 1_000);
    const recent = folder.write('recent.log', phpLine(1));
    const fromEpoch = Date.parse('2026-11-22T06:00:00Z') / 1000;
    utimesSync(recent, fromEpoch, fromEpoch);
    expect(await read([systemLog(old), systemLog(recent)], { span: { fromEpoch, toEpoch: Infinity } })).toMatchObject({
      filesTooOld: 1,
      files: [{ path: recent }],
    });
    const copied = await read([systemLog(old)], { span: { fromEpoch, toEpoch: Infinity }, trustsFileTimes: false });
    expect(copied).toMatchObject({ filesTooOld: 0, lines: 1 });
  });

  it('stops when its time is over, and names what was left', async () => {
    const logs = ['a', 'b'].map((name) => systemLog(folder.write(`time-${name}.log`, phpLine(1))));
    expect(await read(logs, { shouldStop: () => true })).toMatchObject({
      lines: 0,
      files: [{ problem: { kind: 'time-spent' } }, { problem: { kind: 'time-spent' } }],
    });
    let asked = 0;
    const large = systemLog(folder.write('time-large.log', phpLine(1).repeat(20_000)));
    const partly = await read([large], { shouldStop: () => ++asked > 3 });
    expect(partly.files[0]?.problem).toEqual({ kind: 'time-spent', path: large.path });
    expect(partly.lines).toBeGreaterThan(0);
  });

  it('names what is missing, no file, or no error log', async () => {
    const path = folder.write('poem.txt', 'roses are red\nviolets are blue\n');
    const missing = join(folder.path, 'missing.log');
    const empty = folder.write('empty.log', '');
    const { files, unparsed, unparsedSamples } = await read([
      systemLog(path),
      systemLog(missing),
      systemLog(folder.path),
      systemLog(empty),
    ]);
    expect(files.map(({ problem }) => problem?.kind)).toEqual(['unknown-format', 'not-found', 'not-a-regular-file', undefined]);
    expect([unparsed, unparsedSamples]).toEqual([2, ['roses are red', 'violets are blue']]);
  });

  it('follows no link in a user’s folder', async () => {
    const home = join(folder.path, 'home');
    mkdirSync(home);
    const uid = process.getuid?.() ?? 0;
    symlinkSync(folder.write('secret.log', phpLine(1)), join(home, 'error.log'));
    const planted: ErrorLogToRead = { path: join(home, 'error.log'), kind: 'php', site: null, trust: { in: 'user-folder', home, uid } };
    expect(await read([planted])).toMatchObject({ lines: 0, files: [{ problem: { kind: 'is-a-link' } }] });
    chmodSync(home, 0o755);
  });

  it('tells how far it is', async () => {
    const seen: number[] = [];
    const logs = ['a', 'b'].map((name) => systemLog(folder.write(`progress-${name}.log`, phpLine(1))));
    await read(logs, { onProgress: ({ filesDone, files }) => seen.push(filesDone, files) });
    expect(seen).toEqual([0, 2, 1, 2]);
  });
});
