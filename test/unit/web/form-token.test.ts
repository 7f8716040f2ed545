import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFormToken, makeFormToken, type TokenMaker } from '../../../src/web/form-token.ts';

const makerAt = (epoch: number, secret = 'secret'): TokenMaker => ({
  keyed: (text) => createHmac('sha256', secret).update(text).digest('base64url'),
  nowEpoch: () => epoch,
});
const noon = 1_795_348_800;
const token = makeFormToken(makerAt(noon), 'bob', '/cpsess1234567890');

describe('a form token', () => {
  it('holds for the operator and the session it was made for, for three hours', () => {
    expect(isFormToken(makerAt(noon + 3 * 3600 - 1), token, 'bob', '/cpsess1234567890')).toBe(true);
    expect(isFormToken(makerAt(noon + 3 * 3600), token, 'bob', '/cpsess1234567890')).toBe(false);
    expect(isFormToken(makerAt(noon - 3600), token, 'bob', '/cpsess1234567890')).toBe(false);
  });

  it.each([
    ['another operator', 'alice', '/cpsess1234567890'],
    ['another session', 'bob', '/cpsess1234567891'],
    ['a name that runs into the session', 'bob/cpsess', '1234567890'],
  ])('does not hold for %s', (_, operator, session) => {
    expect(isFormToken(makerAt(noon), token, operator, session)).toBe(false);
  });

  it('does not hold under another secret, nor when anything in it is changed', () => {
    expect(isFormToken(makerAt(noon, 'other'), token, 'bob', '/cpsess1234567890')).toBe(false);
    fc.assert(
      fc.property(fc.string(), fc.nat(token.length), (text, at) => {
        const changed = token.slice(0, at) + text + token.slice(at + text.length);
        expect(isFormToken(makerAt(noon), changed, 'bob', '/cpsess1234567890')).toBe(changed === token);
      }),
    );
  });
});
