import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { LogFile } from '../../../../src/model/log-catalog.ts';
import type { AccessTally } from '../../../../src/sources/access-logs/access-tally.ts';
import { type AccessReading, readAccessLogs } from '../../../../src/sources/access-logs/read-access-logs.ts';
import { doScanJob, type ScanJob } from '../../../../src/sources/access-logs/scan-job.ts';
import { liveReading } from '../../../access-readings.ts';
import { fileTree } from '../../../file-tree.ts';
import { logLine } from './log-lines.ts';

const reading: AccessReading = { ...liveReading, threadsFromBytes: 1 };

const MiB = 1024 * 1024;

/** A large log, which is cut, several small ones, and one that cannot be cut. */
function logs(): LogFile<'access'>[] {
  const line = (at: number): string =>
    logLine(`/page-${String(at % 700)}?${'x'.repeat(at % 50)}`, { address: `203.0.113.${String(at % 250)}` });
  const large = Array.from({ length: 180_000 }, (_, at) => line(at)).join('');
  expect(large.length).toBeGreaterThan(18 * MiB);
  const small = Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`small-${String(at)}`, line(at).repeat(100)]));
  const root = fileTree({ large, ...small, 'packed.gz': gzipSync(line(3).repeat(5000)), rubbish: 'no log\n'.repeat(10) });
  const path = (name: string): LogFile<'access'> => ({
    path: join(root, name),
    kind: 'access',
    site: `${name}.example`,
    trust: { in: 'system' },
  });
  return ['large', ...Object.keys(small), 'packed.gz', 'rubbish', 'missing'].map(path);
}

const answer = (tally: AccessTally) => ({ ...tally, skippedSamples: tally.skippedSamples.length });

describe('a reading shared by two threads', () => {
  it('gives what one thread gives, with every log accounted for', async () => {
    const files = logs();
    const jobs: ScanJob[] = [];
    const startThread = async (job: ScanJob) => {
      jobs.push(job);
      // Not a thread here, but a turn of its own: both take parts from the same count.
      await new Promise(setImmediate);
      return doScanJob(job);
    };
    const { tally: alone } = await readAccessLogs(files, reading);
    const { tally: shared } = await readAccessLogs(files, { ...reading, startThread });
    expect(jobs).toHaveLength(1);
    expect(jobs[0]?.parts.filter((part) => part.log === 0).length).toBeGreaterThan(1);
    expect(answer(shared)).toEqual(answer(alone));
  });

  it('counts all again alone when the other thread dies', async () => {
    const files = logs();
    const { tally: alone } = await readAccessLogs(files, reading);
    const { tally: orphaned } = await readAccessLogs(files, { ...reading, startThread: () => Promise.reject(new Error('killed')) });
    expect(answer(orphaned)).toEqual(answer(alone));
  });

  it('counts nothing twice when the other thread dies after a memory was taken in', async () => {
    const files = logs();
    const memoryPath = join(fileTree({ keep: '' }), 'memory');
    const { remember } = await readAccessLogs(files.slice(1), { ...reading, memoryPath });
    expect(remember?.()).toMatchObject({ ok: true });
    const { tally: alone } = await readAccessLogs(files, { ...reading, memoryPath });
    const dies = () => Promise.reject(new Error('killed'));
    const { tally: orphaned } = await readAccessLogs(files, { ...reading, memoryPath, startThread: dies });
    expect(alone.memory).toBe('used');
    expect(answer(orphaned)).toEqual(answer(alone));
  });

  it('is not begun for a filter that only this thread can answer, nor for little', async () => {
    let begun = 0;
    const startThread = (job: ScanJob) => {
      begun++;
      return doScanJob(job);
    };
    const files = logs();
    await readAccessLogs(files, { ...reading, startThread, site: 'large.example' });
    await readAccessLogs(files, { ...reading, startThread, threadsFromBytes: 1000 * MiB });
    expect(begun).toBe(0);
  });

  it('counts the same pages when nothing else is asked for, in one thread and in two', async () => {
    const files = logs();
    const startThread = (job: ScanJob) => doScanJob(job);
    const { tally: all } = await readAccessLogs(files, reading);
    for (const more of [{}, { startThread }]) {
      const { tally } = await readAccessLogs(files, { ...reading, ...more, onlyPages: true });
      expect(tally.pages).toEqual(all.pages);
      expect(tally.lines).toBe(all.lines);
      expect(tally.addresses.distinct).toBe(0);
    }
  });
});
