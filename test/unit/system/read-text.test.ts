import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSmallText } from '../../../src/system/read-text.ts';
import { fileTree } from '../../file-tree.ts';

describe('the text of a small file', () => {
  it('is UTF-8; other bytes become U+FFFD', () => {
    const root = fileTree({ good: 'bücher', bad: new Uint8Array([0x61, 0xff]) });
    expect(readSmallText(join(root, 'good'))).toEqual({ ok: true, value: 'bücher' });
    expect(readSmallText(join(root, 'bad'))).toEqual({ ok: true, value: 'a\ufffd' });
  });

  it('is not read when it is missing, a folder or too large', () => {
    const root = fileTree({ large: 'x'.repeat(101) });
    expect(readSmallText(join(root, 'large'), 101).ok).toBe(true);
    expect(readSmallText(join(root, 'large'), 100)).toMatchObject({ problem: { kind: 'too-large', sizeBytes: 101, limitBytes: 100 } });
    expect(readSmallText(join(root, 'gone'))).toMatchObject({ problem: { kind: 'not-found' } });
    expect(readSmallText(root)).toMatchObject({ problem: { kind: 'not-a-regular-file' } });
  });
});
