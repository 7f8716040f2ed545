import type { IncomingHttpHeaders } from 'node:http';
import { sessionName, type SignIn } from './sign-in.ts';

/** A request as far as the door looks at it. */
export interface Caller {
  readonly method: string;
  /** The request target as it came, raw. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
}

/** What the door says. */
export type Admission =
  | {
      readonly kind: 'come-in';
      readonly path: string;
      readonly query: URLSearchParams;
      /** Names the session, and does not open it. */
      readonly session: string;
    }
  | { readonly kind: 'signed-in'; readonly session: string }
  | { readonly kind: 'refused'; readonly reason: Refusal };

export type Refusal = 'wrong-host' | 'from-elsewhere' | 'wrong-token' | 'not-signed-in' | 'odd-target';

/** The cookie of one server. Cookies ignore ports, so its name carries the port: two servers do not sign each other out. */
export const cookieName = (port: number): string => `active-connections-${port}`;

/**
 * Decides whether a request may come in.
 *
 * The server listens on loopback only, but so do the browsers and programs of every other user of the machine, and a
 * page from anywhere may send a browser here. Therefore: the right Host (against DNS rebinding), no request that another
 * site caused, and a session that began with a token from the terminal.
 */
export function admit(caller: Caller, port: number, signIn: SignIn): Admission {
  if (!hostsOf(port).includes(caller.headers.host ?? '')) return refused('wrong-host');
  const site = caller.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'none' && site !== 'same-origin') return refused('from-elsewhere');
  // Absolute form (`GET http://…`) and `*` are for proxies and OPTIONS; we are no proxy.
  if (!caller.target.startsWith('/')) return refused('odd-target');

  const { path, query } = splitTarget(caller.target);
  const token = query.get('token');
  if (token !== null) {
    // Only a GET uses the token up: a HEAD may be a program that looks whether the link is alive.
    const session = caller.method === 'GET' && path === '/' ? signIn.exchange(token) : undefined;
    return session === undefined ? refused('wrong-token') : { kind: 'signed-in', session };
  }
  const session = cookieOf(caller.headers.cookie, cookieName(port));
  if (session === undefined || !signIn.admits(session)) return refused('not-signed-in');
  return { kind: 'come-in', path, query, session: sessionName(session) };
}

const refused = (reason: Refusal): Admission => ({ kind: 'refused', reason });

/** The names under which this server is reached. It listens on 127.0.0.1 alone, so `[::1]` is not among them. */
export const hostsOf = (port: number): readonly string[] => [`127.0.0.1:${port}`, `localhost:${port}`];

function splitTarget(target: string): { readonly path: string; readonly query: URLSearchParams } {
  const queryAt = target.indexOf('?');
  if (queryAt < 0) return { path: target, query: new URLSearchParams() };
  return { path: target.slice(0, queryAt), query: new URLSearchParams(target.slice(queryAt + 1)) };
}

function cookieOf(header: string | undefined, name: string): string | undefined {
  const start = `${name}=`;
  const cookie = (header ?? '').split('; ').find((each) => each.startsWith(start));
  return cookie?.slice(start.length);
}
