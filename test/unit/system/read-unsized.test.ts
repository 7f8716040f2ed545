import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readUnsized } from '../../../src/system/read-unsized.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-unsized-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(bytes: Uint8Array): string {
  const path = join(folder, 'file');
  writeFileSync(path, bytes);
  return path;
}

describe('reading something of unknown size', () => {
  // The reader's first buffer holds 256 KiB.
  it.each([0, 1, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 1_000_000])('gives all of %d bytes', (length) => {
    const bytes = Uint8Array.from({ length }, (_, index) => index % 251);
    const read = readUnsized(file(bytes), 2_000_000);
    expect(read.ok && Buffer.from(read.value).equals(Buffer.from(bytes))).toBe(true);
  });

  it('stops at the limit', () => {
    const path = file(new Uint8Array(1_000));
    expect(readUnsized(path, 1_000)).toMatchObject({ ok: true });
    expect(readUnsized(path, 999)).toEqual({ ok: false, problem: { kind: 'too-large', path, sizeBytes: 1_000, limitBytes: 999 } });
  });

  it('reads a file of /proc, whose size is said to be 0', () => {
    const read = readUnsized('/proc/self/status', 1_000_000);
    expect(read.ok && Buffer.from(read.value).toString().startsWith('Name:')).toBe(true);
  });

  it('says why it cannot', () => {
    expect(readUnsized(join(folder, 'none'), 10)).toMatchObject({ problem: { kind: 'not-found' } });
    expect(readUnsized(folder, 10)).toMatchObject({ problem: { kind: 'not-a-regular-file' } });
  });
});
