import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { newestEpoch } from '../../../../src/sources/access-logs/newest-epoch.ts';
import { fileTree } from '../../../file-tree.ts';
import { epochOf, logLine } from './log-lines.ts';

const newestIn = (root: string, ...names: readonly string[]): Promise<number | null> =>
  newestEpoch(
    names.map((name) => ({ path: join(root, name), kind: 'access', site: null, trust: { in: 'system' } })),
    () => false,
  );

describe('the newest line of given logs', () => {
  it('is looked for in every file, archives too', async () => {
    const root = fileTree({
      live: logLine('/', { time: '06:00:00' }) + logLine('/', { time: '05:00:00' }),
      'old.gz': gzipSync(logLine('/', { time: '07:00:00' }) + logLine('/', { time: '01:00:00' })),
    });
    expect(await newestIn(root, 'live', 'old.gz')).toBe(epochOf('07:00:00'));
  });

  it('is null where no line has a time, or nothing can be read', async () => {
    const root = fileTree({ empty: '', rubbish: 'x\n' });
    expect(await newestIn(root, 'empty', 'rubbish', 'missing')).toBeNull();
  });
});
