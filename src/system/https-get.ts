import { Agent } from 'node:https';
import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { errorCode } from './fs-problem.ts';

export interface HttpsLimits {
  /** From the question to the last byte, redirects included. */
  readonly timeoutMs: number;
  readonly limitBytes: number;
  /** PEM of the authorities to trust instead of those that Node trusts. */
  readonly authorities?: string;
}

const mostRedirects = 3;

/**
 * The text behind an `https:` address. Redirects are followed to the same host, or one above or below it (`www.`), and never
 * out of HTTPS. No proxy is used, whatever the environment says: the environment of a request is partly its sender's.
 * Problems: request-failed (its code says what: Node's, `HTTP 404`, `too-large`, `not-https`, `redirect-elsewhere`,
 * `too-many-redirects`, `timed-out`).
 */
export async function httpsGet(url: string, limits: HttpsLimits): Promise<Result<string, Problem>> {
  const end = AbortSignal.timeout(limits.timeoutMs);
  const agent = new Agent(limits.authorities === undefined ? {} : { ca: limits.authorities });
  const refused = (code: string): Result<never, Problem> => failed({ kind: 'request-failed', to: url, code });
  let at = parseUrl(url);
  try {
    for (let hop = 0; hop <= mostRedirects; hop++) {
      if (at?.protocol !== 'https:' || at.username !== '') return refused('not-https');
      const answer = await getOnce(at, agent, end, limits.limitBytes);
      if (answer.location === null) return answer.status === 200 ? ok(answer.text) : refused(`HTTP ${answer.status}`);
      const next = parseUrl(answer.location, at.href);
      if (next === null || !isSameSite(next.hostname, at.hostname)) return refused('redirect-elsewhere');
      at = next;
    }
    return refused('too-many-redirects');
  } catch (error) {
    return refused(end.aborted ? 'timed-out' : codeOf(error));
  } finally {
    agent.destroy();
  }
}

interface Answer {
  readonly status: number;
  readonly location: string | null;
  readonly text: string;
}

async function getOnce(url: URL, httpsAgent: Agent, signal: AbortSignal, limitBytes: number): Promise<Answer> {
  // Loaded here: half a megabyte of code that no other question needs.
  const { default: axios } = await import('axios');
  const answer = await axios.get<ArrayBuffer>(url.href, {
    adapter: 'http',
    httpsAgent,
    signal,
    proxy: false,
    maxRedirects: 0,
    maxContentLength: limitBytes,
    // Nothing is unpacked, so that what comes is what is counted.
    decompress: false,
    headers: { Accept: '*/*', 'Accept-Encoding': 'identity', 'User-Agent': 'active-connections' },
    responseType: 'arraybuffer',
    validateStatus: () => true,
  });
  const location: unknown = answer.headers['location'];
  const isRedirect = answer.status >= 300 && answer.status < 400 && typeof location === 'string';
  return { status: answer.status, location: isRedirect ? location : null, text: new TextDecoder().decode(answer.data) };
}

const parseUrl = (text: string, base?: string): URL | null => (URL.canParse(text, base) ? new URL(text, base) : null);

const isSameSite = (one: string, other: string): boolean => one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);

/** Anything that is no error of the request is a bug and thrown on. */
function codeOf(error: unknown): string {
  const code = errorCode(error);
  if (!(error instanceof Error) || (code === undefined && error.name !== 'AxiosError')) throw error;
  if (code === 'ERR_BAD_RESPONSE' && error.message.startsWith('maxContentLength')) return 'too-large';
  return code ?? 'unknown';
}
