import { describe, expect, it } from 'vitest';
import { signIn } from '../../../src/hosts/server/sign-in.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A sign-in with a clock that the test moves. */
function withClock() {
  let nowMs = 1_000_000;
  const access = signIn(() => nowMs);
  return { access, later: (ms: number) => (nowMs += ms) };
}

describe('signIn', () => {
  it('makes tokens of 32 random bytes, none like another', () => {
    const { access } = withClock();
    const tokens = Array.from({ length: 20 }, () => access.newToken());
    expect(new Set(tokens).size).toBe(20);
    for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/);
  });

  it('exchanges a token once', () => {
    const { access } = withClock();
    const token = access.newToken();
    expect(access.exchange(token)).toMatch(/^[\w-]{43}$/);
    expect(access.exchange(token)).toBeUndefined();
  });

  it('lets several links be open at a time, in any order', () => {
    const { access } = withClock();
    const [first, second] = [access.newToken(), access.newToken()];
    expect(access.exchange(second)).toBeDefined();
    expect(access.exchange(first)).toBeDefined();
  });

  it('keeps a token for ten minutes', () => {
    const { access, later } = withClock();
    const [inTime, tooLate] = [access.newToken(), access.newToken()];
    later(10 * minuteMs);
    expect(access.exchange(inTime)).toBeDefined();
    later(1);
    expect(access.exchange(tooLate)).toBeUndefined();
  });

  it.each(['', 'x', 'A'.repeat(43), 'é\u0000'])('refuses the wrong token %j', (token) => {
    const { access } = withClock();
    access.newToken();
    expect(access.exchange(token)).toBeUndefined();
  });

  it('admits the session it made, and no token in its place', () => {
    const { access } = withClock();
    const token = access.newToken();
    const session = access.exchange(token) ?? '';
    expect(access.admits(session)).toBe(true);
    expect(access.admits(token)).toBe(false);
    expect(access.admits('')).toBe(false);
  });

  it('ends a session after twelve idle hours, not while it is used', () => {
    const { access, later } = withClock();
    const session = access.exchange(access.newToken()) ?? '';
    for (let use = 0; use < 4; use += 1) {
      later(11 * hourMs);
      expect(access.admits(session)).toBe(true);
    }
    later(12 * hourMs + 1);
    expect(access.admits(session)).toBe(false);
    expect(access.admits(session)).toBe(false);
  });

  it('holds a bounded number of sessions: the one used longest ago goes first', () => {
    const { access } = withClock();
    const sessions = Array.from({ length: 100 }, () => access.exchange(access.newToken()) ?? '');
    expect(access.admits(sessions[0] ?? '')).toBe(true);
    access.exchange(access.newToken());
    expect(access.admits(sessions[0] ?? '')).toBe(true);
    expect(access.admits(sessions[1] ?? '')).toBe(false);
    expect(access.admits(sessions[2] ?? '')).toBe(true);
  });
});
