import { describe, expect, it } from 'vitest';
import { looksAnonymised } from '../../../src/model/anonymised.ts';
import { parseIpAddress } from '../../../src/model/ip-address.ts';

describe('an address of an anonymised log', () => {
  it.each([
    ['203.0.113.0', true],
    ['203.0.0.0', true],
    ['203.0.113.10', false],
    ['203.0.113.100', false],
    ['2001:db8:1:2::', true],
    ['2001:db8::', true],
    ['2001:db8:1:2:3::', false],
    ['2001:db8::1', false],
  ])('%s: %s', (text, is) => {
    const address = parseIpAddress(text);
    expect(address === undefined ? null : looksAnonymised(address)).toBe(is);
  });
});
