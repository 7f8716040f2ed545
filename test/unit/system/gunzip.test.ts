import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gunzip, isGzip } from '../../../src/system/gunzip.ts';
import { openLog, type OpenFile } from '../../../src/system/open-file.ts';
import { fileTree } from '../../file-tree.ts';

function open(bytes: Uint8Array | string): OpenFile {
  const opened = openLog(join(fileTree({ file: bytes }), 'file'), { in: 'system' });
  if (!opened.ok) throw new Error(opened.problem.kind);
  return opened.value;
}

async function unpack(bytes: Uint8Array, shouldStop = (): boolean => false) {
  const file = open(bytes);
  const pieces: Buffer[] = [];
  const outcome = await gunzip(file, (piece) => pieces.push(Buffer.from(piece)), shouldStop);
  file.close();
  return { text: Buffer.concat(pieces).toString(), largest: Math.max(0, ...pieces.map(({ length }) => length)), outcome };
}

describe('gzip files', () => {
  it('are known by their first two bytes', () => {
    const files = [gzipSync('x'), 'plain', '', '\x1f', Buffer.from([0x1f, 0x8b])].map(open);
    expect(files.map(isGzip)).toEqual([true, false, false, false, true]);
    for (const file of files) file.close();
  });

  it('are unpacked, one part or several, padding of NUL bytes at the end or not', async () => {
    const parts = [gzipSync('one '), gzipSync('two '), gzipSync('')];
    expect(await unpack(gzipSync('text'))).toMatchObject({ text: 'text', outcome: { ok: true } });
    expect(await unpack(Buffer.concat(parts))).toMatchObject({ text: 'one two ', outcome: { ok: true } });
    expect(await unpack(Buffer.concat([...parts, Buffer.alloc(512)]))).toMatchObject({ text: 'one two ', outcome: { ok: true } });
  });

  it('come in pieces, however much is in them', async () => {
    const { text, largest } = await unpack(gzipSync('x'.repeat(10 << 20)));
    expect(text).toHaveLength(10 << 20);
    expect(largest).toBeLessThanOrEqual(64 * 1024);
  });

  it('that are damaged or cut give what comes before the damage, and say so', async () => {
    const whole = gzipSync(Array.from({ length: 50_000 }, (_, at) => `line ${String(at * 7919)}\n`).join(''));
    const cut = await unpack(whole.subarray(0, whole.length - 5000));
    expect(cut.outcome).toMatchObject({ ok: false, problem: { kind: 'damaged-archive', code: 'Z_BUF_ERROR' } });
    expect(cut.text).toMatch(/^line 0\nline 7919\n/);
    const wrong = Buffer.from(whole);
    wrong.fill(0, wrong.length / 2, wrong.length / 2 + 50);
    expect((await unpack(wrong)).outcome).toMatchObject({ problem: { kind: 'damaged-archive' } });
    expect((await unpack(Buffer.from([0x1f, 0x8b, 0xff]))).outcome).toMatchObject({ problem: { kind: 'damaged-archive' } });
  });

  it('stop when told to', async () => {
    let pieces = 0;
    const { text, outcome } = await unpack(gzipSync('x'.repeat(10 << 20)), () => ++pieces === 3);
    expect(outcome.ok).toBe(true);
    expect(text.length).toBeLessThan(1 << 20);
  });

  it('leave the descriptor to whoever opened it, and none of their own', async () => {
    const before = readdirSync('/proc/self/fd').length;
    const file = open(gzipSync('text'));
    await gunzip(
      file,
      () => undefined,
      () => false,
    );
    expect(file.read(new Uint8Array(1), 0)).toBe(1);
    file.close();
    expect(readdirSync('/proc/self/fd').length).toBe(before);
  });
});
