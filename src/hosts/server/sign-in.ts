import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const tokenLifeMs = 10 * 60 * 1000;
const idleLimitMs = 12 * 60 * 60 * 1000;
const mostTokens = 20;
const mostSessions = 100;

/** Who may see the pages: whoever was given a link on the terminal. Everything lives in memory and dies with the server. */
export interface SignIn {
  /** A new token for a link. It works once, within ten minutes. */
  newToken(): string;
  /** Exchanges a token for a session; undefined when it is wrong, used or too old. */
  exchange(token: string): string | undefined;
  /** True for the id of a living session, which stays alive by being used. */
  admits(session: string): boolean;
}

export function signIn(now: () => number): SignIn {
  // Only hashes are kept, and hashes are compared: how long a comparison takes says nothing about a token.
  const tokens: { readonly hash: Buffer; readonly expiresMs: number }[] = [];
  const lastUseBySession = new Map<string, number>();

  return {
    newToken: () => {
      const token = secret();
      tokens.push({ hash: hashOf(token), expiresMs: now() + tokenLifeMs });
      if (tokens.length > mostTokens) tokens.shift();
      return token;
    },
    exchange: (token) => {
      const hash = hashOf(token);
      const at = tokens.findIndex((candidate) => timingSafeEqual(candidate.hash, hash));
      const found = tokens[at];
      if (found === undefined) return undefined;
      tokens.splice(at, 1);
      if (now() > found.expiresMs) return undefined;
      const session = secret();
      lastUseBySession.set(hashOf(session).toString('hex'), now());
      forgetOldest(lastUseBySession);
      return session;
    },
    admits: (session) => {
      const key = hashOf(session).toString('hex');
      const lastUseMs = lastUseBySession.get(key);
      if (lastUseMs === undefined) return false;
      // Put back at the end: the map is in order of use.
      lastUseBySession.delete(key);
      if (now() - lastUseMs > idleLimitMs) return false;
      lastUseBySession.set(key, now());
      return true;
    },
  };
}

/** A name for a session that nobody can turn back into it. */
export const sessionName = (session: string): string => hashOf(`name of ${session}`).toString('base64url');

const secret = (): string => randomBytes(32).toString('base64url');

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

function forgetOldest(sessions: Map<string, number>): void {
  for (const oldest of sessions.keys()) {
    if (sessions.size <= mostSessions) return;
    sessions.delete(oldest);
  }
}
