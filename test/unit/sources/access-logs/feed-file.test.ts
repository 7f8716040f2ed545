import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../../src/model/problem.ts';
import type { Result } from '../../../../src/model/result.ts';
import { feedFile } from '../../../../src/sources/access-logs/feed-file.ts';
import { openLog } from '../../../../src/system/open-file.ts';
import { fileTree } from '../../../file-tree.ts';

interface Fed {
  readonly text: string;
  readonly bytes: number;
  readonly ends: number;
  readonly outcome: Result<null, Problem>;
}

/** Feeds a file to a walk that takes at most `mouthful` bytes a call, as one does that waits for whole lines. */
async function feed(path: string, mouthful = Infinity): Promise<Fed> {
  const opened = openLog(path, { in: 'system' });
  if (!opened.ok) throw new Error(opened.problem.kind);
  const pieces: Buffer[] = [];
  let [bytes, ends] = [0, 0];
  const outcome = await feedFile(
    opened.value,
    (buffer, filled, atEnd) => {
      const taken = atEnd ? filled : Math.min(filled, mouthful);
      pieces.push(Buffer.from(buffer.slice(0, taken)));
      if (atEnd) ends++;
      return taken;
    },
    { onBytes: (count) => (bytes += count), shouldStop: () => false },
  );
  opened.value.close();
  return { text: Buffer.concat(pieces).toString('latin1'), bytes, ends, outcome };
}

describe('feeding a file', () => {
  const text = randomBytes(1_000_000).toString('latin1').replaceAll('\x1f\x8b', '..');
  const root = (): string =>
    fileTree({ plain: Buffer.from(text, 'latin1'), 'packed.gz': gzipSync(Buffer.from(text, 'latin1')), empty: '', one: 'x' });

  for (const mouthful of [Infinity, 150_000]) {
    it(`gives every byte once and in order, and one end, when the walk takes ${String(mouthful)} bytes at most`, async () => {
      const folder = root();
      for (const name of ['plain', 'packed.gz']) {
        const fed = await feed(join(folder, name), mouthful);
        expect(fed.text === text).toBe(true);
        expect(fed).toMatchObject({ bytes: text.length, ends: 1, outcome: { ok: true } });
      }
    });
  }

  it('gives nothing but an end for an empty file', async () => {
    expect(await feed(join(root(), 'empty'))).toMatchObject({ text: '', bytes: 0, ends: 1, outcome: { ok: true } });
    expect(await feed(join(root(), 'one'))).toMatchObject({ text: 'x', bytes: 1, ends: 1 });
  });
});
