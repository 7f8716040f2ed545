import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { errorCode } from './fs-problem.ts';

/** Where a site can be reached on this machine. */
export interface SiteDoor {
  readonly address: string;
  readonly port: number;
  readonly tls: boolean;
}

export interface SiteQuestion {
  readonly door: SiteDoor;
  readonly host: string;
  readonly path: string;
  /** The loopback address it is sent from. */
  readonly from: string;
}

/** Gives the status of the answer. Problem: request-failed. */
export type AskSite = (question: SiteQuestion) => Promise<Result<number, Problem>>;

const timeoutMs = 10_000;

/**
 * Asks a site of this machine for a page and gives the status; the page itself is not read. The certificate is not checked:
 * no secret is sent, nothing of the answer is trusted, and the site may well have none of its own.
 */
export const askSite: AskSite = async ({ door, host, path, from }) => {
  const { request } = door.tls ? await import('node:https') : await import('node:http');
  return new Promise((resolve) => {
    const sent = request({
      host: door.address,
      port: door.port,
      path,
      method: 'GET',
      localAddress: from,
      agent: false,
      headers: { Host: host, 'User-Agent': 'active-connections (checks a block)', Connection: 'close' },
      ...(door.tls ? { servername: host, rejectUnauthorized: false } : {}),
    });
    const fail = (code: string): void => {
      resolve(failed({ kind: 'request-failed', to: host, code }));
    };
    const timer = setTimeout(() => {
      sent.destroy();
      fail('ETIMEDOUT');
    }, timeoutMs);
    sent.once('response', (answer) => {
      clearTimeout(timer);
      resolve(ok(answer.statusCode ?? 0));
      answer.destroy();
    });
    sent.once('error', (error) => {
      clearTimeout(timer);
      fail(errorCode(error) ?? 'unknown');
    });
    sent.end();
  });
};
