import type { Problem } from '../model/problem.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { errorCode } from './fs-problem.ts';

/** A form or JSON sent to a server whose certificate must be good for `host`. */
export interface PostRequest {
  readonly host: string;
  /** Where to connect instead of what the name resolves to. */
  readonly address: string | null;
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** PEM; trusted beside the usual ones. */
  readonly certificates: string | null;
  readonly timeoutMs: number;
  readonly answerLimitBytes: number;
}

export interface PostAnswer {
  readonly status: number;
  readonly body: string;
}

export type HttpsPost = (request: PostRequest) => Promise<Result<PostAnswer, Problem>>;

/**
 * Sends it and gives the answer, whatever its status. No redirect is followed and no proxy of the environment is used: the
 * request carries a secret. Problem: request-failed (`code` as Node or axios names it; the request is not quoted).
 */
export const httpsPost: HttpsPost = async (request) => {
  // Half a megabyte that only a request needs: a command that sends none must not wait for it.
  const [{ default: axios }, { Agent }, { rootCertificates }] = await Promise.all([
    import('axios'),
    import('node:https'),
    import('node:tls'),
  ]);
  const { host, address, port, path, certificates, timeoutMs, answerLimitBytes } = request;
  const httpsAgent = new Agent({
    servername: host,
    rejectUnauthorized: true,
    ...(certificates === null ? {} : { ca: [...rootCertificates, certificates] }),
  });
  try {
    const answer = await axios.request<string>({
      method: 'POST',
      url: `https://${authority(address ?? host)}:${port}${path}`,
      headers: { ...request.headers, Host: `${host}:${port}` },
      data: request.body,
      httpsAgent,
      timeout: timeoutMs,
      signal: AbortSignal.timeout(timeoutMs),
      maxContentLength: answerLimitBytes,
      maxRedirects: 0,
      proxy: false,
      responseType: 'text',
      transformResponse: (text: string) => text,
      validateStatus: () => true,
    });
    return ok({ status: answer.status, body: answer.data });
  } catch (error) {
    return failed({ kind: 'request-failed', to: host, code: errorCode(error) ?? 'unknown' });
  } finally {
    httpsAgent.destroy();
  }
};

const authority = (host: string): string => (host.includes(':') ? `[${host}]` : host);
