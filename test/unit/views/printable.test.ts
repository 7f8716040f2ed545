import { describe, expect, it } from 'vitest';
import { cutInTheMiddle, foreignText, printable } from '../../../src/views/printable.ts';

describe('printable', () => {
  it.each([
    ['/wp-login.php?a=b&c=%20d', '/wp-login.php?a=b&c=%20d'],
    ['münchen.example/日本語/здравствуй 🙂', 'münchen.example/日本語/здравствуй 🙂'],
    ['نص عربي', 'نص عربي'],
    ['\x16\x03\x01', '\\x16\\x03\\x01'],
    ['\x1b[31mred\x1b[0m\n', '\\x1b[31mred\\x1b[0m\\x0a'],
    ['del\x7f c1\x9b', 'del\\x7f c1\\x9b'],
    ['invoice\u202efdp.exe', 'invoice\\u{202e}fdp.exe'],
    ['a\u200bb\u2060c\ufeffd', 'a\\u{200b}b\\u{2060}c\\u{feff}d'],
    ['no\u00a0break', 'no\\xa0break'],
    ['hangul\u3164filler', 'hangul\\u{3164}filler'],
    ['braille\u2800blank', 'braille\\u{2800}blank'],
    ['tag\u{e0041}', 'tag\\u{e0041}'],
    ['line\u2028separator', 'line\\u{2028}separator'],
    ['lone\ud800surrogate', 'lone\\u{d800}surrogate'],
    ['byte\udce9', 'byte\\xe9'],
    ['z\u0300\u0301\u0302\u0303', 'z\\u{300}\\u{301}\\u{302}\\u{303}'],
    ['e\u0301', 'e\u0301'],
  ])('shows %j as %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('leaves nothing that a terminal obeys, whatever comes', () => {
    const everything = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code)).join('');
    expect(printable(everything)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });
});

describe('cutInTheMiddle', () => {
  it('keeps the beginning and the end', () => {
    expect(cutInTheMiddle('0123456789abcdefghij', 9)).toBe('012345…hij');
  });

  it('leaves short text whole', () => {
    expect(cutInTheMiddle('012345678', 9)).toBe('012345678');
  });

  it('never cuts a character in two', () => {
    expect(cutInTheMiddle('🙂'.repeat(20), 9)).toBe('🙂🙂🙂…🙂');
  });
});

describe('foreignText', () => {
  it('gives the whole of a text it had to cut, up to a limit', () => {
    const { text, full } = foreignText('x'.repeat(5000), 60);
    expect(text).toHaveLength(61);
    expect(full).toHaveLength(2001);
  });

  it('has nothing more to give for a short one', () => {
    expect(foreignText('/a\x00b')).toEqual({ text: '/a\\x00b', full: null });
  });
});
