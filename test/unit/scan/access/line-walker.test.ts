import { describe, expect, it } from 'vitest';
import { LineWalker, longestLine, walkBufferBytes } from '../../../../src/scan/access/line-walker.ts';

interface SeenLine {
  readonly length: number;
  readonly begins: string;
  readonly cut: boolean;
}

/** The lines of a text, fed in pieces through one buffer as a reader does it. */
function linesOf(text: string, pieceBytes: number): SeenLine[] {
  const seen: SeenLine[] = [];
  const walker = new LineWalker((bytes, start, end, cut) => {
    seen.push({ length: end - start, begins: Buffer.from(bytes.subarray(start, Math.min(end, start + 20))).toString('latin1'), cut });
  });
  const log = Buffer.from(text, 'latin1');
  const buffer = new Uint8Array(walkBufferBytes);
  let kept = 0;
  for (let at = 0; at < log.length; ) {
    const piece = log.subarray(at, at + Math.min(pieceBytes, buffer.length - kept));
    buffer.set(piece, kept);
    at += piece.length;
    const consumed = walker.walk(buffer, kept + piece.length, false);
    buffer.copyWithin(0, consumed, kept + piece.length);
    kept += piece.length - consumed;
  }
  walker.walk(buffer, kept, true);
  return seen;
}

const pieces = [1000, 4096, 65_537, longestLine, longestLine + 1, walkBufferBytes];

describe('lines out of pieces', () => {
  it('end at a line feed; the last one may lack it', () => {
    expect(linesOf('a\n\nbc', 1).map(({ begins }) => begins)).toEqual(['a', '', 'bc']);
    expect(linesOf('a\n\nbc\n', 2).map(({ begins }) => begins)).toEqual(['a', '', 'bc']);
    expect(linesOf('', 1)).toEqual([]);
    expect(linesOf('\n', 1)).toHaveLength(1);
  });

  it('of the longest length are handed over whole', () => {
    for (const size of pieces) {
      expect(linesOf(`${'x'.repeat(longestLine)}\nnext\n`, size)).toEqual([
        { length: longestLine, begins: 'x'.repeat(20), cut: false },
        { length: 4, begins: 'next', cut: false },
      ]);
    }
  });

  it('over the longest length are cut, marked, and their rest is never a line of its own', () => {
    for (const extra of [1, 2, 1000, longestLine, 1 << 20]) {
      for (const size of pieces) {
        expect(
          linesOf(`first\n${'x'.repeat(longestLine)}${'y'.repeat(extra)}\nnext\n`, size),
          `${String(extra)} in pieces of ${String(size)}`,
        ).toEqual([
          { length: 5, begins: 'first', cut: false },
          { length: longestLine, begins: 'x'.repeat(20), cut: true },
          { length: 4, begins: 'next', cut: false },
        ]);
      }
    }
  });

  it('are marked as cut even when a piece ends right at the limit', () => {
    expect(linesOf(`${'x'.repeat(longestLine + 1)}\nnext\n`, longestLine)).toMatchObject([{ cut: true }, { begins: 'next', cut: false }]);
  });

  it('are cut at the end of a file too, and the next file begins anew', () => {
    const seen: number[] = [];
    const walker = new LineWalker((_, start, end) => seen.push(end - start));
    const buffer = new Uint8Array(walkBufferBytes).fill(0x78);
    expect(walker.walk(buffer, walkBufferBytes, false)).toBe(walkBufferBytes);
    expect(walker.walk(buffer, 100, true)).toBe(100);
    buffer.set(Buffer.from('ab\n'));
    walker.walk(buffer, 3, true);
    expect(seen).toEqual([longestLine, 2]);
  });

  it('are never made of what the buffer held before', () => {
    const seen: string[] = [];
    const walker = new LineWalker((bytes, start, end) => seen.push(Buffer.from(bytes.subarray(start, end)).toString()));
    const buffer = new Uint8Array(Buffer.from('old\nold\nold\n'));
    expect(walker.walk(buffer, 2, false)).toBe(0);
    expect(seen).toEqual([]);
  });
});
