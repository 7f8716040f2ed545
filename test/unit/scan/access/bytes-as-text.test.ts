import { describe, expect, it } from 'vitest';
import { bytesAsText } from '../../../../src/scan/access/bytes-as-text.ts';

const asText = (...bytes: readonly number[]): string => bytesAsText(new Uint8Array(bytes));

describe('bytes of a log as text', () => {
  it('are UTF-8 where they are UTF-8', () => {
    expect(bytesAsText(new Uint8Array(Buffer.from('/bücher?q=☂ 😀')))).toBe('/bücher?q=☂ 😀');
  });

  it('are \\xNN above 126 where they are not', () => {
    expect(asText(0x2f, 0xfc, 0x7e, 0x7f, 0xff)).toBe('/\\xfc~\\x7f\\xff');
    expect(asText(0xc3)).toBe('\\xc3');
  });

  it('keep control bytes: whoever shows them makes them harmless', () => {
    expect(asText(0x00, 0x1b, 0x5b, 0x0d)).toBe('\0\x1b[\r');
  });

  it('keep a byte order mark: two pages that differ by it are two pages', () => {
    expect(asText(0xef, 0xbb, 0xbf, 0x2f)).toBe('\ufeff/');
  });
});
