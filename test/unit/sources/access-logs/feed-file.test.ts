import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../../src/model/problem.ts';
import type { Result } from '../../../../src/model/result.ts';
import { type ByteSink, walkBufferBytes } from '../../../../src/scan/access/line-walker.ts';
import { type Fed, feedFile } from '../../../../src/sources/access-logs/feed-file.ts';
import { openLog } from '../../../../src/system/open-file.ts';
import { fileTree } from '../../../file-tree.ts';

interface Given {
  readonly text: string;
  readonly bytes: number;
  readonly ends: number;
  readonly outcome: Result<Fed, Problem>;
}

/** Feeds a file to a walk that takes at most `mouthful` bytes a call, as one does that waits for whole lines. */
async function feed(path: string, mouthful = Infinity, from = 0): Promise<Given> {
  const opened = openLog(path, { in: 'system' });
  if (!opened.ok) throw new Error(opened.problem.kind);
  const pieces: Buffer[] = [];
  let [bytes, ends] = [0, 0];
  const input = new Uint8Array(walkBufferBytes);
  const sink: ByteSink = {
    input,
    scan: (filled, atEnd) => {
      const taken = atEnd ? filled : Math.min(filled, mouthful);
      pieces.push(Buffer.from(input.slice(0, taken)));
      if (atEnd) ends++;
      input.copyWithin(0, taken, filled);
      return filled - taken;
    },
  };
  const outcome = await feedFile(opened.value, sink, {
    from,
    to: null,
    takesUnfinished: true,
    onBytes: (count) => (bytes += count),
    shouldStop: () => false,
  });
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

  it('passes over the rest of the line it begins in, and keeps a line that begins there', async () => {
    const lines = 'first line\nsecond line\nthird';
    const path = join(fileTree({ lines }), 'lines');
    expect((await feed(path, Infinity, 3)).text).toBe('second line\nthird');
    expect((await feed(path, Infinity, 'first line\n'.length)).text).toBe('second line\nthird');
    expect((await feed(path, Infinity, 'first line\ns'.length)).text).toBe('third');
    expect((await feed(path, Infinity, lines.length)).text).toBe('');
    const far = text.indexOf('\n', 899_999) + 1;
    expect((await feed(join(root(), 'plain'), Infinity, 900_000)).text === text.slice(far)).toBe(true);
    expect((await feed(join(root(), 'packed.gz'), Infinity, 500)).text === text).toBe(true);
  });

  it('gives nothing but an end for an empty file', async () => {
    expect(await feed(join(root(), 'empty'))).toMatchObject({ text: '', bytes: 0, ends: 1, outcome: { ok: true } });
    expect(await feed(join(root(), 'one'))).toMatchObject({ text: 'x', bytes: 1, ends: 1 });
  });
});
