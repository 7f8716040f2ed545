import { describe, expect, it } from 'vitest';
import { jsonText } from '../../../../src/hosts/cli/json-text.ts';

const csi = '\u009b31m';
const foreign = { page: `/${csi}\u001b[31m\u007f\u202e\u2028\u200b\ud800${String.fromCodePoint(0xe0001)}`, plain: 'ä “quoted” \\ 漢' };

describe('jsonText', () => {
  it('leaves nothing that a terminal obeys or that cannot be seen, but its own line ends', () => {
    const text = jsonText(foreign);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    expect(text).toContain('\\u009b31m\\u001b[31m\\u007f\\u202e\\u2028\\u200b\\ud800\\udb40\\udc01');
  });

  it('means the same value, and leaves readable text as it is', () => {
    expect(JSON.parse(jsonText(foreign))).toEqual(foreign);
    expect(jsonText(foreign)).toContain('ä “quoted” \\\\ 漢');
  });
});
