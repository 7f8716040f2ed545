import { describe, expect, it } from 'vitest';
import { createLineFeeder, lineFlags } from '../../../../src/scan/lines/line-feeder.ts';

interface Line {
  readonly text: string;
  readonly flags: number;
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Feeds pieces one by one; the buffer handed out is spoilt after each call, as a caller must expect. */
function linesOf(pieces: readonly Uint8Array[], limitBytes = 8): Line[] {
  const lines: Line[] = [];
  const feeder = createLineFeeder({ limitBytes }, (buffer, start, end, flags) => {
    lines.push({ text: new TextDecoder().decode(buffer.slice(start, end)), flags });
  });
  for (const piece of pieces) {
    const own = piece.slice();
    feeder.push(own);
    own.fill(0x21);
  }
  feeder.finish();
  return lines;
}

const inOnePiece = (text: string, limitBytes?: number): Line[] => linesOf([bytesOf(text)], limitBytes);
const byteByByte = (text: string, limitBytes?: number): Line[] =>
  linesOf(
    Array.from(bytesOf(text), (byte) => Uint8Array.of(byte)),
    limitBytes,
  );

describe('line feeder', () => {
  it('hands over lines without their ends, blank ones too', () => {
    expect(inOnePiece('one\n\ntwo\n')).toEqual([
      { text: 'one', flags: 0 },
      { text: '', flags: 0 },
      { text: 'two', flags: 0 },
    ]);
  });

  it('leaves out a carriage return right before the end, and only there', () => {
    expect(inOnePiece('one\r\n\r\na\rb\r\r\n').map(({ text }) => text)).toEqual(['one', '', 'a\rb\r']);
  });

  it('flags a last line without an end', () => {
    expect(inOnePiece('one\ntw')).toEqual([
      { text: 'one', flags: 0 },
      { text: 'tw', flags: lineFlags.unterminated },
    ]);
  });

  it('takes a line of exactly the limit as it is', () => {
    expect(inOnePiece('12345678\n')).toEqual([{ text: '12345678', flags: 0 }]);
  });

  it('cuts a longer line, once, and never takes its rest for a line', () => {
    expect(inOnePiece('123456789 and much more\nnext\n')).toEqual([
      { text: '12345678', flags: lineFlags.cut },
      { text: 'next', flags: 0 },
    ]);
    expect(inOnePiece('123456789 without an end')).toEqual([{ text: '12345678', flags: lineFlags.cut }]);
  });

  it('takes NUL and bytes that are no UTF-8 for ordinary bytes', () => {
    const lines: number[][] = [];
    const feeder = createLineFeeder({ limitBytes: 8 }, (buffer, start, end) => lines.push([...buffer.slice(start, end)]));
    feeder.push(Uint8Array.of(0, 0xff, 0, 0x0a, 0x80));
    feeder.finish();
    expect(lines).toEqual([[0, 0xff, 0], [0x80]]);
  });

  it('gives the same lines however the bytes are cut into pieces', () => {
    const text = 'one\r\n\r\n123456789 long\n12345678\nlast\r';
    expect(byteByByte(text)).toEqual(inOnePiece(text));
  });

  it('is as new after finish', () => {
    const texts: string[] = [];
    const feeder = createLineFeeder({ limitBytes: 8 }, (buffer, start, end) =>
      texts.push(new TextDecoder().decode(buffer.slice(start, end))),
    );
    feeder.push(bytesOf('123456789 cut'));
    feeder.finish();
    feeder.push(bytesOf('ab\n'));
    feeder.finish();
    feeder.finish();
    expect(texts).toEqual(['12345678', 'ab']);
  });
});
